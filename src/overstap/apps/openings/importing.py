# SPDX-License-Identifier: EUPL-1.2
"""Many openings of one organisation at once, known by its own references: all of them or none.

Importing the same again changes nothing. What is not in the import is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.openings.actions import NewOpening, write_demands, write_new
from overstap.apps.openings.editing import NotWhole, TooManyTaken, as_said, lacking
from overstap.apps.openings.enums import OPEN_USUALLY, OpeningStatus
from overstap.apps.openings.models import Keeper, Opening
from overstap.apps.region.actions import bump_revision
from overstap.apps.turns import wait_for_imports


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: openings that are new, changed, the same as before, and published by it."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    published: int = 0


@transaction.atomic
def import_openings(
    *,
    organisation: str,
    openings: Sequence[NewOpening],
    publish: bool,
    today: date,
    keeper: UUID | None,
    by: str,
    proposed: Mapping[str, frozenset[str]] | None = None,
) -> Imported:
    """Makes the openings with these references say this; `publish`: those that are a draft or closed.

    `proposed`: reference -> fields of `NewOpening` that nobody said: an opening that is there keeps its own, so
    that what its employer corrected stays. Without a closing day a new one closes after `OPEN_USUALLY`.

    Raises `ValueError` for one without a reference or one that is there twice, `NotWhole` for what others see
    or will see and lacks something, `TooManyTaken` when fewer places are left than are taken, and Django's
    `IntegrityError` for what a constraint forbids; nothing has changed then.
    """
    references = [one.reference for one in openings]
    if "" in references or len(set(references)) < len(references):
        raise ValueError("every opening has a reference of its own")
    wait_for_imports()
    # One import of an organisation at a time: of two, the second finds what the first has made.
    locked = Opening.objects.select_for_update(of=("self",)).filter(organisation=organisation, origin="")
    known = {row.reference: row for row in locked.order_by("pk") if row.reference}
    done = {"added": 0, "changed": 0, "unchanged": 0, "published": 0}
    for said in openings:
        row = known.get(said.reference)
        if row is None:
            closes = said.closes_on or today + OPEN_USUALLY
            said = replace(said, organisation=organisation, closes_on=closes)
            row = write_new(said, OpeningStatus.DRAFT)
            if keeper is not None:
                Keeper.objects.create(opening=row, membership_id=keeper)
            done["added"] += 1
        else:
            said = _kept(row, said, (proposed or {}).get(said.reference, frozenset()))
            done["changed" if _made_equal(row, said, today) else "unchanged"] += 1
        done["published"] += publish and _published(row, said, today)
    if done["changed"] or done["published"]:
        bump_revision(openings_only=True)
    audit.record(what=What.OPENINGS_IMPORTED, subject=organisation, by=by, counts=done)
    return Imported(**done)


def _kept(row: Opening, said: NewOpening, proposed: frozenset[str]) -> NewOpening:
    """What is said of an opening that is there, with its own values for what nobody said."""
    before = as_said(row)
    own = {name: getattr(before, name) for name in (*proposed, "organisation", "course", "invented")}
    return replace(said, **own)


def _made_equal(row: Opening, wanted: NewOpening, today: date) -> bool:
    """Makes a row say something else; whether it did not already."""
    if as_said(row) == wanted:
        return False
    if wanted.places < row.taken:
        raise TooManyTaken
    if row.status == OpeningStatus.PUBLISHED and (lacks := lacking(wanted, today)):
        raise NotWhole(lacks)
    for column, value in wanted.columns().items():
        setattr(row, column, value)
    row.version += 1
    if row.status == OpeningStatus.PUBLISHED and row.taken == row.places:
        row.status = str(OpeningStatus.FILLED)
    elif row.status == OpeningStatus.FILLED and row.taken < row.places:
        row.status = str(OpeningStatus.PUBLISHED if not lacking(wanted, today) else OpeningStatus.DRAFT)
    row.save()
    write_demands(row, wanted.demands)
    return True


def _published(row: Opening, said: NewOpening, today: date) -> bool:
    """Publishes a draft, or what had closed; whether it was not published already."""
    if row.status not in (OpeningStatus.DRAFT, OpeningStatus.EXPIRED):
        return False
    if lacks := lacking(said, today):
        raise NotWhole(lacks)
    row.status, row.published_at = str(OpeningStatus.PUBLISHED), timezone.now()
    row.version += 1
    row.save()
    return True
