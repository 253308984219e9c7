# SPDX-License-Identifier: EUPL-1.2
"""Passports between the API's words and those of the app that keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from overstap.api.problems import Refused, unknown
from overstap.api.schemas_passport import PassportAsked, ProofAsked, WishesKept
from overstap.apps.passports.actions import ProofTold, Told, masked
from overstap.apps.passports.enums import OWN_KINDS, Evidence, ProofKind
from overstap.apps.passports.queries import held_skills
from overstap.engine.problems import Problem
from overstap.engine.region.region import Region

Plain = dict[str, Any]
Problems = list[tuple[str, Problem]]

_STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}
_OWN_WORD = _STRENGTH[Evidence.INFERRED]
"""How strong somebody's own word can be; beyond it stands a proof."""
WISHES = tuple(WishesKept.model_fields)


def passport_plain(passport: Any) -> Plain:
    """All of a passport."""
    held = held_skills(passport)
    return {
        "language": passport.language,
        "story": passport.story,
        "occupation": passport.occupation or None,
        "wage": passport.wage,
        "skills": [
            {"skill": one.skill, "evidence": one.evidence, "strongest": str(held[one.skill])}
            for one in sorted(passport.skills.all(), key=lambda one: one.skill)
        ],
        "certificates": sorted(one.certificate for one in passport.licences.all()),
        "languages": [
            {"language": one.language, "level": one.level}
            for one in sorted(passport.languages.all(), key=lambda one: one.language)
        ],
        "wishes": {name: getattr(passport, name) for name in WISHES} | {"place": passport.place or None},
        "circumstances": list(passport.circumstances),
        "proofs": [proof_plain(one) for one in sorted(passport.proofs.all(), key=lambda one: str(one.pk))],
        "kept_at": passport.kept_at,
    }


def proof_plain(proof: Any) -> Plain:
    """One proof."""
    return {
        "id": str(proof.pk),
        "kind": proof.kind,
        "title": proof.title,
        "whose": proof.whose,
        "given_by": proof.organisation_id,
        "from_on": proof.from_on,
        "until_on": proof.until_on,
        "note": proof.note,
        "skills": list(proof.skills),
    }


def told_of(region: Region, asked: PassportAsked, before: Any | None) -> Told:
    """What was asked as a passport keeps it. Raises `Refused` with everything that is wrong."""
    problems: Problems = []
    wishes = asked.wishes
    skills = _skills(region, asked, held_skills(before) if before else {}, problems)
    _known(asked.certificates, "certificates", region, _kept_papers(before), problems)
    if (
        asked.occupation
        and asked.occupation not in region.records.occupations
        and (before is None or before.occupation != asked.occupation)
    ):
        problems.append(("occupation", unknown("occupation", "beroep")))
    if (
        wishes.place
        and wishes.place not in region.records.places
        and (before is None or before.place != wishes.place)
    ):
        problems.append(("wishes/place", unknown("place", "plaats")))
    if wishes.hours_low and wishes.hours_high and wishes.hours_low > wishes.hours_high:
        problems.append(("wishes/hours_high", _LESS))
    if problems:
        raise Refused(422, problems)
    return Told(
        language=asked.language,
        story=asked.story,
        occupation=asked.occupation or "",
        place=wishes.place or "",
        hours_low=wishes.hours_low,
        hours_high=wishes.hours_high,
        wage=asked.wage,
        wage_floor=wishes.wage_floor,
        distance=wishes.distance,
        kinds=tuple(dict.fromkeys(str(kind) for kind in wishes.kinds)),
        starts_on=wishes.starts_on,
        skills=skills,
        certificates=tuple(dict.fromkeys(asked.certificates)),
        plan=before.plan if before else {},
    )


