# SPDX-License-Identifier: EUPL-1.2
"""Writes to the skills language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.carried import new_id
from overstap.apps.region.actions import bump_revision
from overstap.apps.taxonomy.enums import Outlook, SkillKind
from overstap.apps.taxonomy.models import Language, Occupation, OccupationSkill, Skill
from overstap.apps.turns import wait_for_imports


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
    wait_for_imports()
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
    descriptions: Mapping[str, str],
    isco: str,
    sector: str,
    outlook: Outlook,
    outlook_source: str,
    by: str,
    demands: Mapping[str, str] | None = None,
    alternatives: Mapping[str, Sequence[str]] | None = None,
    regulated: bool = False,
) -> Occupation:
    """Adds an occupation, with what it asks: `demands` maps skill ids to must, should or nice.

    It says all that an occupation of a region pack must say. Raises `ValueError` when there is no label or
    description, and Django's `IntegrityError` when a skill, sector or source is not there or an importance
    or ISCO code is none.
    """
    wait_for_imports()
    _first(descriptions)
    occupation = Occupation.objects.create(
        id=new_id(_first(labels)),
        words=_words(labels, alternatives or {}, descriptions),
        isco=isco,
        sector_id=sector,
        outlook=str(outlook),
        outlook_source_id=outlook_source,
        regulated=regulated,
    )
    OccupationSkill.objects.bulk_create(
        OccupationSkill(occupation=occupation, skill_id=skill, importance=str(importance), position=position)
        for position, (skill, importance) in enumerate((demands or {}).items())
    )
    bump_revision()
    audit.record(what="occupation.added", subject=occupation.pk, by=by, counts={"demands": len(demands or {})})
    return occupation


def _first(texts: Mapping[str, str]) -> str:
    said = next((text.strip() for text in texts.values() if text.strip()), "")
    if not said:
        raise ValueError("a concept needs a label (and an occupation a description) in one language at least")
    return said


def _words(
    labels: Mapping[str, str],
    alternatives: Mapping[str, Sequence[str]],
    descriptions: Mapping[str, str] | None = None,
) -> dict[str, dict[str, object]]:
    """Words as they are stored: per language, what is empty left out."""
    words: dict[str, dict[str, object]] = {}
    for key, said in (("label", labels), ("alternatives", alternatives), ("description", descriptions or {})):
        for language, text in said.items():
            if value := text.strip() if isinstance(text, str) else list(text):
                words.setdefault(language, {})[key] = value
    return words
