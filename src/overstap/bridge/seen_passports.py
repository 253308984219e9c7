# SPDX-License-Identifier: EUPL-1.2
"""What an organisation sees of a passport that is shared with it, as plain data: the shared parts only.

Blind: without the address, the place and where somebody worked, and with free text made unreadable where it
tells who somebody is.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from overstap.apps.passports.enums import Part
from overstap.apps.passports.queries import held_skills
from overstap.engine.masking import mask_who_it_is

Plain = dict[str, Any]


def seen(share: Any) -> Plain:
    """The shared parts; what is not shared is null."""
    return _parts_of(share.passport, {Part(one) for one in share.parts}, blind=share.blind)


def found(passport: Any, parts: Collection[str]) -> Plain:
    """What an employer sees of somebody who is found: blind, and without years, which tell an age.

    Proofs have no id: by one, two openings would know the same person.
    """
    told = _parts_of(passport, {Part(one) for one in parts}, blind=True)
    for proof in told["proofs"] or ():
        begin, end = proof.pop("from_on"), proof.pop("until_on")
        proof["days"] = (end - begin).days if begin and end else None
        del proof["id"]
    return told


def _parts_of(passport: Any, parts: Collection[Part], *, blind: bool) -> Plain:
    held = held_skills(passport)
    return {
        "skills": [{"skill": one, "evidence": str(held[one])} for one in sorted(held)]
        if Part.SKILLS in parts
        else None,
        "proofs": [_proof(one, blind=blind) for one in sorted(passport.proofs.all(), key=_order)]
        if Part.PROOFS in parts
        else None,
        "languages": [
            {"language": one.language, "level": one.level}
            for one in sorted(passport.languages.all(), key=lambda one: one.language)
        ]
        if Part.LANGUAGES in parts
        else None,
        "certificates": sorted(one.certificate for one in passport.licences.all())
        if Part.LICENCES in parts
        else None,
        "wishes": _wishes(passport, blind=blind) if Part.WISHES in parts else None,
        "story": _clean(passport.story, blind=blind) if Part.STORY in parts else None,
        "occupation": (passport.occupation or None) if Part.STORY in parts else None,
    }


def _proof(one: Any, *, blind: bool) -> Plain:
    given = one.organisation is not None
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "title": _clean(one.title, blind=blind),
        # Where somebody worked can tell who they are; an organisation that put its name to it stays.
        "whose": one.organisation.name if given else ("" if blind else one.whose),
        "given_by": one.organisation_id,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "note": _clean(one.note, blind=blind),
        "skills": list(one.skills),
    }


def _wishes(passport: Any, *, blind: bool) -> Plain:
    return {
        "place": None if blind else (passport.place or None),
        "distance": passport.distance,
        "hours_low": passport.hours_low,
        "hours_high": passport.hours_high,
        "wage_floor": passport.wage_floor,
        "kinds": list(passport.kinds),
        "starts_on": passport.starts_on,
        "circumstances": list(passport.circumstances),
    }


def _clean(text: str, *, blind: bool) -> str:
    return mask_who_it_is(text) if blind else text


def _order(one: Any) -> str:
    return str(one.pk)