def proof_of(region: Region, asked: ProofAsked, passport: Any, today: Any) -> ProofTold:
    """What was asked as a proof of one's own. Raises `Refused` with everything that is wrong."""
    problems: Problems = []
    if asked.kind not in OWN_KINDS:
        problems.append(("kind", _GIVEN))
    if not masked(asked.title):
        problems.append(("title", _EMPTY))
    if asked.from_on and asked.until_on and asked.from_on > asked.until_on:
        problems.append(("until_on", _LESS))
    if asked.from_on and asked.from_on > today:
        problems.append(("from_on", _LATER))
    held = held_skills(passport)
    problems += [
        (f"skills/{at}", unknown("skill", "vaardigheid"))
        for at, one in enumerate(asked.skills)
        if one not in region.taxonomy.skill_index and one not in held
    ]
    if problems:
        raise Refused(422, problems)
    return ProofTold(
        kind=ProofKind(asked.kind),
        title=asked.title,
        whose=asked.whose,
        from_on=asked.from_on,
        until_on=asked.until_on,
        note=asked.note,
        skills=tuple(dict.fromkeys(_own_id(region, one) for one in asked.skills)),
    )


def merged(whole: Plain, patch: Mapping[str, Any]) -> Plain:
    """A JSON merge patch (RFC 7396).

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}})
    {'b': {'c': 4, 'd': 3}}
    """
    result = dict(whole)
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            inner = result.get(name)
            result[name] = merged(inner if isinstance(inner, dict) else {}, value)
        else:
            result[name] = value
    return result


def as_asked(passport: Any) -> Plain:
    """A passport in the words in which it is asked, for a patch to change."""
    plain = passport_plain(passport)
    skills = [{"skill": one["skill"], "evidence": one["evidence"]} for one in plain["skills"]]
    starts_on = plain["wishes"]["starts_on"]
    wishes = {**plain["wishes"], "starts_on": starts_on.isoformat() if starts_on else None}
    names = set(PassportAsked.model_fields)
    return {name: plain[name] for name in names} | {"skills": skills, "wishes": wishes}


def _skills(
    region: Region, asked: PassportAsked, held: Mapping[str, Evidence], problems: Problems
) -> dict[str, str]:
    told: dict[str, str] = {}
    for at, one in enumerate(asked.skills):
        skill, evidence = _own_id(region, one.skill), Evidence(str(one.evidence))
        if skill not in region.taxonomy.skill_index and skill not in held:
            problems.append((f"skills/{at}/skill", unknown("skill", "vaardigheid")))
        elif _STRENGTH[evidence] > max(_OWN_WORD, _STRENGTH.get(held.get(skill, Evidence.CLAIMED), 0)):
            problems.append((f"skills/{at}/evidence", _NOT_BY_ONESELF))
        told[skill] = str(evidence)
    return told


def _known(ids: Sequence[str], place: str, region: Region, kept: frozenset[str], problems: Problems) -> None:
    for at, one in enumerate(ids):
        if one not in region.records.certificates and one not in kept:
            problems.append((f"{place}/{at}", unknown("certificate", "diploma of bewijs")))


def _kept_papers(before: Any | None) -> frozenset[str]:
    return frozenset(one.certificate for one in before.licences.all()) if before else frozenset()


def _own_id(region: Region, skill: str) -> str:
    """The region's own id of a skill that may be named by its URI."""
    return region.taxonomy.skill(skill).id if skill in region.taxonomy.skill_index else skill


_LESS = Problem({"en": "comes before what it should follow", "nl": "komt vóór waar het op moet volgen"})
_LATER = Problem({"en": "is yet to come", "nl": "moet nog komen"})
_EMPTY = Problem(
    {"en": "says nothing", "nl": "zegt niets"},
    mend={"en": "Say in a few words what it is.", "nl": "Zeg in een paar woorden wat het is."},
)
_GIVEN = Problem(
    {"en": "is given by an organisation only", "nl": "geeft alleen een organisatie"},
    mend={"en": "Choose what you did yourself.", "nl": "Kies wat je zelf deed."},
)
_NOT_BY_ONESELF = Problem(
    {"en": "is not for oneself to say", "nl": "kan niemand van zichzelf zeggen"},
    mend={
        "en": "Say claimed or inferred, and add a proof.",
        "nl": "Zeg claimed of inferred, en voeg een bewijs toe.",
    },
)
