# SPDX-License-Identifier: EUPL-1.2
"""Journeys as cards: the income drop first, then how long, what it costs, the lowest income; the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.engine.journeys.explain import JourneyWords, how_long
from overstap.engine.journeys.model import (
    Best,
    ChangeLeg,
    Journey,
    Leg,
    Meanwhile,
    StudyLeg,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.journeys.presenters.axis import Axis
from overstap.web.journeys.presenters.picture import (
    IncomePicture,
    IncomeScale,
    Names,
    Picture,
    income_picture,
    picture_of,
)
from overstap.web.planner.presenters.matches import Sector, sector_of
from overstap.web.templatetags.overstap import said

CENT = 0.005
OFF_THE_MAP = Sector("", 10, "", "")
"""The line of work that the region does not have."""
LIVING_ON = {
    Meanwhile.JOB: gettext_lazy("pay"),
    Meanwhile.BENEFIT: gettext_lazy("benefit (WW)"),
    Meanwhile.NOTHING: gettext_lazy("nothing known"),
}
KINDS_OF_LEG = {
    "wait": gettext_lazy("waiting"),
    "study": gettext_lazy("study"),
    "change": gettext_lazy("change"),
    "work": gettext_lazy("work"),
}


@dataclass(frozen=True)
class Figure:
    """A number that counts, and what it is."""

    value: str
    says: str
    kind: str


@dataclass(frozen=True)
class Step:
    """One leg of the journey, as a row of the list and of the table."""

    kind: str
    kind_said: str
    starts: str
    ends: str
    title: str
    sentence: str
    short: str
    """The sentence without what stands beside it already."""
    hue: int
    letter: str
    course: str = ""
    edition: str = ""
    occupation: str = ""
    opening: str = ""
    cost: str = ""


@dataclass(frozen=True)
class IncomeRow:
    """From a day on, this much a month, out of what, and against today."""

    since: str
    monthly: str
    source: str
    against: str


@dataclass(frozen=True)
class JourneyCard:
    """What the page shows of a journey."""

    id: str
    title: str
    sector: Sector
    where: str
    tags: Sequence[str]
    drop: str
    has_drop: bool
    knows_today: bool
    figures: Sequence[Figure]
    why: str
    from_work: str
    leaves: str
    steps: Sequence[Step]
    income_rows: Sequence[IncomeRow]
    today: str
    floor: str
    picture: Picture
    income: IncomePicture
    five_years: str
    severance: str


def journey_card(
    region: Region,
    journey: Journey,
    axis: Axis,
    scale: IncomeScale,
    income_floor: float | None = None,
    sentences: Sequence[str] | None = None,
) -> JourneyCard:
    """A journey on the axis and the scale of the page. `sentences`, one for each leg, replace our own."""
    language = words.language()
    told = in_sentences(region, journey)
    work = journey.destination
    today = journey.today_monthly
    return JourneyCard(
        id=journey.id,
        title=region.occupation_label(work.occupation, language),
        sector=line_of(region, work.occupation),
        where=where(region, work.opening),
        tags=[
            tag for best, tag in zip(journey.best_at, told.best_at, strict=True) if best is not Best.IN_BETWEEN
        ],
        drop=told.drop or _("Your income never falls below what you earn now."),
        has_drop=today is not None and journey.drop >= CENT,
        knows_today=today is not None,
        figures=figures(journey),
        why=told.why,
        from_work=origin_of(region, journey),
        leaves=words.short_day_year(journey.departs_on),
        steps=steps_of(region, journey, told.legs if sentences is None else sentences),
        income_rows=income_rows(journey),
        today="" if today is None else words.euros(today, 0),
        floor="" if not income_floor else words.euros(income_floor, 0),
        picture=picture_of(journey, axis, names_in(region)),
        income=income_picture(journey, axis, scale, income_floor),
        five_years=against_staying(journey),
        severance="" if journey.severance < CENT else words.euros(journey.severance, 0),
    )


def in_sentences(region: Region, journey: Journey) -> JourneyWords:
    """The journey in the engine's sentences, with no amount cut off from its sign at the end of a line."""
    told = region.explain_journey(journey, words.language())
    whole = {name: getattr(told, name).replace("€ ", "€\xa0") for name in ("drop", "summary", "why")}
    return replace(told, **whole, legs=tuple(leg.replace("€ ", "€\xa0") for leg in told.legs))


