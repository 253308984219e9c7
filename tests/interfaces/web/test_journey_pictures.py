# SPDX-License-Identifier: EUPL-1.2
"""The drawing of a journey: to scale, on an axis that journeys share, with words that do not overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from overstap.engine.journeys.model import (
    ChangeLeg,
    IncomeStep,
    Journey,
    Meanwhile,
    Measures,
    StudyLeg,
    WaitFor,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.matching.model import Coverage
from overstap.web.journeys.presenters.axis import Axis, axis_for
from overstap.web.journeys.presenters.cards import against_staying, figures, income_rows
from overstap.web.journeys.presenters.details import sums_of
from overstap.web.journeys.presenters.picture import (
    LETTER,
    NARROWEST,
    IncomeScale,
    Names,
    income_picture,
    income_scale,
    picture_of,
)
from overstap.web.planner.presenters.matches import Sector

START = date(2027, 1, 1)
SECTOR = Sector("care", 2, "Z", "Zorg")
NAMES = Names(work=lambda id_: f"Werk {id_}", course=lambda id_: f"Cursus {id_}", sector=lambda _: SECTOR)


def change(on: date, work: str, origin: str = "clerk") -> ChangeLeg:
    return ChangeLeg(
        on=on,
        origin=origin,
        occupation=work,
        opening="",
        coverage=Coverage(0.1, 0.8),
        asked=8,
        covered=7,
        missing=(),
        attitudes=(),
        carried_over=(),
        from_the_start=(),
        on_hiring=(),
    )


def work(on: date, name: str, until: date | None = None) -> WorkLeg:
    return WorkLeg(name, "", None, on, until, 32.0, 2500.0, 2900.0, "", None)


def study(starts: date, ends: date, course: str = "c") -> StudyLeg:
    return StudyLeg("e", course, starts, ends, 6.0, 96.0, 900.0, 20.0, None, 920.0, Meanwhile.JOB, ("s",), ())


def journey(arrives: date = date(2027, 7, 1), **changes: object) -> Journey:
    """From a clerk's work by one course to other work, with benefit in between."""
    made = Journey(
        id="j",
        departs_on=START,
        measures=Measures(arrives, 920.0, 2000.0, 150_000.0, 1, 96.0),
        legs=(
            WaitLeg(START, date(2027, 2, 1), WaitFor.COURSE, Meanwhile.JOB),
            study(date(2027, 2, 1), date(2027, 4, 30)),
            WaitLeg(date(2027, 5, 1), arrives, WaitFor.SEARCH, Meanwhile.BENEFIT),
            change(arrives, "nurse"),
            work(arrives, "nurse"),
        ),
        income_line=(
            IncomeStep(START, 2800.0, Meanwhile.JOB),
            IncomeStep(date(2027, 5, 1), 2000.0, Meanwhile.BENEFIT),
            IncomeStep(arrives, 3000.0, Meanwhile.JOB),
        ),
        today_monthly=2800.0,
        income_against_staying=-18_000.0,
        drop=800.0,
        good_again_on=arrives,
        severance=1000.0,
        sureness=2,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def at(x: str) -> float:
    return float(x.rstrip("%"))


# --- the axis -------------------------------------------------------------------------------------


def test_the_axis_holds_every_arrival_with_room_after_it() -> None:
    axis = axis_for([journey(), journey(date(2028, 7, 1))])
    assert axis is not None
    assert axis.start == START
    assert 0.7 < axis.share(date(2028, 7, 1)) < 0.8


def test_no_journeys_have_no_axis() -> None:
    assert axis_for([]) is None


@pytest.mark.parametrize("days", [240, 500, 1000, 1500, 2000])
def test_marks_stand_on_first_days_of_a_month_and_can_be_read_apart(days: int) -> None:
    axis = Axis(START, date.fromordinal(START.toordinal() + days))
    places = [at(tick.x) for tick in axis.ticks()]
    assert 2 <= len(places) <= 10
    assert all(after - before > 8 for before, after in pairwise(places))


# --- the lines ------------------------------------------------------------------------------------


def test_stretches_lie_to_scale() -> None:
    axis = axis_for([journey()])
    assert axis is not None
    picture = picture_of(journey(), axis, NAMES)
    lengths = {one.kind: at(one.x2) - at(one.x1) for one in picture.stretches if one.y > picture.start_y}
    day = 100 / (axis.end - axis.start).days
    assert lengths["study"] == pytest.approx(88 * day, abs=0.02)
    assert lengths["wait"] == pytest.approx(61 * day, abs=0.02)


def test_present_work_goes_on_until_it_ends_and_then_benefit() -> None:
    axis = axis_for([journey()])
    assert axis is not None
    first = [one for one in picture_of(journey(), axis, NAMES).stretches if one.y == 50]
    assert [one.kind for one in first] == ["work", "benefit"]
    assert first[0].x2 == first[1].x1 == axis.x(date(2027, 5, 1))


def test_each_change_joins_two_lines() -> None:
    second = date(2028, 3, 1)
    legs = (
        change(date(2027, 3, 1), "helper"),
        work(date(2027, 3, 1), "helper", second),
        study(date(2027, 5, 1), date(2027, 9, 1)),
        change(second, "nurse", "helper"),
        work(second, "nurse"),
    )
    long = journey(second, legs=legs, measures=Measures(second, 0.0, 2000.0, 1.0, 2, 10.0))
    axis = axis_for([long])
    assert axis is not None
    picture = picture_of(long, axis, NAMES)
    assert [capsule.x for capsule in picture.capsules] == [axis.x(date(2027, 3, 1)), axis.x(second)]
    assert picture.capsules[0].y < picture.capsules[1].y
    assert {text.text for text in picture.words if text.strong} == {"Werk clerk", "Werk helper", "Werk nurse"}
    assert [one.y for one in picture.stretches if one.kind == "study"] == [picture.arrival[1]]


@pytest.mark.parametrize("arrives", [date(2027, 1, 20), date(2027, 3, 1), date(2027, 7, 1), date(2029, 12, 1)])
def test_words_never_lie_over_each_other(arrives: date) -> None:
    courses = tuple(study(date(2027, 1, 5), date(2027, 1, 15), f"met een lange naam {n}") for n in range(3))
    legs = (*courses, change(arrives, "verpleegkundige"), work(arrives, "verpleegkundige"))
    crowded = journey(arrives, legs=legs)
    axis = axis_for([crowded, journey(date(2030, 1, 1))])
    assert axis is not None
    taken: dict[int, list[tuple[float, float]]] = {}
    for text in picture_of(crowded, axis, NAMES).words:
        width = len(text.text) * LETTER / NARROWEST * 95
        low = at(text.x) if text.anchor == "start" else at(text.x) - width
        assert all(low >= end or low + width <= start for start, end in taken.get(text.y, []))
        taken.setdefault(text.y, []).append((low, low + width))


def test_work_of_somebody_without_work_is_not_drawn() -> None:
    nobody = journey(
        legs=(change(date(2027, 7, 1), "nurse", ""), work(date(2027, 7, 1), "nurse")), income_line=()
    )
    axis = axis_for([nobody])
    assert axis is not None
    picture = picture_of(nobody, axis, NAMES)
    assert [one.kind for one in picture.stretches] == ["nothing", "work"]
    assert [text.text for text in picture.words if text.strong] == ["Werk nurse"]


# --- income ---------------------------------------------------------------------------------------


def test_the_income_line_shows_how_far_it_lies_under_today() -> None:
    axis = axis_for([journey()])
    assert axis is not None
    scale = income_scale([journey()], axis)
    picture = income_picture(journey(), axis, scale, 1900.0)
    assert [part.source for part in picture.parts] == ["job", "benefit", "job"]
    assert picture.today_y == scale.y(2800.0)
    assert picture.floor_y == scale.y(1900.0)
    assert [part.lack for part in picture.parts] == [0, scale.y(2000.0) - scale.y(2800.0), 0]
    assert len(picture.rises) == 2


def test_nothing_is_at_the_ground_and_the_highest_at_the_top() -> None:
    scale = IncomeScale(4000.0)
    assert scale.y(0.0) > scale.y(2000.0) > scale.y(4000.0) > 0


def test_without_todays_pay_there_is_no_comparison() -> None:
    unknown = journey(today_monthly=None, income_against_staying=None)
    axis = axis_for([unknown])
    assert axis is not None
    assert income_picture(unknown, axis, income_scale([unknown], axis)).today_y is None
    assert {row.against for row in income_rows(unknown)} == {""}
    assert against_staying(unknown) == ""


# --- numbers --------------------------------------------------------------------------------------


def test_the_figures_of_a_card() -> None:
    assert [figure.value for figure in figures(journey())] == ["6 maanden", "€\xa0920", "€\xa02.000"]
    costs_nothing = journey(measures=Measures(date(2027, 7, 1), 0.0, float("inf"), 1.0, 1, 0.0))
    assert [figure.value for figure in figures(costs_nothing)][1:] == ["€\xa00", "onbekend"]


def test_the_sums_add_up() -> None:
    sums = {one.label: one.amount for one in sums_of(journey(), 5)}
    assert sums["Samen"] == "€\xa0149.080"
    assert sums["Met je loon van nu, al die jaren"] == "€\xa0168.000"
    assert sums["De reis levert minder op"] == "€\xa018.920"


def test_income_is_told_against_today() -> None:
    assert [row.against for row in income_rows(journey())] == ["hetzelfde", "€\xa0800 minder", "€\xa0200 meer"]
