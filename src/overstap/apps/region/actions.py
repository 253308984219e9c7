# SPDX-License-Identifier: EUPL-1.2
"""Writes about the region as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.region.models import PackImport

_BUMP = """
    INSERT INTO region_revision (id, number, structure) VALUES (1, 1, %(structure)s)
    ON CONFLICT (id) DO UPDATE SET
        number = region_revision.number + 1,
        structure = CASE %(structure)s
            WHEN 1 THEN region_revision.number + 1 ELSE region_revision.structure END,
        changed_at = statement_timestamp()
    RETURNING number
"""


def bump_revision(*, openings_only: bool = False) -> int:
    """Tells every process that what the engine computes on has changed; returns the new number.

    Call it inside the transaction of the change: the number becomes visible together with it. The row
    stays locked until then, so that two changes never share a number.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BUMP, {"structure": 0 if openings_only else 1})
        (number,) = cursor.fetchone()
    return int(number)


@transaction.atomic
def record_pack_import(
    *,
    name: str,
    title: Mapping[str, str],
    version: str,
    languages: Sequence[str],
    licence: str,
    description: Mapping[str, str],
    counts: Mapping[str, int],
    changed: bool,
    by: str,
) -> bool:
    """Notes that a region pack was imported; returns whether anything about it changed.

    `changed`: whether any of its rows did; `counts`: what happened to them, for the audit trail. An import
    that changed nothing stands in the trail only, so that `imported_at` tells since when the pack is as it is.
    """
    known = PackImport.objects.filter(pk=name).first()
    said = {
        "title": dict(title),
        "version": version,
        "languages": list(languages),
        "licence": licence,
        "description": dict(description),
    }
    audit.record(what="pack.imported", subject=name, by=by, counts=counts)
    if known and not changed and all(getattr(known, key) == value for key, value in said.items()):
        return False
    PackImport.objects.update_or_create(
        name=name, defaults={**said, "imported_at": timezone.now(), "imported_by": by}
    )
    return True
