# SPDX-License-Identifier: EUPL-1.2
"""A journey leg by leg, opened: the course and who may pay, the change and what is missing, the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from overstap.engine.journeys.model import ChangeLeg, Journey, Leg, StudyLeg, WorkLeg
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.journeys.presenters.cards import CENT, line_of, span
from overstap.web.planner.presenters.matches import Bar, Sector, bar
from overstap.web.templatetags.overstap import said


@dataclass(frozen=True)
class PaidBy:
    """Who may pay a part of a course, and on which conditions."""

    label: str
    description: str
    payer: str
    amount: str
    met: Sequence[str]
    to_check: Sequence[str]
    invented: bool


@dataclass(frozen=True)
class StudyDetails:
    """A course on the way."""

    course: str
    edition: str
    title: str
    provider: str
    entry: str
    award: str
    place: str
    time: str
    length: str
    hours: str
    seats: int
    price: str
    travel: str
    out_of_pocket: str
    payment: PaidBy | None
    skills: Sequence[str]
    papers: Sequence[str]
    invented: bool


@dataclass(frozen=True)
class ChangeDetails:
    """A change of work: why it is allowed, and what is still missing."""

    occupation: str
    title: str
    opening: str
    opening_title: str
    organisation: str
    place: str
    closes_on: date | None
    bar: Bar
    can_already: Sequence[str]
    on_the_way: Sequence[str]
    """Learned in work or courses before this step."""
    missing: Sequence[str]
    attitudes: Sequence[str]
    on_hiring: Sequence[str]
    invented: bool


@dataclass(frozen=True)
class Detail:
    """One leg: dates, sentence, and what belongs to its kind."""

    kind: str
    starts: str
    ends: str
    sentence: str
    sector: Sector
    study: StudyDetails | None = None
    change: ChangeDetails | None = None


@dataclass(frozen=True)
class Sum:
    """A line of the sum over the years."""

    label: str
    amount: str
    total: bool = False


def details_of(region: Region, journey: Journey, sentences: Sequence[str]) -> list[Detail]:
    """All legs of a journey, opened."""
    details: list[Detail] = []
    sector = line_of(region, journey.destination.occupation)
    for leg, sentence in reversed(list(zip(journey.legs, sentences, strict=True))):
        if isinstance(leg, ChangeLeg | WorkLeg):
            sector = line_of(region, leg.occupation)
        details.append(_detail(region, leg, sentence, sector))
    return details[::-1]


def _detail(region: Region, leg: Leg, sentence: str, sector: Sector) -> Detail:
    starts, ends = span(leg)
    return Detail(
        kind=leg.kind,
        starts=words.day(starts),
        ends=words.day(ends),
        sentence=sentence,
        sector=sector,
        study=study_details(region, leg) if isinstance(leg, StudyLeg) else None,
        change=change_details(region, leg) if isinstance(leg, ChangeLeg) else None,
    )


def study_details(region: Region, leg: StudyLeg) -> StudyDetails:
    """What to know of a course before one begins it."""
    records, language = region.records, words.language()
    course, edition = records.courses[leg.course], records.editions[leg.edition]
    return StudyDetails(
        course=course.id,
        edition=edition.id,
        title=said(course.title),
        provider=records.organisations[course.provider].name,
        entry=said(course.entry),
        award=said(course.award),
        place=records.places[edition.place].label,
        time=str(words.TIMES[edition.time]),
        length=words.length(leg.starts_on, leg.ends_on),
        hours=_("%(week)s, %(all)s hours in all")
        % {"week": words.hours(leg.hours, leg.hours), "all": words.number(leg.hours_total)},
        seats=edition.seats,
        price=words.free_or_euros(leg.price),
        travel=words.euros(leg.travel, 0) if leg.travel >= 1 else "",
        out_of_pocket=words.euros(leg.out_of_pocket, 0),
        payment=paid_by(region, leg),
        skills=[region.skill_label(skill, language) for skill in leg.new_skills],
        papers=[region.certificate_label(paper, language) for paper in leg.new_certificates],
        invented=course.invented,
    )


def paid_by(region: Region, leg: StudyLeg) -> PaidBy | None:
    """Who may pay a part; None when nobody is known to."""
    if leg.payment is None:
        return None
    row = region.records.instruments.get(leg.payment.instrument)
    if row is None:
        return None
    return PaidBy(
        label=said(row.label),
        description=said(row.description),
        payer=row.payer,
        amount=words.euros(leg.payment.amount, 0),
        met=[said(one) for one in leg.payment.met],
        to_check=[said(one) for one in leg.payment.to_check],
        invented=row.invented,
    )


def change_details(region: Region, leg: ChangeLeg) -> ChangeDetails:
    """How the work fits by then."""
    records, language = region.records, words.language()
    row = records.openings.get(leg.opening)

    def skills(ids: Sequence[str]) -> list[str]:
        return [region.skill_label(one, language) for one in ids]

    return ChangeDetails(
        occupation=leg.occupation,
        title=region.occupation_label(leg.occupation, language),
        opening=leg.opening if row else "",
        opening_title=said(row.title) if row else "",
        organisation=records.organisations[row.organisation].name if row else "",
        place=records.places[row.place].label if row else "",
        closes_on=row.closes_on if row else None,
        bar=bar(leg.coverage, _("%(covered)s of %(asked)s") % {"covered": leg.covered, "asked": leg.asked}),
        can_already=skills(leg.from_the_start),
        on_the_way=skills([one for one in leg.carried_over if one not in leg.from_the_start]),
        missing=skills(leg.missing),
        attitudes=skills(leg.attitudes),
        on_hiring=[region.certificate_label(paper, language) for paper in leg.on_hiring],
        invented=row.invented if row else False,
    )


def sums_of(journey: Journey, years: int) -> list[Sum]:
    """The sum over the years counted, against staying."""
    count, sums = journey.measures, []
    if journey.severance >= CENT:
        sums.append(Sum(_("Severance pay, once (within the income below)"), words.euros(journey.severance, 0)))
    sums.append(Sum(_("Income in %(n)s years") % {"n": years}, words.euros(count.income, 0)))
    sums.append(Sum(_("What study costs you"), f"− {words.euros(count.cost, 0)}"))
    sums.append(Sum(_("Together"), words.euros(count.income - count.cost, 0), total=True))
    if journey.today_monthly is not None:
        stays = journey.today_monthly * 12 * years
        sums.append(Sum(_("With today's pay, all those years"), words.euros(stays, 0)))
        difference = count.income - count.cost - stays
        says = _("The journey brings more") if difference >= 0 else _("The journey brings less")
        sums.append(Sum(says, words.euros(abs(difference), 0), total=True))
    return sums
