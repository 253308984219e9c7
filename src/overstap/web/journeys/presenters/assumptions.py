# SPDX-License-Identifier: EUPL-1.2
"""What a plan rests on: what we took for granted about the person, and the planner's own assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.engine.journeys.model import Settings
from overstap.engine.region.region import Region
from overstap.engine.rules.income import BENEFIT_PARAMETERS
from overstap.engine.rules.parameters import Assumption
from overstap.web import words
from overstap.web.journeys.planning import Asked
from overstap.web.templatetags.overstap import said

CHANGEABLE = (
    "search.days_shortage",
    "search.days_growing",
    "search.days_stable",
    "search.days_shrinking",
    "search.notice_days",
    "search.stay_months",
    "study.hours_without_work",
    "wage.years_to_middle",
)
"""Assumptions that a person can change for themselves on the page."""
SHOWN = ("wage.minimum", "wage.holiday_allowance", "travel.per_km")
SEVERANCE = ("severance.months_per_year", "severance.most")


@dataclass(frozen=True)
class Taken:
    """Something we took for granted because it was not told; `field` is where one can tell it."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Changeable:
    """An assumption with a field to change it."""

    name: str
    field: str
    label: str
    value: float
    unit: str
    changed: bool
    source: str


@dataclass(frozen=True)
class Fixed:
    """An assumption with its source."""

    label: str
    value: str
    source: str
    address: str
    estimate: bool
    note: str


def taken_for_granted(region: Region, asked: Asked) -> list[Taken]:
    """What the person did not tell, in sentences."""
    person = asked.traveller
    row = region.records.occupations.get(person.occupation)
    sayings = {
        "wage": _("You still have work, and earn what is in the middle for %(work)s: %(amount)s an hour.")
        % {"work": said(row.label).lower() if row else "", "amount": words.euros(person.wage or 0.0, 2)},
        "hours": _("You work %(n)s hours a week, now and later.") % {"n": words.plain(person.hours)},
        "free_hours": _("You have %(n)s hours a week for study.") % {"n": words.plain(person.free_hours)},
        "work_years": _("You have only worked with this employer: that decides how long you get benefit.")
        if person.service_years
        else _("You have not worked long, so your benefit (WW) is the shortest."),
        "level": _("Your education is that of your present work, or mbo 2."),
        "departs_on": _("You can start today."),
    }
    held = [name for name in sayings if name in asked.assumed]
    if person.last_day is None and "work_years" in held:
        held.remove("work_years")  # without a last day there is no benefit to reckon with
    taken = [Taken(name, sayings[name]) for name in held]
    if person.last_day is None and person.wage:
        taken.append(Taken("last_day", _("Your work does not end by itself.")))
    if person.budget is None:
        taken.append(Taken("budget", _("There is no limit to what study may cost.")))
    if person.income_floor is None:
        taken.append(Taken("income_floor", _("There is no amount that you need a month.")))
    return taken


def changeable(asked: Asked) -> list[Changeable]:
    """The assumptions that one can change, with the value counted with."""
    on, language = asked.question.departs_on, words.language()
    return [
        Changeable(
            one.name,
            one.name.replace(".", "-"),
            one.label,
            one.value,
            str(UNITS.get(one.unit, one.unit)),
            one.changed,
            source_of(one),
        )
        for one in asked.parameters.assumptions(on, CHANGEABLE, language)
    ]


def fixed(asked: Asked) -> list[Fixed]:
    """What holds by law or by a figure of others, for this question."""
    names = list(SHOWN)
    if asked.traveller.last_day is not None:
        names += [*BENEFIT_PARAMETERS, *(SEVERANCE if asked.traveller.service_years else ())]
    on = asked.traveller.last_day or asked.question.departs_on
    on = max(on, asked.question.departs_on)
    listed = asked.parameters.assumptions(on, dict.fromkeys(names), words.language())
    return [
        Fixed(one.label, in_units(one), source_of(one), one.source.address, one.kind == "estimate", _noted(one))
        for one in listed
    ]


def _noted(one: Assumption) -> str:
    """What to know of a value: our note, and whether a newer one may be in force."""
    doubts = [_("By law there should be a newer amount by now; we do not have it yet.")] if one.outdated else []
    doubts += [_("We have this at second hand and still check it.")] if one.to_check else []
    return " ".join([*([one.note] if one.note else []), *doubts])


def settings_in_words() -> Sequence[str]:
    """The planner's own limits."""
    limits = Settings()
    return (
        _("At most %(n)s courses for one change.") % {"n": limits.most_courses},
        _("Journeys of more than %(n)s years are not shown.") % {"n": limits.horizon_months // 12},
        _("An employer keeps an opening for at most %(n)s months for who works until the last day.")
        % {"n": limits.employer_waits_days // 30},
        _("An opening without a closing date is counted on for %(n)s months.")
        % {"n": limits.open_ended_days // 30},
        _("Income is added up over %(n)s years.") % {"n": limits.income_years},
        _("All amounts are gross, without holiday allowance. Tax and allowances are not counted."),
    )


UNITS = {
    "days": gettext_lazy("days"),
    "months": gettext_lazy("months"),
    "hours per week": gettext_lazy("hours a week"),
    "years": gettext_lazy("years"),
}
"""Units of parameters in words; another unit is shown as it is."""


def in_units(one: Assumption) -> str:
    """A value with its unit, as people write it."""
    if one.unit.startswith("share"):
        return f"{words.plain(one.value * 100)}%"
    if one.unit.startswith("EUR"):
        per = {"EUR per hour": _("an hour"), "EUR per km": _("a kilometre"), "EUR per day": _("a day")}
        return f"{words.euros(one.value)} {per.get(one.unit, '')}".strip()
    if one.name == "severance.months_per_year":
        return _("a third of a month's pay for each year")
    unit = UNITS.get(one.unit)
    if one.unit == "calendar year":
        return str(int(one.value))
    value = words.plain(one.value)
    return f"{value} {unit}" if unit else value


def source_of(one: Assumption) -> str:
    """Where a value comes from, in words."""
    source = one.source
    article = getattr(source, "article", "")
    return ", ".join(str(part) for part in (source.title, article, source.publisher, source.year) if part)
