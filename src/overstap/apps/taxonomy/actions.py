# SPDX-License-Identifier: EUPL-1.2
"""Writes to the skills language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.region.actions import bump_revision
from overstap.apps.taxonomy.enums import SkillKind
from overstap.apps.taxonomy.models import Language, Occupation, OccupationSkill, Skill


@transaction.atomic
def record_language_import(
    *,
    origin: str,
    version: str,
    languages: Sequence[str],
    attribution: str,
    isco: Mapping[str, Mapping[str, str]],
    counts: Mapping[str, int],
    changed: bool,
    by: str,
) -> bool:
    """Notes that a skills language was imported; returns whether anything about it changed.

    `changed`: whether any of its rows did. An import that changed nothing stands in the trail only, so that
    `imported_at` tells since when the language is as it is.
    """
    known = Language.objects.filter(pk=origin).first()
    said = {"version": version, "languages": list(languages), "attribution": attribution, "isco": dict(isco)}
    audit.record(what="taxonomy.imported", subject=origin, by=by, counts=counts)
    if known and not changed and all(getattr(known, name) == value for name, value in said.items()):
        return False
    Language.objects.update_or_create(
        origin=origin, defaults={**said, "imported_at": timezone.now(), "imported_by": by}
    )
    return True


@transaction.atomic
def add_skill(
    *,
    labels: Mapping[str, str],
    by: str,
    kind: SkillKind = SkillKind.SKILL,
    alternatives: Mapping[str, Sequence[str]] | None = None,
    groups: Sequence[str] = (),
    uri: str = "",
) -> Skill:
    """Adds a skill that no pack or taxonomy has. `labels` and `alternatives`: per language, one label at least.

    Raises `ValueError` when there is no label, and Django's `IntegrityError` for a group that is not there.
    """
    skill = Skill.objects.create(
        id=new_id(_first(labels)),
        kind=str(kind),
        words=_words(labels, alternatives or {}),
        groups=list(groups),
        uri=uri,
    )
    bump_revision()
    audit.record(what="skill.added", subject=skill.pk, by=by)
    return skill


@transaction.atomic
def add_occupation(
    *,
    labels: Mapping[str, str],
    isco: str,
    by: str,
    demands: Mapping[str, str] | None = None,
    sector: str | None = None,
    alternatives: Mapping[str, Sequence[str]] | None = None,
) -> Occupation:
    """Adds an occupation, with what it asks: `demands` maps skill ids to must, should or nice.

    Raises `ValueError` when there is no label, and Django's `IntegrityError` when a skill or sector is not
    there or an importance or ISCO code is none.
    """
    occupation = Occupation.objects.create(
        id=new_id(_first(labels)), words=_words(labels, alternatives or {}), isco=isco, sector_id=sector
    )
    OccupationSkill.objects.bulk_create(
        OccupationSkill(occupation=occupation, skill_id=skill, importance=str(importance), position=position)
        for position, (skill, importance) in enumerate((demands or {}).items())
    )
    bump_revision()
    audit.record(what="occupation.added", subject=occupation.pk, by=by, counts={"demands": len(demands or {})})
    return occupation


def _first(labels: Mapping[str, str]) -> str:
    said = next((label.strip() for label in labels.values() if label.strip()), "")
    if not said:
        raise ValueError("a concept needs a label in one language at least")
    return said


def _words(
    labels: Mapping[str, str], alternatives: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, object]]:
    return {
        language: {"label": label.strip()}
        | ({"alternatives": list(said)} if (said := alternatives.get(language)) else {})
        for language, label in labels.items()
        if label.strip()
    }
