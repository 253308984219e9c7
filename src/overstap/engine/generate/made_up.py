# SPDX-License-Identifier: EUPL-1.2
"""A region pack of a made-up country, of any size: for measuring, and for nothing else.

What `country` makes as arrays, as a pack: its skills with those related to them, occupations, openings and
people; with courses that are invented as for any other pack. Nothing in it exists, and all of it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from scipy import sparse

from overstap.engine.coded import Coded, CodedRows, Codes
from overstap.engine.generate.country import (
    FIRST_DAY,
    MadeLanguage,
    Shape,
    make_language,
    make_openings,
    make_people,
    places_of,
)
from overstap.engine.generate.courses import (
    course_rows,
    course_skill_rows,
    edition_rows,
    invent_courses,
    provider_rows,
    providers_for,
)
from overstap.engine.generate.isco import SECTORS, sector_rows
from overstap.engine.generate.openings import employer_columns
from overstap.engine.generate.sources import INVENTED
from overstap.engine.generate.work import Together, Work
from overstap.engine.matching.large.openings import IMPORTANCES, KINDS, UNKNOWN_DAY, Floats
from overstap.engine.pack.model import Pack, Row, Rows
from overstap.engine.pack.schema import EVIDENCE, OUTLOOKS
from overstap.engine.skills.taxonomy import Demand

LANGUAGES = ("nl", "en")
_MUSTS, _SHOULDS = 6, 22
"""Of what an occupation asks, in the order of its profile; the rest is nice. As in a pack of ESCO."""
_LEVELS = (1, 3, 4, 6)
_NO_ISCO = "0000"
_OPENINGS_AN_EMPLOYER = 8
_LEAST_HOURS, _MOST_HOURS = 4.0, 40.0


@dataclass(frozen=True, slots=True)
class MadeUp:
    """How large a made-up country is, from which seed, and from which day on."""

    begins_on: date
    shape: Shape = field(default_factory=Shape)
    openings: int = 1_000_000
    people: int = 0
    courses: int = 5_000
    editions: int = 4
    seed: int = 0


def pack_of_made_up(made: MadeUp) -> Pack:
    """The pack. The same of everything that is asked gives the same pack to the last value."""
    shape = made.shape
    # In a pack nearness counts both ways, so that half as many relations make a skill near to as many.
    language = make_language(replace(shape, related=(shape.related + 1) // 2), made.seed)
    random = np.random.default_rng([made.seed, 5])
    work = _work(language, random)
    size = f"{shape.skills}, {shape.occupations}, {made.openings}, {made.people}; {made.seed}"
    return Pack(
        name="made-up",
        title={"nl": "Verzonnen land", "en": "Made-up country"},
        version="1",
        languages=LANGUAGES,
        licence="CC0-1.0",
        description={
            "nl": f"Verzonnen om aan te meten: vaardigheden, beroepen, plekken, mensen; getal ({size}).",
            "en": f"Made up to measure with: skills, occupations, openings, people; seed ({size}).",
        },
        tables={
            "sources": (
                {"id": INVENTED, "kind": "estimate", "title": "Made up from a seed", "publisher": "Overstap"},
            ),
            "sectors": sector_rows(LANGUAGES),
            "places": _places(shape, made.seed),
            "certificates": tuple(
                {
                    "id": f"certificate-{number}",
                    "label_nl": f"Bewijs {number}",
                    "label_en": f"Certificate {number}",
                    "on_hiring": False,
                    "source": INVENTED,
                }
                for number in range(shape.certificates)
            ),
            "skills": _skills(language),
            "skill_relations": _relations(language),
            "occupations": tuple(_occupation(one, at) for at, one in enumerate(work)),
            "occupation_skills": _asked(work),
            **_on_offer(made, language, work, random),
            **_people(made, language),
        },
    )


# --- the language ---------------------------------------------------------------------------------


def _ids(what: str, count: int) -> list[str]:
    return [f"{what}-{number}" for number in range(count)]


def _each(count: int) -> Codes:
    return np.arange(count, dtype=np.int32)


def _places(shape: Shape, seed: int) -> tuple[Row, ...]:
    latitude, longitude = places_of(shape, seed)
    return tuple(
        {
            "id": f"place-{number}",
            "label": f"Place {number}",
            "latitude": round(north, 4),
            "longitude": round(east, 4),
            "source": INVENTED,
        }
        for number, (north, east) in enumerate(zip(latitude.tolist(), longitude.tolist(), strict=True))
    )


def _skills(language: MadeLanguage) -> CodedRows:
    count = len(language.attitudes)
    return CodedRows(
        {
            "id": Coded(_ids("skill", count), _each(count)),
            "kind": Coded(["skill", "attitude"], language.attitudes.astype(np.int32)),
            "label_nl": Coded([f"Vaardigheid {number}" for number in range(count)], _each(count)),
            "label_en": Coded([f"Skill {number}" for number in range(count)], _each(count)),
        }
    )


def _relations(language: MadeLanguage) -> CodedRows:
    near = sparse.csr_array(language.similarity + language.similarity.T)
    pairs = sparse.coo_array(sparse.triu(near, k=1, format="csr"))
    ids = _ids("skill", near.shape[0])
    return CodedRows(
        {
            "skill": Coded(ids, pairs.row.astype(np.int32)),
            "relation": Coded.same("related", pairs.nnz),
            "other": Coded(ids, pairs.col.astype(np.int32)),
        }
    )


def _work(language: MadeLanguage, random: np.random.Generator) -> list[Work]:
    """The occupations with what they ask."""
    pay = np.round(random.gamma(6.0, 1.6, size=language.occupations) + 14.0, 1).tolist()
    level = random.choice(_LEVELS, size=language.occupations).tolist()
    made = []
    for at in range(language.occupations):
        profile = language.profiles[slice(*language.profile_from[at : at + 2].tolist())].tolist()
        made.append(
            Work(
                id=f"occupation-{at}",
                sector=SECTORS[at % len(SECTORS)].id,
                level=level[at],
                label={"nl": f"Beroep {at}", "en": f"Occupation {at}"},
                demands=tuple(
                    Demand(f"skill-{skill}", IMPORTANCES[(place >= _MUSTS) + (place >= _SHOULDS)])
                    for place, skill in enumerate(profile)
                ),
                skills={
                    f"skill-{skill}": {"nl": f"vaardigheid {skill}", "en": f"skill {skill}"}
                    for skill in profile
                },
                wage_low=pay[at],
                wage_middle=round(pay[at] * 1.25, 1),
            )
        )
    return made


def _occupation(one: Work, at: int) -> Row:
    return {
        "id": one.id,
        "label_nl": one.label["nl"],
        "label_en": one.label["en"],
        "description_nl": "Verzonnen beroep.",
        "description_en": "Made-up occupation.",
        "sector": one.sector,
        "isco": _NO_ISCO,
        "level": one.level,
        "wage_low": one.wage_low,
        "wage_middle": one.wage_middle,
        "wage_source": INVENTED,
        "outlook": OUTLOOKS[at % len(OUTLOOKS)],
        "outlook_source": INVENTED,
        "regulated": False,
    }


def _asked(work: Sequence[Work]) -> tuple[Row, ...]:
    return tuple(
        {"occupation": one.id, "skill": demand.skill, "importance": str(demand.importance)}
        for one in work
        for demand in one.demands
    )


# --- openings, courses and people -----------------------------------------------------------------


def _on_offer(
    made: MadeUp, language: MadeLanguage, work: Sequence[Work], random: np.random.Generator
) -> dict[str, Rows]:
    places = _ids("place", made.shape.places)
    courses = invent_courses(work, Together(work), made.courses, random)
    providers = provider_rows(providers_for(made.courses), LANGUAGES, places)
    employers = employer_columns(-(-made.openings // _OPENINGS_AN_EMPLOYER), LANGUAGES, places)
    return {
        "organisations": CodedRows.of(providers) + employers,
        "courses": tuple(course_rows(courses, LANGUAGES)),
        "course_skills": tuple(course_skill_rows(courses)),
        "course_editions": tuple(edition_rows(courses, made.editions, places, made.begins_on, random)),
        **_openings(made, language, work, employers, random),
    }


def _openings(
    made: MadeUp,
    language: MadeLanguage,
    work: Sequence[Work],
    employers: CodedRows,
    random: np.random.Generator,
) -> dict[str, Rows]:
    """The openings of `make_openings`, all of them still open; where hours or place are not known there, a pack
    has the widest hours and the first place.
    """
    if not made.openings:
        return {}
    arrays = make_openings(language, made.openings, made.shape, made.seed)
    number = len(arrays)
    ids = Coded(_ids("opening", number), _each(number))
    titles = {name: [one.label[name] for one in work] for name in LANGUAGES}
    closes = np.where(arrays.closes < FIRST_DAY, UNKNOWN_DAY, arrays.closes)
    owner = random.integers(len(employers), size=number, dtype=np.int32)
    openings = CodedRows(
        {
            "id": ids,
            "kind": Coded([str(kind) for kind in KINDS], arrays.kind.astype(np.int32)),
            "organisation": Coded(employers.columns["id"].values, owner),
            "occupation": Coded([one.id for one in work], arrays.occupation),
            "title_nl": Coded(titles["nl"], arrays.occupation),
            "title_en": Coded(titles["en"], arrays.occupation),
            "text": Coded(titles["nl"], arrays.occupation),
            "language": Coded.same("nl", number),
            "place": Coded(_ids("place", made.shape.places), np.maximum(arrays.place, 0)),
            "hours_low": _figures(np.nan_to_num(arrays.hours_low, nan=_LEAST_HOURS)),
            "hours_high": _figures(np.nan_to_num(arrays.hours_high, nan=_MOST_HOURS)),
            "wage_low": _figures(arrays.wage_low),
            "wage_high": _figures(arrays.wage_high),
            "starts_on": _days(arrays.starts, made.begins_on),
            "closes_on": _days(closes, made.begins_on),
            "places": Coded.same(1, number),
            "certificates": Coded([tuple(sorted(one)) for one in arrays.certificate_sets], arrays.certificates),
            "invented": Coded.same(True, number),
        }
    )
    demands = CodedRows(
        {
            "opening": Coded(ids.values, np.repeat(_each(number), np.diff(arrays.indptr))),
            "skill": Coded(_ids("skill", made.shape.skills), arrays.skills),
            "importance": Coded([str(one) for one in IMPORTANCES], arrays.importance.astype(np.int32)),
        }
    )
    return {"openings": openings, "opening_skills": demands}


def _people(made: MadeUp, language: MadeLanguage) -> dict[str, Rows]:
    if not made.people:
        return {}
    people = make_people(language, made.people, made.shape, made.seed)
    number = len(people)
    random = np.random.default_rng([made.seed, 6])
    # What others stand for, and what they do not.
    evidence = np.where(
        people.shown,
        2 + random.integers(3, size=len(people.shown)),
        random.integers(2, size=len(people.shown)),
    )
    ids = Coded(_ids("person", number), _each(number))
    return {
        "people": CodedRows(
            {
                "id": ids,
                "name": Coded([f"Person {at}" for at in range(number)], _each(number)),
                "story_nl": Coded.same("Verzonnen mens.", number),
                "story_en": Coded.same("Made-up person.", number),
                "occupation": Coded(_ids("occupation", made.shape.occupations), people.occupation),
                "place": Coded(_ids("place", made.shape.places), people.place),
                "certificates": Coded.of([tuple(sorted(one)) for one in people.certificates]),
                "invented": Coded.same(True, number),
            }
        ),
        "person_skills": CodedRows(
            {
                "person": Coded(ids.values, np.repeat(_each(number), np.diff(people.indptr))),
                "skill": Coded(_ids("skill", made.shape.skills), people.skills),
                "evidence": Coded(EVIDENCE, evidence.astype(np.int32)),
            }
        ),
    }


def _figures(figures: Floats) -> Coded:
    """Figures, of which NaN is not known."""
    found, codes = np.unique(figures, return_inverse=True)
    return Coded([None if np.isnan(one) else one for one in found.tolist()], codes.astype(np.int32))


def _days(ordinals: np.typing.NDArray[np.int32], begins_on: date) -> Coded:
    """Days from arrays that count them from `FIRST_DAY`, moved to a country that begins on another."""
    found, codes = np.unique(ordinals, return_inverse=True)
    days = [
        None if one == UNKNOWN_DAY else begins_on + timedelta(days=one - FIRST_DAY) for one in found.tolist()
    ]
    return Coded(days, codes.astype(np.int32))
