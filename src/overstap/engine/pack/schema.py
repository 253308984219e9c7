# SPDX-License-Identifier: EUPL-1.2
"""The tables of a region pack, their fields and what may stand in them.

This is the one source of the pack format: the validator, the writer, the `datapackage.json` and
`docs/pack-format.md` all follow from it. Types are those of the Frictionless Table Schema standard.

A field that holds words a person reads exists once per language of the pack: `label` becomes
`label_nl` and `label_en` in a pack whose languages are `nl` and `en`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FieldType = Literal["string", "text", "integer", "number", "boolean", "date", "list"]

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ESCO_URI = r"http://data\.europa\.eu/esco/[a-z-]+/[A-Za-z0-9-]+"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `list` is a `|`-separated list of strings; `text` may hold line breaks."""

    name: str
    type: FieldType = "string"
    required: bool = False
    translated: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str | None = None
    unit: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the pack."""

    name: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    description: str = ""
    required: bool = False
    ordered_pairs: tuple[tuple[str, str], ...] = field(default=())
    """Pairs of fields of which the first may never exceed the second (both given)."""


def _id() -> Field:
    return Field("id", required=True, pattern=SLUG, description="short name in a-z, 0-9 and hyphens")


def _ref(name: str, table: str, *, required: bool = True, description: str = "") -> Field:
    return Field(name, required=required, refers_to=table, description=description)


def _words(name: str, *, required: bool = False, long: bool = False, description: str = "") -> Field:
    return Field(
        name,
        type="text" if long else "string",
        required=required,
        translated=True,
        description=description,
    )


IMPORTANCE = ("must", "should", "nice")
SKILL_KINDS = ("skill", "knowledge", "attitude", "language")
OPENING_KINDS = ("vacancy", "internship", "apprenticeship", "learn-work", "trial")
ORGANISATION_KINDS = ("employer", "school", "provider", "municipality", "fund", "broker")
OUTLOOKS = ("shrinking", "stable", "growing", "shortage")
EVIDENCE = ("claimed", "inferred", "endorsed", "assessed", "certified")
SOURCE_KINDS = ("published", "estimate")
TIMES_OF_DAY = ("day", "evening", "weekend", "online", "work")
BENEFICIARIES = ("person", "employer")
PAID_PER = ("person", "course")
SITUATIONS = ("employed", "notice", "unemployed")

_WAGE = {"type": "number", "minimum": 5, "maximum": 500, "unit": "EUR gross per hour"}
_HOURS = {"type": "number", "minimum": 1, "maximum": 60, "unit": "hours per week"}

TABLES: tuple[Table, ...] = (
    Table(
        "sources",
        ("id",),
        (
            _id(),
            Field("kind", required=True, enum=SOURCE_KINDS, description="published, or our own estimate"),
            Field("title", required=True),
            Field("publisher"),
            Field("year", type="integer", minimum=1900, maximum=2100),
            Field("address", description="where it can be read"),
            Field("licence"),
            Field("note", type="text"),
        ),
        "Where facts and figures come from.",
        required=True,
    ),
    Table(
        "sectors",
        ("id",),
        (
            _id(),
            _words("label", required=True),
            Field("letter", required=True, pattern="[A-Z]", description="the sign beside its colour"),
            Field("hue", type="integer", required=True, minimum=1, maximum=10, description="line colour"),
        ),
        "Lines of the map.",
        required=True,
    ),
    Table(
        "places",
        ("id",),
        (
            _id(),
            Field("label", required=True),
            Field("code", pattern=r"GM\d{4}", description="CBS municipality code"),
            Field("latitude", type="number", required=True, minimum=-90, maximum=90, unit="degrees (WGS 84)"),
            Field(
                "longitude", type="number", required=True, minimum=-180, maximum=180, unit="degrees (WGS 84)"
            ),
            _ref("source", "sources", required=False),
        ),
        "Municipalities.",
        required=True,
    ),
    Table(
        "certificates",
        ("id",),
        (
            _id(),
            _words("label", required=True),
            _words("description", long=True),
            Field("law", description="the law or rule that asks for it"),
            Field(
                "on_hiring",
                type="boolean",
                required=True,
                description="applied for or given once someone is hired, so nothing to have beforehand",
            ),
            _ref("source", "sources", required=False),
        ),
        "Papers that a law or rule requires before someone may do certain work.",
    ),
    Table(
        "skill_groups",
        ("id",),
        (
            _id(),
            _words("label", required=True),
            _ref("parent", "skill_groups", required=False),
        ),
        "The hierarchy over skills.",
    ),
    Table(
        "skills",
        ("id",),
        (
            _id(),
            Field("kind", required=True, enum=SKILL_KINDS),
            _words("label", required=True),
            Field("synonyms", type="list", translated=True, description="everyday words for the same"),
            _words("description", long=True),
            _ref("group", "skill_groups", required=False),
            Field("esco_uri", pattern=ESCO_URI, description="the ESCO concept that means the same"),
        ),
        "What people can do and work asks.",
        required=True,
    ),
    Table(
        "skill_relations",
        ("skill", "relation", "other"),
        (
            _ref("skill", "skills"),
            Field(
                "relation",
                required=True,
                enum=("broader", "related"),
                description="broader: `other` is the wider skill",
            ),
            _ref("other", "skills"),
        ),
        "Relations between skills.",
    ),
    Table(
        "occupations",
        ("id",),
        (
            _id(),
            _words("label", required=True),
            Field("synonyms", type="list", translated=True, description="job titles for the same work"),
            _words("description", required=True, long=True),
            _ref("sector", "sectors"),
            Field("isco", required=True, pattern=r"\d{4}", description="ISCO-08 unit group"),
            Field("esco_uri", pattern=ESCO_URI, description="the ESCO occupation that means the same"),
            Field("level", type="integer", minimum=1, maximum=8, description="usual level, NLQF = EQF"),
            Field("wage_low", **_WAGE),  # type: ignore[arg-type]
            Field("wage_middle", **_WAGE),  # type: ignore[arg-type]
            Field("wage_high", **_WAGE),  # type: ignore[arg-type]
            _ref("wage_source", "sources", required=False),
            Field("outlook", required=True, enum=OUTLOOKS),
            _ref("outlook_source", "sources"),
            Field("regulated", type="boolean", required=True, description="a law says who may do it"),
            Field("certificates", type="list", refers_to="certificates", description="needed before starting"),
        ),
        "Occupations of the region.",
        required=True,
        ordered_pairs=(("wage_low", "wage_middle"), ("wage_middle", "wage_high")),
    ),
    Table(
        "occupation_skills",
        ("occupation", "skill"),
        (
            _ref("occupation", "occupations"),
            _ref("skill", "skills"),
            Field("importance", required=True, enum=IMPORTANCE),
        ),
        "What an occupation asks.",
        required=True,
    ),
    Table(
        "organisations",
        ("id",),
        (
            _id(),
            Field("name", required=True),
            Field("kind", required=True, enum=ORGANISATION_KINDS),
            _ref("sector", "sectors", required=False),
            _ref("place", "places"),
            Field("staff", type="integer", minimum=0, maximum=1_000_000, unit="people"),
            _words("description", long=True),
            Field("invented", type="boolean", required=True, description="an example, not a real organisation"),
        ),
        "Employers, schools and others.",
    ),
    Table(
        "openings",
        ("id",),
        (
            _id(),
            Field("kind", required=True, enum=OPENING_KINDS),
            _ref("organisation", "organisations"),
            _ref("occupation", "occupations"),
            _ref(
                "course",
                "courses",
                required=False,
                description="the course that goes with a learning place, followed while working there",
            ),
            _words("title", required=True),
            Field("text", type="text", required=True, description="as the employer wrote it"),
            Field("language", required=True, pattern="[a-z]{2}", description="language of the text"),
            _ref("place", "places"),
            Field("hours_low", required=True, **_HOURS),  # type: ignore[arg-type]
            Field("hours_high", required=True, **_HOURS),  # type: ignore[arg-type]
            Field("wage_low", type="number", minimum=0, maximum=500, unit="EUR gross per hour"),
            Field("wage_high", type="number", minimum=0, maximum=500, unit="EUR gross per hour"),
            Field("starts_on", type="date", description="empty: as soon as possible"),
            Field("closes_on", type="date", description="empty: open until filled"),
            Field("places", type="integer", required=True, minimum=1, maximum=1000, unit="people"),
            Field("certificates", type="list", refers_to="certificates", description="needed before starting"),
            Field("invented", type="boolean", required=True),
        ),
        "Everything that takes people.",
        ordered_pairs=(("hours_low", "hours_high"), ("wage_low", "wage_high")),
    ),
    Table(
        "opening_skills",
        ("opening", "skill"),
        (
            _ref("opening", "openings"),
            _ref("skill", "skills"),
            Field("importance", required=True, enum=IMPORTANCE),
        ),
        "What an opening asks.",
    ),
    Table(
        "courses",
        ("id",),
        (
            _id(),
            _ref("provider", "organisations"),
            _words("title", required=True),
            _words("description", required=True, long=True),
            Field("level", type="integer", minimum=1, maximum=8, description="NLQF = EQF"),
            Field(
                "entry_level",
                type="integer",
                minimum=1,
                maximum=8,
                description="of the diploma one must have; empty when experience or an intake will do",
            ),
            _words("entry", description="what someone needs to be admitted, in words"),
            _words("award", description="what someone gets at the end, in words"),
            Field(
                "certificates", type="list", refers_to="certificates", description="legal papers it leads to"
            ),
            Field("language", required=True, pattern="[a-z]{2}"),
            _ref("cost_source", "sources"),
            Field("invented", type="boolean", required=True),
        ),
        "Training.",
    ),
    Table(
        "course_skills",
        ("course", "skill", "role"),
        (
            _ref("course", "courses"),
            _ref("skill", "skills"),
            Field("role", required=True, enum=("teaches", "requires")),
        ),
        "What a course teaches, and what it asks beforehand.",
    ),
    Table(
        "course_editions",
        ("id",),
        (
            _id(),
            _ref("course", "courses"),
            _ref("place", "places"),
            Field("starts_on", type="date", required=True),
            Field("ends_on", type="date", required=True),
            Field("hours", type="number", required=True, minimum=0.5, maximum=60, unit="hours per week"),
            Field("time", required=True, enum=TIMES_OF_DAY),
            Field("cost", type="number", required=True, minimum=0, maximum=100_000, unit="EUR"),
            Field("seats", type="integer", required=True, minimum=1, maximum=1000, unit="people"),
            Field(
                "continuous", type="boolean", required=True, description="one can start any week in the period"
            ),
            Field(
                "weeks",
                type="number",
                minimum=0.2,
                maximum=520,
                unit="weeks",
                description="how long it takes whoever starts; empty: from start to end",
            ),
        ),
        "When a course leaves, what it costs and how many can go along.",
        ordered_pairs=(("starts_on", "ends_on"),),
    ),
    Table(
        "instruments",
        ("id",),
        (
            _id(),
            _words("label", required=True),
            _words("description", required=True, long=True),
            Field("payer", required=True, description="who pays"),
            Field("beneficiary", required=True, enum=BENEFICIARIES, description="to whom the money goes"),
            Field(
                "share",
                type="number",
                required=True,
                minimum=0,
                maximum=1,
                description="the part of the cost that it pays",
            ),
            Field(
                "amount_at_most",
                type="number",
                minimum=0,
                maximum=1_000_000,
                unit="EUR",
                description="empty: no limit",
            ),
            Field("per", required=True, enum=PAID_PER, description="the limit holds for each of these"),
            Field("outlooks", type="list", enum=OUTLOOKS, description="of the work one goes to; empty: any"),
            Field("sectors", type="list", refers_to="sectors", description="of the work one goes to"),
            Field("occupations", type="list", refers_to="occupations", description="that one goes to"),
            Field("providers", type="list", refers_to="organisations", description="that take part"),
            Field("level_low", type="integer", minimum=1, maximum=8, description="of the course, NLQF = EQF"),
            Field("level_high", type="integer", minimum=1, maximum=8),
            Field("places", type="list", refers_to="places", description="where one lives"),
            Field(
                "situations",
                type="list",
                enum=SITUATIONS,
                description="has work; has work that ends; has none",
            ),
            Field("age_low", type="integer", minimum=0, maximum=120, unit="years"),
            Field(
                "age_high",
                type="integer",
                minimum=0,
                maximum=120,
                unit="years",
                description="told, never counted on: ages are not asked",
            ),
            _words("to_check", description="a condition that only the person can judge, in words"),
            Field("starts_on", type="date", description="empty: it runs already"),
            Field("ends_on", type="date", description="last day; empty: no end known"),
            _ref("source", "sources"),
            Field("invented", type="boolean", required=True),
        ),
        "What may pay for a course: vouchers, funds and arrangements.",
        ordered_pairs=(("level_low", "level_high"), ("age_low", "age_high"), ("starts_on", "ends_on")),
    ),
    Table(
        "people",
        ("id",),
        (
            _id(),
            Field("name", required=True),
            _words("story", required=True, long=True),
            _ref("occupation", "occupations", required=False, description="present or last work"),
            _ref("place", "places"),
            Field("wage", description="present pay", **_WAGE),  # type: ignore[arg-type]
            Field("hours_low", **_HOURS),  # type: ignore[arg-type]
            Field("hours_high", **_HOURS),  # type: ignore[arg-type]
            Field("distance", type="number", minimum=0, maximum=500, unit="km"),
            Field("wage_floor", **_WAGE),  # type: ignore[arg-type]
            Field("kinds", type="list", enum=OPENING_KINDS, description="kinds of opening wished"),
            Field("starts_on", type="date", description="available from"),
            Field("certificates", type="list", refers_to="certificates"),
            Field("invented", type="boolean", required=True),
        ),
        "Example people.",
        ordered_pairs=(("hours_low", "hours_high"),),
    ),
    Table(
        "person_skills",
        ("person", "skill"),
        (
            _ref("person", "people"),
            _ref("skill", "skills"),
            Field("evidence", required=True, enum=EVIDENCE),
        ),
        "What the example people can do.",
    ),
)

TABLE_BY_NAME = {table.name: table for table in TABLES}
