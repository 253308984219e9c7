# SPDX-License-Identifier: EUPL-1.2
"""Writes to organisations."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.models import Organisation
from overstap.apps.region.actions import bump_revision
from overstap.apps.turns import wait_for_imports


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    place: str,
    by: str,
    sector: str | None = None,
    staff: int | None = None,
    description: Mapping[str, str] | None = None,
    invented: bool = False,
) -> Organisation:
    """Adds an organisation at `place`. Raises Django's `IntegrityError` for what a constraint forbids."""
    wait_for_imports()
    organisation = Organisation.objects.create(
        id=new_id(name),
        name=name.strip(),
        kind=str(kind),
        place_id=place,
        sector_id=sector,
        staff=staff,
        description=dict(description or {}),
        invented=invented,
    )
    bump_revision()
    audit.record(what="organisation.added", subject=organisation.pk, by=by)
    return organisation
