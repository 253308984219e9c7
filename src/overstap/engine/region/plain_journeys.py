# SPDX-License-Identifier: EUPL-1.2
"""Journeys as plain data, the same for `--json`, an API and a notebook; as docs/reference/cli-json.md says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from overstap.engine.journeys.model import (
    ChangeLeg,
    Journey,
    Leg,
    Measures,
    Plan,
    Question,
    Settings,
    StudyLeg,
    Traveller,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.region.region import Region
from overstap.engine.region.rows import SourceRow, Translated
from overstap.engine.rules.instruments import Payment
from overstap.engine.rules.parameters import Parameters
from overstap.engine.skills.taxonomy import Demand

Plain = dict[str, Any]

_ALWAYS = (
    "search.notice_days",
    "search.days_shortage",
    "search.days_growing",
    "search.days_stable",
    "search.days_shrinking",
    "search.stay_months",
    "wage.minimum",
    "wage.years_to_middle",
    "wage.holiday_allowance",
    "study.week_hours",
    "study.hours_without_work",
)
_WHEN_WORK_ENDS = ("ww.", "severance.")
_WHEN_TRAVELLING = ("travel.per_km", "study.session_day", "study.session_evening", "study.session_weekend")


def plan_as_plain(
    region: Region,
    plan: Plan,
    traveller: Traveller,
    question: Question,
    parameters: Parameters,
    language: str,
    *,
    whole: bool = False,
) -> Plain:
    """A plan with all that is needed to check it. With `whole` every journey of the Pareto set is told in full,
    not only those that are shown.
    """
    shown = {journey.id: journey for journey in plan.journeys}
    told = [shown.get(one.id, one) for one in plan.everything] if whole else list(plan.journeys)
    return {
        "language": language,
        "traveller": traveller_as_plain(traveller),
        "question": question_as_plain(question),
        "goals": plan.goals,
        "complete": plan.complete,
        "years": Settings().income_years,
        "journeys": [journey_as_plain(region, journey, language) for journey in told],
        "everything": [{"id": one.id, **_measures(one.measures)} for one in plan.everything],
        "assumptions": assumptions_as_plain(parameters, traveller, question.departs_on, language),
        "sources": _sources(region, told),
    }


def journey_as_plain(region: Region, journey: Journey, language: str) -> Plain:
    """One journey: its counts, its legs with what they ask, teach and cost, its income, and its words."""
    words = region.explain_journey(journey, language)
    legs = zip(journey.legs, words.legs, strict=True)
    return {
        "id": journey.id,
        "title": words.title,
        "best_at": [str(best) for best in journey.best_at],
        "departs_on": journey.departs_on.isoformat(),
        "measures": _measures(journey.measures),
        "today_monthly": journey.today_monthly,
        "income_against_staying": journey.income_against_staying,
        "drop": journey.drop,
        "good_again_on": _day(journey.good_again_on),
        "severance": journey.severance,
        "sureness": journey.sureness,
        "words": {
            "drop": words.drop,
            "summary": words.summary,
            "why": words.why,
            "best_at": list(words.best_at),
        },
        "legs": [{**_leg(region, leg, language), "words": said} for leg, said in legs],
        "income_line": [
            {"on": step.on.isoformat(), "monthly": step.monthly, "source": str(step.source)}
            for step in journey.income_line
        ],
    }


def assumptions_as_plain(parameters: Parameters, traveller: Traveller, on: date, language: str) -> list[Plain]:
    """What was assumed for somebody on a day, with its source; what a person changed themselves is marked."""
    return [
        {
            "name": one.name,
            "label": one.label,
            "value": one.value,
            "unit": one.unit,
            "kind": str(one.kind),
            "since": _day(one.since),
            "changed": one.changed,
            "outdated": one.outdated,
            "to_check": one.to_check,
            "note": one.note,
            "source": {
                "title": one.source.title,
                "publisher": one.source.publisher,
                "year": one.source.year,
                "article": one.source.article,
                "address": one.source.address,
            },
        }
        for one in parameters.assumptions(on, _assumed(parameters, traveller), language)
    ]


def _assumed(parameters: Parameters, traveller: Traveller) -> Iterable[str]:
    """The parameters that can matter to this traveller."""
    names = [*_ALWAYS]
    if traveller.last_day is not None:
        names += [name for name in parameters.all if name.startswith(_WHEN_WORK_ENDS)]
    if traveller.position is not None:
        names += _WHEN_TRAVELLING
    return dict.fromkeys((*names, *parameters.own))


# --- the question, as it was understood ------------------------------------------------------------


def traveller_as_plain(traveller: Traveller) -> Plain:
    """Who travels, under the names of `JourneyRequest`."""
    return {
        "occupation": traveller.occupation or None,
        "skills": [{"skill": one.skill, "evidence": str(one.evidence)} for one in traveller.passport.skills],
        "certificates": sorted(traveller.passport.certificates),
        "place": traveller.place or None,
        "distance": traveller.distance,
        "wage": traveller.wage,
        "hours": traveller.hours,
        "level": traveller.level,
        "last_day": _day(traveller.last_day),
        "work_years": traveller.work_years,
        "service_years": traveller.service_years,
        "study_hours": traveller.free_hours,
        "times": sorted(traveller.times),
        "money": traveller.budget,
        "savings": traveller.savings,
        "income_floor": traveller.income_floor,
    }


def question_as_plain(question: Question) -> Plain:
    """Where to and along what."""
    return {
        "departs_on": question.departs_on.isoformat(),
        "to_occupations": sorted(question.goal.occupations),
        "to_opening": question.goal.opening or None,
        "changes": question.most_changes,
        "arrive_by": _day(question.arrive_by),
        "via_occupations": sorted(question.via.occupations),
        "via_courses": sorted(question.via.courses),
        "avoid_occupations": sorted(question.avoid.occupations),
        "avoid_openings": sorted(question.avoid.openings),
        "avoid_courses": sorted(question.avoid.courses),
        "full": sorted(question.avoid.editions),
        "no_income_drop": question.no_income_drop,
    }


# --- legs -----------------------------------------------------------------------------------------


def _measures(count: Measures) -> Plain:
    return {
        "arrives_on": count.arrives_on.isoformat(),
        "cost": count.cost,
        "lowest_monthly": count.lowest_monthly,
        "income": count.income,
        "changes": count.changes,
        "study_hours": count.study_hours,
    }


def _leg(region: Region, leg: Leg, language: str) -> Plain:
    if isinstance(leg, StudyLeg):
        return _study(region, leg, language)
    if isinstance(leg, WorkLeg):
        return _work(region, leg, language)
    if isinstance(leg, ChangeLeg):
        return _change(region, leg, language)
    return _wait(leg)


def _study(region: Region, leg: StudyLeg, language: str) -> Plain:
    course, edition = region.records.courses[leg.course], region.records.editions[leg.edition]
    provider = region.records.organisations[course.provider]
    return {
        "kind": leg.kind,
        "edition": leg.edition,
        "course": leg.course,
        "title": _said(course.title, language),
        "provider": provider.name,
        "place": edition.place,
        "time": edition.time,
        "starts_on": leg.starts_on.isoformat(),
        "ends_on": leg.ends_on.isoformat(),
        "continuous": edition.continuous,
        "hours": leg.hours,
        "hours_total": leg.hours_total,
        "seats": edition.seats,
        "price": leg.price,
        "travel": leg.travel,
        "payment": _payment(region, leg.payment, language),
        "out_of_pocket": leg.out_of_pocket,
        "meanwhile": str(leg.meanwhile),
        "requires": _skills(region, course.requires, language),
        "teaches": [
            {**one, "new": one["skill"] in leg.new_skills} for one in _skills(region, course.teaches, language)
        ],
        "certificates": [
            {
                "certificate": paper,
                "label": region.certificate_label(paper, language),
                "new": paper in leg.new_certificates,
            }
            for paper in course.certificates
        ],
        "level": course.level,
        "entry_level": course.entry_level,
        "source": course.cost_source,
        "invented": course.invented,
    }


def _payment(region: Region, payment: Payment | None, language: str) -> Plain | None:
    if payment is None:
        return None
    instrument = region.records.instruments[payment.instrument]
    return {
        "instrument": payment.instrument,
        "label": _said(instrument.label, language),
        "payer": instrument.payer,
        "amount": payment.amount,
        "met": [_said(one, language) for one in payment.met],
        "to_check": [_said(one, language) for one in payment.to_check],
        "source": instrument.source,
    }


def _work(region: Region, leg: WorkLeg, language: str) -> Plain:
    occupation = region.records.occupations[leg.occupation]
    return {
        "kind": leg.kind,
        "occupation": leg.occupation,
        "label": region.occupation_label(leg.occupation, language),
        **_opening(region, leg.opening, language),
        "opening_kind": str(leg.opening_kind) if leg.opening_kind else None,
        "starts_on": leg.starts_on.isoformat(),
        "ends_on": _day(leg.ends_on),
        "hours": leg.hours,
        "monthly": leg.monthly,
        "monthly_later": leg.monthly_later,
        "edition": leg.edition or None,
        "learns_until": _day(leg.learns_until),
        "sector": occupation.sector,
        "level": occupation.level,
        "outlook": occupation.outlook,
        "outlook_source": occupation.outlook_source,
        "wage_source": occupation.wage_source or None,
    }


def _opening(region: Region, opening: str, language: str) -> Plain:
    if not opening:
        return {"opening": None, "title": None, "organisation": None, "place": None}
    row = region.records.openings[opening]
    return {
        "opening": opening,
        "title": _said(row.title, language),
        "organisation": region.records.organisations[row.organisation].name,
        "place": row.place,
    }


def _wait(leg: WaitLeg) -> Plain:
    return {
        "kind": leg.kind,
        "starts_on": leg.starts_on.isoformat(),
        "ends_on": leg.ends_on.isoformat(),
        "reason": str(leg.reason),
        "meanwhile": str(leg.meanwhile),
    }


def _change(region: Region, leg: ChangeLeg, language: str) -> Plain:
    return {
        "kind": leg.kind,
        "on": leg.on.isoformat(),
        "origin": leg.origin or None,
        "occupation": leg.occupation,
        "opening": leg.opening or None,
        "coverage": {"shown": leg.coverage.shown, "claimed": leg.coverage.claimed},
        "asked": leg.asked,
        "covered": leg.covered,
        "demands": [_demand(region, leg, demand, language) for demand in _demands(region, leg)],
        "certificates_on_hiring": [
            {"certificate": paper, "label": region.certificate_label(paper, language)}
            for paper in leg.on_hiring
        ],
    }


def _demands(region: Region, leg: ChangeLeg) -> tuple[Demand, ...]:
    records = region.records
    asking = records.openings[leg.opening] if leg.opening else records.occupations[leg.occupation]
    return asking.demands


def _demand(region: Region, leg: ChangeLeg, demand: Demand, language: str) -> Plain:
    """A demand and how it stands by then: carried over from before, learned for it, or not there."""
    standing = "learned"
    if demand.skill in leg.missing or demand.skill in leg.attitudes:
        standing = "missing"
    elif demand.skill in leg.carried_over:
        standing = "carried_over"
    return {
        "skill": demand.skill,
        "label": region.skill_label(demand.skill, language),
        "importance": str(demand.importance),
        "standing": standing,
        "learnable": demand.skill not in region.timetable.attitudes,
    }


# --- small things ---------------------------------------------------------------------------------


def _skills(region: Region, skills: Iterable[str], language: str) -> list[Plain]:
    return [{"skill": skill, "label": region.skill_label(skill, language)} for skill in skills]


def _sources(region: Region, journeys: Iterable[Journey]) -> dict[str, Plain]:
    """The sources of the region's facts in these journeys."""
    records = region.records
    named: list[str] = []
    for leg in (leg for journey in journeys for leg in journey.legs):
        if isinstance(leg, StudyLeg):
            named.append(records.courses[leg.course].cost_source)
            if leg.payment is not None:
                named.append(records.instruments[leg.payment.instrument].source)
        elif isinstance(leg, WorkLeg):
            row = records.occupations[leg.occupation]
            named += [row.wage_source, row.outlook_source]
    return {id_: _source(records.sources[id_]) for id_ in sorted(set(filter(None, named)))}


def _source(row: SourceRow) -> Plain:
    return {
        "kind": row.kind,
        "title": row.title,
        "publisher": row.publisher or None,
        "year": row.year,
        "address": row.address or None,
    }


def _said(words: Translated | Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
