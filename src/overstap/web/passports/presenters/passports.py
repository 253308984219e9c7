# SPDX-License-Identifier: EUPL-1.2
"""A passport as a page shows it: to its owner, and to whom parts of it are shared, blind or open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.passports.enums import Evidence, Part, ProofKind
from overstap.apps.passports.queries import held_skills
from overstap.engine.badges.model import Check
from overstap.engine.masking import mask_who_it_is
from overstap.engine.matching.model import SHOWN
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.passports.trip import still_counts
from overstap.web.templatetags.overstap import said

_SHOWN = {str(one) for one in SHOWN}
_STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}


def passport_shown(
    passport: Any,
    region: Region,
    language: str,
    *,
    parts: frozenset[Part] = frozenset(Part),
    blind: bool = False,
    of_another: bool = False,
) -> dict[str, Any]:
    """The `parts` of a passport in words; `blind`: without what tells who it is, also in free text.

    `of_another`: who reads it is not who it is about.
    """
    clean = mask_who_it_is if blind else str
    proven = words.PROVEN_OF_ANOTHER if of_another else words.PROVEN
    known = region.taxonomy.skill_index
    shown: dict[str, Any] = {"parts": {str(part) for part in parts}}
    if Part.SKILLS in parts:
        shown["skills"] = [
            {
                "id": skill,
                "label": region.skill_label(skill, language),
                "shown": str(evidence) in _SHOWN,
                "evidence": proven[evidence],
            }
            for skill, evidence in sorted(
                held_skills(passport).items(),
                key=lambda pair: (
                    (-_STRENGTH[pair[1]], region.skill_label(pair[0], language).lower())
                    if pair[0] in known
                    else (1, pair[0])
                ),
            )
            if skill in known
        ]
    if Part.PROOFS in parts:
        shown["proofs"] = [_proof(one, region, language, clean, blind=blind) for one in _newest_first(passport)]
    if Part.LANGUAGES in parts:
        rows = passport.languages.all()
        shown["languages"] = [
            {"code": one.language, "label": words.language_name(one.language), "level": one.level}
            for one in rows
        ]
    if Part.LICENCES in parts:
        papers = region.records.certificates
        rows = passport.licences.all()
        shown["licences"] = [_licence(one, papers) for one in rows if one.certificate in papers]
    if Part.WISHES in parts:
        shown["wishes"] = _wishes(passport, region, blind=blind)
        shown["circumstances"] = [words.CIRCUMSTANCES[one] for one in passport.circumstances]
    if Part.STORY in parts:
        shown["story"] = clean(passport.story)
        occupation = region.taxonomy.occupation_index.get(passport.occupation)
        shown["occupation"] = (
            region.occupation_label(passport.occupation, language) if occupation is not None else ""
        )
    return shown


def _licence(one: Any, papers: Any) -> str:
    """What a paper is called, with until when it counts."""
    label = str(said(papers[one.certificate].label))
    if one.until_on is None:
        return label
    told = {"paper": label, "day": words.day(one.until_on)}
    return _("%(paper)s (until %(day)s)") % told if still_counts(one) else _("%(paper)s (ended %(day)s)") % told


def _newest_first(passport: Any) -> list[Any]:
    far = "9999-12-31"
    return sorted(
        passport.proofs.all(),
        key=lambda one: (str(one.until_on or far), str(one.from_on or ""), str(one.kept_at)),
        reverse=True,
    )


def _proof(
    one: Any, region: Region, language: str, clean: Callable[[str], str], *, blind: bool
) -> dict[str, Any]:
    kind = ProofKind(one.kind)
    given = one.organisation is not None
    return {
        "id": one.pk,
        "kind": kind.value,
        "checked": words.CHECKS[Check(one.checked)] if one.checked else "",
        "sure": _vouched(one),
        "by": one.organisation_id,
        "becomes_badge": given and kind is ProofKind.ASSESSMENT,
        "kind_said": words.PROOFS[kind],
        "title": clean(one.title),
        # Where somebody worked can tell who they are; an organisation that put its name to it stays.
        "whose": one.organisation.name if given else ("" if blind and not _vouched(one) else one.whose),
        "given": given,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "note": clean(one.note),
        "skills": [
            region.skill_label(skill, language) for skill in one.skills if skill in region.taxonomy.skill_index
        ],
    }


def _vouched(one: Any) -> bool:
    """Whether an issuer that is trusted here put its name to it."""
    return one.checked in (Check.SIGNED, Check.VERIFIED)


def _wishes(passport: Any, region: Region, *, blind: bool) -> list[tuple[Any, str]]:
    """What somebody wishes, as pairs of what it is about and how much."""
    told: list[tuple[Any, str]] = []
    low, high = passport.hours_low, passport.hours_high
    if low or high:
        span = f"{low:g}–{high:g}" if low and high and low != high else f"{(high or low):g}"
        told.append((words.WISHED["hours"], span))
    if passport.wage_floor:
        told.append((words.WISHED["pay"], words.euros(passport.wage_floor)))
    place = region.records.places.get(passport.place)
    if place and not blind:
        told.append((words.WISHED["place"], place.label))
    if passport.distance is not None:
        told.append((words.WISHED["distance"], f"{passport.distance:g} km"))
    if passport.kinds:
        told.append(
            (words.WISHED["kinds"], ", ".join(str(words.KINDS_BY_NAME[kind]) for kind in passport.kinds))
        )
    if passport.starts_on:
        told.append((words.WISHED["starts"], words.day(passport.starts_on)))
    return told