def figures(journey: Journey) -> list[Figure]:
    """How long, what it costs, the lowest income."""
    count, language = journey.measures, words.language()
    arrives = words.short_day_year(count.arrives_on)
    lowest = count.lowest_monthly
    return [
        Figure(
            how_long(journey.departs_on, count.arrives_on, language),
            _("you are there on %(day)s") % {"day": arrives},
            "time",
        ),
        Figure(
            words.euros(count.cost, 0) if count.cost >= 1 else words.euros(0, 0),
            _("what it costs you"),
            "cost",
        ),
        Figure(
            words.euros(lowest, 0) if 0 <= lowest < math.inf else _("unknown"),
            _("lowest income a month, gross"),
            "income",
        ),
    ]


def against_staying(journey: Journey) -> str:
    """What five years bring against keeping today's pay, in words; empty when today's is not known."""
    more = journey.income_against_staying
    if more is None:
        return ""
    if abs(more) < 1:
        return _("In five years as much as with today's pay.")
    amount = words.euros(abs(more), 0)
    if more > 0:
        return _("In five years %(amount)s more than with today's pay.") % {"amount": amount}
    return _("In five years %(amount)s less than with today's pay.") % {"amount": amount}


def origin_of(region: Region, journey: Journey) -> str:
    """The work that one leaves; empty when none is known."""
    first = next(leg for leg in journey.legs if isinstance(leg, ChangeLeg))
    return region.occupation_label(first.origin, words.language()) if first.origin else ""


def where(region: Region, opening: str) -> str:
    """The opening that the journey ends in; empty when it is work still to be found."""
    row = region.records.openings.get(opening)
    if row is None:
        return ""
    return f"{region.records.organisations[row.organisation].name}, {region.records.places[row.place].label}"


def line_of(region: Region, occupation: str) -> Sector:
    """The line of work; work outside the region has none."""
    return sector_of(region, occupation) if occupation in region.records.occupations else OFF_THE_MAP


def names_in(region: Region) -> Names:
    """What the drawing calls things, in the language of the page."""
    language = words.language()
    return Names(
        work=lambda id_: region.occupation_label(id_, language),
        course=lambda id_: said(region.records.courses[id_].title),
        sector=lambda id_: line_of(region, id_),
    )


def steps_of(region: Region, journey: Journey, sentences: Sequence[str]) -> list[Step]:
    """The legs in order; study and waiting have the hue of the work they lead to."""
    steps, hue, letter = [], 0, ""
    for leg, sentence in reversed(list(zip(journey.legs, sentences, strict=True))):
        if isinstance(leg, ChangeLeg | WorkLeg):
            sector = line_of(region, leg.occupation)
            hue, letter = sector.hue, sector.letter
        steps.append(_step(region, leg, sentence, hue, letter))
    return steps[::-1]


def _step(region: Region, leg: Leg, sentence: str, hue: int, letter: str) -> Step:
    language = words.language()
    starts, ends = span(leg)
    shared = {
        "kind": leg.kind,
        "kind_said": str(KINDS_OF_LEG[leg.kind]),
        "starts": words.short_day_year(starts),
        "ends": words.short_day_year(ends) if ends else "",
        "sentence": sentence,
        "short": short_of(leg, sentence),
        "hue": hue,
        "letter": letter,
    }
    if isinstance(leg, StudyLeg):
        title = said(region.records.courses[leg.course].title)
        cost = words.free_or_euros(leg.out_of_pocket)
        return Step(title=title, course=leg.course, edition=leg.edition, cost=cost, **shared)
    if isinstance(leg, WaitLeg):
        return Step(title=str(KINDS_OF_LEG["wait"]).capitalize(), **shared)
    title = region.occupation_label(leg.occupation, language)
    return Step(title=title, occupation=leg.occupation, opening=leg.opening, **shared)


def short_of(leg: Leg, sentence: str) -> str:
    """What the list on a phone says of a leg, whose date and title stand there already."""
    if isinstance(leg, WorkLeg):
        hours = words.hours(leg.hours, leg.hours)
        amount = words.euros(leg.monthly, 0)
        return _("%(hours)s, %(amount)s a month") % {"hours": hours, "amount": amount}
    if isinstance(leg, StudyLeg):
        until = {"day": words.short_day_year(leg.ends_on), "cost": words.free_or_euros(leg.out_of_pocket)}
        return _("until %(day)s, %(cost)s") % until
    return sentence


def span(leg: Leg) -> tuple[date, date | None]:
    """From when until when a leg lasts; a change has one day, work at the end has no end."""
    return (leg.on, None) if isinstance(leg, ChangeLeg) else (leg.starts_on, leg.ends_on)


def income_rows(journey: Journey) -> list[IncomeRow]:
    """The income line as a table."""
    today = journey.today_monthly
    return [
        IncomeRow(
            words.short_day_year(step.on),
            words.euros(step.monthly, 0),
            str(LIVING_ON[step.source]),
            "" if today is None else words.more_or_less(step.monthly - today),
        )
        for step in journey.income_line
    ]
