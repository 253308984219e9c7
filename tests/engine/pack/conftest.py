# SPDX-License-Identifier: EUPL-1.2
"""A small pack with a row or more in every table, and words that are hard to write down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from overstap.engine.pack import Pack, write_pack

STORY = 'Ik zei: "kom maar",\nen schreef\tcafé, naïef; 12 | 13.\n\nÉn nog een regel 🚋'


def made_tables() -> dict[str, tuple[dict[str, object], ...]]:
    """One row or a few per table; columns left out are empty."""
    return {
        "sources": (
            {
                "id": "own",
                "kind": "estimate",
                "title": "Onze schatting",
                "year": 2026,
                "note": 'a,b\n"c"',
            },
            {"id": "cbs", "kind": "published", "title": "Uurlonen", "address": "https://example.org/a?b=1"},
        ),
        "sectors": (
            {"id": "care", "label_nl": "Zorg", "label_en": "Care", "letter": "Z", "hue": 2},
            {"id": "bank", "label_nl": "Bank", "label_en": "Banking", "letter": "B", "hue": 10},
        ),
        "places": (
            {"id": "delft", "label": "Delft", "code": "GM0503", "latitude": 52.0116, "longitude": 4.3571},
            {"id": "den-haag", "label": "'s-Gravenhage", "latitude": 52.0, "longitude": -0.0001},
        ),
        "certificates": (
            {"id": "vog", "label_nl": "VOG", "label_en": "VOG", "on_hiring": True, "source": "cbs"},
            {
                "id": "big",
                "label_nl": "BIG",
                "label_en": "BIG",
                "law": "Wet BIG, artikel 3",
                "on_hiring": False,
            },
        ),
        "skill_groups": (
            {"id": "people", "label_nl": "Mensen", "label_en": "People"},
            {"id": "contact", "label_nl": "Contact", "label_en": "Contact", "parent": "people"},
        ),
        "skills": (
            {
                "id": "listen",
                "kind": "skill",
                "label_nl": "Luisteren",
                "label_en": "Listen",
                "synonyms_nl": ("goed luisteren", "aanhoren"),
                "group": "contact",
                "esco_uri": "http://data.europa.eu/esco/skill/61970f8b-099c-4e7e-82e0-9ccdced0baf3",
            },
            {"id": "talk", "kind": "skill", "label_nl": "Praten", "label_en": "Talk"},
            {"id": "count", "kind": "knowledge", "label_nl": "Rekenen; tellen", "label_en": "Count"},
        ),
        "skill_relations": (
            {"skill": "listen", "relation": "broader", "other": "talk"},
            {"skill": "talk", "relation": "related", "other": "count"},
        ),
        "occupations": (
            {
                "id": "nurse",
                "label_nl": "Verpleegkundige",
                "label_en": "Nurse",
                "description_nl": "Je zorgt.\nVoor mensen.",
                "description_en": "You care.",
                "sector": "care",
                "isco": "2221",
                "level": 6,
                "wage_low": 17.5,
                "wage_middle": 22.0,
                "wage_high": 30.01,
                "wage_source": "cbs",
                "outlook": "shortage",
                "outlook_source": "own",
                "regulated": True,
                "certificates": ("big", "vog"),
            },
        ),
        "occupation_skills": (
            {"occupation": "nurse", "skill": "listen", "importance": "must"},
            {"occupation": "nurse", "skill": "count", "importance": "nice"},
        ),
        "organisations": (
            {"id": "clinic", "name": "Kliniek", "kind": "employer", "place": "delft", "invented": True},
            {"id": "school", "name": "School", "kind": "school", "place": "delft", "invented": True},
        ),
        "openings": (
            {
                "id": "nurse-1",
                "kind": "vacancy",
                "organisation": "clinic",
                "occupation": "nurse",
                "title_nl": "Verpleegkundige nacht",
                "title_en": "Night nurse",
                "text": STORY,
                "language": "nl",
                "place": "delft",
                "hours_low": 24.0,
                "hours_high": 36.0,
                "starts_on": date(2027, 1, 31),
                "places": 2,
                "certificates": ("big",),
                "invented": True,
            },
        ),
        "opening_skills": ({"opening": "nurse-1", "skill": "listen", "importance": "should"},),
        "courses": (
            {
                "id": "care-2",
                "provider": "school",
                "title_nl": "Zorg 2",
                "title_en": "Care 2",
                "description_nl": "Leren",
                "description_en": "Learn",
                "language": "nl",
                "cost_source": "own",
                "invented": False,
            },
        ),
        "course_skills": ({"course": "care-2", "skill": "listen", "role": "teaches"},),
        "course_editions": (
            {
                "id": "care-2-a",
                "course": "care-2",
                "place": "den-haag",
                "starts_on": date(2027, 2, 1),
                "ends_on": date(2027, 2, 1),
                "hours": 0.5,
                "time": "evening",
                "cost": 0.0,
                "seats": 1,
                "continuous": False,
            },
        ),
        "people": (
            {
                "id": "noor",
                "name": "Noor",
                "story_nl": STORY,
                "story_en": "-",
                "place": "delft",
                "kinds": ("vacancy", "trial"),
                "invented": True,
            },
        ),
        "person_skills": ({"person": "noor", "skill": "talk", "evidence": "claimed"},),
    }


@pytest.fixture
def pack() -> Pack:
    return Pack(
        name="made-up",
        title={"nl": "Verzonnen", "en": "Made up"},
        version="1.2.3",
        languages=("nl", "en"),
        licence="EUPL-1.2",
        description={"nl": "Een voorbeeld"},
        tables=made_tables(),
    )


@pytest.fixture
def folder(pack: Pack, tmp_path: Path) -> Path:
    """The made pack as a folder of CSV."""
    write_pack(pack, tmp_path / "made")
    return tmp_path / "made"
