# SPDX-License-Identifier: EUPL-1.2
"""Sharing a passport with an organisation: which parts, until when, blind or open; and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.accounts.enums import Role
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports.actions import TooMany, claim, masked
from overstap.apps.passports.enums import GIVEN_KINDS, LOOKS_KEPT, PROOFS_AT_MOST, Part, ProofKind
from overstap.apps.passports.models import Look, Passport, Proof, Share


@transaction.atomic
def share(
    *,
    passport: Passport,
    organisation: str,
    parts: Iterable[Part],
    blind: bool,
    now: datetime,
    until: datetime,
    by: str,
) -> Share:
    """Shares parts of a passport; sharing again with the same organisation replaces what was shared before.

    Raises Django's `IntegrityError` for no part, an end in the past or more than a year away, or an
    organisation that is not there.
    """
    passport.shares.filter(organisation_id=organisation).delete()
    row = Share.objects.create(
        passport=passport,
        organisation_id=organisation,
        parts=sorted(str(part) for part in set(parts)),
        blind=blind,
        since=now,
        until=until,
    )
    audit.record(what=What.PASSPORT_SHARED, subject=str(row.pk), by=by, counts={"parts": len(row.parts)})
    return row


@transaction.atomic
def withdraw(*, passport: Passport, share: UUID, by: str) -> bool:
    """Ends a share at once; false when it had ended already."""
    removed, _ = passport.shares.filter(pk=share).delete()
    if removed:
        audit.record(what=What.SHARE_WITHDRAWN, subject=str(share), by=by)
    return bool(removed)


@transaction.atomic
def note_look(*, share: Share, role: Role, now: datetime, by: str) -> None:
    """Notes that somebody of the organisation looked, for the owner to see."""
    Look.objects.create(
        passport_id=share.passport_id,
        organisation_id=share.organisation_id,
        role=str(role),
        parts=share.parts,
        blind=share.blind,
        at=now,
    )
    audit.record(what=What.PASSPORT_LOOKED_AT, subject=str(share.pk), by=by)


@transaction.atomic
def note_guided_look(
    *, passport: Passport, organisation: str, role: Role, parts: Iterable[str], now: datetime, by: str
) -> None:
    """Notes that the coach somebody chose looked, for the owner to see."""
    Look.objects.create(
        passport=passport,
        organisation_id=organisation,
        role=str(role),
        parts=sorted(set(parts) & set(Part)),
        blind=False,
        at=now,
    )
    audit.record(what=What.PASSPORT_LOOKED_AT, subject=str(passport.pk), by=by)


@transaction.atomic
def note_found(
    *,
    passports: Iterable[UUID],
    organisation: str,
    opening: str,
    role: Role,
    parts: Iterable[Part],
    now: datetime,
    since: datetime,
    by: str,
) -> int:
    """Notes that an organisation saw these people while looking for an opening; how many were new.

    Who was seen with these same parts since `since` (the beginning of the day, say) is not noted once more.
    """
    listed = sorted(str(part) for part in set(parts))
    asked = set(passports)
    same = Look.objects.filter(organisation_id=organisation, opening=opening, parts=listed, at__gte=since)
    new = asked - set(same.filter(passport__in=asked).values_list("passport_id", flat=True))
    looks = {"organisation_id": organisation, "opening": opening, "role": str(role), "parts": listed}
    Look.objects.bulk_create(Look(passport_id=one, blind=True, at=now, **looks) for one in sorted(new))
    if new:
        audit.record(what=What.PEOPLE_LISTED, subject=opening, by=by, counts={"people": len(new)})
    return len(new)


@transaction.atomic
def give_proof(
    *, share: Share, kind: ProofKind, title: str, note: str, skills: Iterable[str], by: str
) -> Proof:
    """An organisation that a passport is shared with endorses or assesses skills of it, under its own name.

    Only skills that are in the passport count. Raises `ValueError` for another kind of proof or no skill, and
    `TooMany`.
    """
    if kind not in GIVEN_KINDS:
        raise ValueError(f"nobody gives another a {kind}")
    Passport.objects.select_for_update().get(pk=share.passport_id)
    held = set(share.passport.skills.filter(skill__in=list(skills)).values_list("skill", flat=True))
    if not held:
        raise ValueError("a proof shows at least one skill that is in the passport")
    if share.passport.proofs.count() >= PROOFS_AT_MOST:
        raise TooMany
    proof = Proof.objects.create(
        passport_id=share.passport_id,
        kind=str(kind),
        title=masked(title),
        whose=share.organisation.name,
        organisation_id=share.organisation_id,
        note=masked(note),
        skills=sorted(held),
    )
    audit.record(what=What.PROOF_GIVEN, subject=str(proof.pk), by=by, counts={"skills": len(held)})
    return proof


@transaction.atomic
def take_in_confirmed(
    *,
    passport: Passport,
    organisation: str,
    whose: str,
    title: str,
    skills: Iterable[str],
    days: tuple[date | None, date | None],
    by: str,
) -> Proof | None:
    """The owner takes in what an organisation confirmed of them elsewhere; None when it is there already.

    Whoever calls this has seen that `organisation` confirmed these `skills`. Those that were not in the
    passport come in as claimed. `days`: from and until. Raises `TooMany`, and `ValueError` without a skill.
    """
    held = Passport.objects.select_for_update().get(pk=passport.pk)
    shown = sorted(set(skills))
    if not shown:
        raise ValueError("a proof shows at least one skill")
    about = {"kind": str(ProofKind.ENDORSEMENT), "title": masked(title), "organisation_id": organisation}
    about |= {"from_on": days[0], "until_on": days[1]}
    if held.proofs.filter(**about).exists():
        return None
    if held.proofs.count() >= PROOFS_AT_MOST:
        raise TooMany
    claim(passport=held, skills=shown)
    proof = Proof.objects.create(passport=held, whose=whose, skills=shown, **about)
    audit.record(what=What.PROOF_ADDED, subject=str(proof.pk), by=by, counts={"skills": len(shown)})
    return proof


@transaction.atomic
def purge_ended(*, now: datetime, by: str) -> int:
    """Removes shares whose end has come and looks of long ago; says how many shares those were."""
    removed, _ = Share.objects.filter(until__lte=now).delete()
    Look.objects.filter(at__lte=now - LOOKS_KEPT).delete()
    if removed:
        audit.record(what=What.SHARES_ENDED, subject="shares", by=by, counts={"removed": removed})
    return removed
