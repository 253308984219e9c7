# SPDX-License-Identifier: EUPL-1.2
"""A small region pack that fills every table, and ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from overstap.engine.pack import Pack

Row = dict[str, object]


def made_pack(name: str = "made") -> Pack:
    """A valid pack in Dutch and English: two occupations, two openings, one course, one person."""
    return Pack(
        name=name,
        title={"nl": "Gemaakt", "en": "Made"},
        version="1.0.0",
        languages=("nl", "en"),
        licence="EUPL-1.2",
        description={"nl": "Om mee te proberen", "en": "To try things with"},
        tables=_TABLES,
    )


def with_rows(pack: Pack, table: str, *rows: Row) -> Pack:
    """The pack with rows added at the end of a table."""
    return replace(pack, tables={**pack.tables, table: (*pack.tables[table], *rows)})


def without(pack: Pack, table: str, **values: object) -> Pack:
    """The pack without the rows of a table that have these values."""
    kept = tuple(row for row in pack.tables[table] if any(row[name] != said for name, said in values.items()))
    assert len(kept) < len(pack.tables[table]), f"{table} has no row with {values}"
    return replace(pack, tables={**pack.tables, table: kept})


def with_change(pack: Pack, table: str, id_: str, **values: object) -> Pack:
    """The pack with other values in one row."""
    assert id_ in pack.by_id(table)
    rows = tuple({**row, **values} if row["id"] == id_ else row for row in pack.tables[table])
    return replace(pack, tables={**pack.tables, table: rows})


def renamed(pack: Pack, name: str, prefix: str) -> Pack:
    """The same region under another name, with ids of its own."""
    own = {row["id"] for rows in pack.tables.values() for row in rows if "id" in row}
    tables = {
        table: tuple({key: _own_id(value, own, prefix) for key, value in row.items()} for row in rows)
        for table, rows in pack.tables.items()
    }
    return replace(pack, name=name, tables=tables)


def _own_id(value: object, own: set[object], prefix: str) -> object:
    if isinstance(value, tuple):
        return tuple(f"{prefix}-{item}" if item in own else item for item in value)
    return f"{prefix}-{value}" if value in own else value


def _titled(id_: str, nl: str, en: str, **more: object) -> Row:
    return {"id": id_, "label_nl": nl, "label_en": en, **more}


_NURSE = {
    "description_nl": "Zorgt voor zieke mensen.",
    "description_en": "Cares for people who are ill.",
    "synonyms_nl": ("zuster", "broeder"),
    "sector": "care",
    "isco": "2221",
    "esco_uri": "http://data.europa.eu/esco/occupation/nurse",
    "level": 4,
    "wage_low": 17.5,
    "wage_middle": 20.0,
    "wage_high": 25.25,
    "wage_source": "cbs",
    "outlook": "shortage",
    "outlook_source": "own",
    "regulated": True,
    "certificates": ("big",),
}
_AIDE = {
    "description_nl": "Helpt thuis.",
    "description_en": "Helps at home.",
    "sector": "care",
    "isco": "5322",
    "outlook": "growing",
    "outlook_source": "own",
    "regulated": False,
}
_AT_HOME = {
    "organisation": "thuiszorg",
    "language": "nl",
    "place": "delft",
    "hours_low": 16.0,
    "hours_high": 32.0,
    "invented": True,
}

_TABLES: Mapping[str, tuple[Row, ...]] = {
    "sources": (
        {"id": "cbs", "kind": "published", "title": "CBS", "year": 2024, "licence": "CC-BY-4.0"},
        {"id": "own", "kind": "estimate", "title": "Our estimate", "note": "Two\nlines"},
    ),
    "sectors": (_titled("care", "Zorg", "Care", letter="Z", hue=1),),
    "places": (
        {"id": "leiden", "label": "Leiden", "code": "GM0546", "latitude": 52.16, "longitude": 4.49},
        {"id": "delft", "label": "Delft", "latitude": 52.01, "longitude": 4.36, "source": "cbs"},
    ),
    "certificates": (
        _titled("big", "BIG-registratie", "BIG registration", law="Wet BIG", on_hiring=False, source="own"),
        _titled(
            "vog",
            "VOG",
            "Certificate of conduct",
            description_nl="Voor wie met mensen werkt.",
            on_hiring=True,
        ),
    ),
    "skill_groups": (
        _titled("people", "Met mensen", "With people"),
        _titled("caring", "Zorgen", "Caring", parent="people"),
    ),
    "skills": (
        _titled("wash", "Wassen", "Wash people", kind="skill", synonyms_nl=("douchen",), group="caring"),
        _titled("look-after", "Verzorgen", "Look after", kind="skill", description_en="All of it."),
        _titled("dutch", "Nederlands", "Dutch", kind="language"),
    ),
    "skill_relations": ({"skill": "wash", "relation": "broader", "other": "look-after"},),
    "occupations": (
        _titled("nurse", "Verpleegkundige", "Nurse", **_NURSE),
        _titled("aide", "Hulp", "Aide", **_AIDE),
    ),
    "occupation_skills": (
        {"occupation": "nurse", "skill": "wash", "importance": "must"},
        {"occupation": "nurse", "skill": "dutch", "importance": "should"},
        {"occupation": "aide", "skill": "look-after", "importance": "nice"},
    ),
    "organisations": (
        {"id": "thuiszorg", "name": "Thuiszorg", "kind": "employer", "sector": "care", "place": "delft"}
        | {"staff": 40, "description_nl": "Zorg aan huis", "invented": True},
        {"id": "roc", "name": "School", "kind": "school", "place": "leiden", "invented": True},
    ),
    "openings": (
        {"id": "aide-1", "kind": "vacancy", "occupation": "aide", "title_nl": "Hulp", "title_en": "Aide"}
        | {**_AT_HOME, "text": "Kom\nbij ons", "places": 2, "wage_low": 15.0, "starts_on": date(2027, 1, 4)},
        {"id": "nurse-1", "kind": "learn-work", "occupation": "nurse", "title_nl": "Zorg", "title_en": "Care"}
        | {**_AT_HOME, "text": "Leer het hier", "places": 1, "certificates": ("vog", "big")}
        | {"course": "care-2"},
    ),
    "opening_skills": (
        {"opening": "aide-1", "skill": "wash", "importance": "must"},
        {"opening": "aide-1", "skill": "dutch", "importance": "nice"},
    ),
    "courses": (
        {"id": "care-2", "provider": "roc", "title_nl": "Leren zorgen", "title_en": "Learn to care"}
        | {
            "description_nl": "In een half jaar.",
            "description_en": "In half a year.",
            "level": 2,
            "entry_level": 1,
        }
        | {"award_nl": "Een bewijs", "certificates": ("vog",), "language": "nl", "cost_source": "own"}
        | {"invented": True},
    ),
    "course_skills": (
        {"course": "care-2", "skill": "wash", "role": "teaches"},
        {"course": "care-2", "skill": "dutch", "role": "requires"},
    ),
    "course_editions": (
        {"id": "care-2-feb", "course": "care-2", "place": "leiden", "starts_on": date(2027, 2, 1)}
        | {"ends_on": date(2027, 6, 30), "hours": 8.5, "time": "evening", "cost": 750.0, "seats": 20}
        | {"continuous": False, "weeks": 20.5},
    ),
    "instruments": (
        _titled("care-fund", "Zorgfonds", "Care fund", description_nl="Voor scholing.", payer="Fonds")
        | {"description_en": "For training.", "beneficiary": "person", "share": 0.5, "per": "person"}
        | {"amount_at_most": 800.0, "outlooks": ("shortage", "growing"), "sectors": ("care",)}
        | {"occupations": ("nurse",), "providers": ("roc",), "level_low": 2, "level_high": 4}
        | {"places": ("delft",), "situations": ("notice",), "age_low": 18, "age_high": 67}
        | {"to_check_nl": "Vraag het na.", "starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
        | {"source": "own", "invented": True},
    ),
    "people": (
        {"id": "ana", "name": "Ana", "story_nl": "Ana helpt graag.", "story_en": "Ana likes to help."}
        | {"occupation": "aide", "place": "delft", "wage": 14.5, "hours_low": 16.0, "hours_high": 24.0}
        | {"kinds": ("vacancy", "trial"), "starts_on": date(2027, 1, 1), "certificates": ("vog",)}
        | {"distance": 12.5, "wage_floor": 14.0, "invented": True},
    ),
    "person_skills": ({"person": "ana", "skill": "wash", "evidence": "assessed"},),
}
