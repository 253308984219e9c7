# SPDX-License-Identifier: EUPL-1.2
"""Order, filters and wishes."""

from dataclasses import replace
from datetime import date

import pytest

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Opening, OpeningKind, Position, Wishes
from tests.engine.tiny import TODAY, demands, language, matcher, passport

LANGUAGE = language("a b c")
HAGUE, LEIDEN = Position(52.0705, 4.3007), Position(52.1601, 4.4970)
JOB = Opening(
    "job",
    demands("a!"),
    position=LEIDEN,
    hours_low=24,
    hours_high=32,
    wage_low=15,
    wage_high=18,
    starts_on=date(2027, 3, 1),
    closes_on=date(2027, 2, 1),
)


def found(filters: Filters, opening: Opening = JOB) -> bool:
    matches = matcher(LANGUAGE, [opening]).openings_for(passport("a"), filters=filters, today=TODAY)
    assert matches.filtered_out == (0 if matches.all() else 1)
    return bool(matches.all())


@pytest.mark.parametrize(
    ("name", "filters", "passes"),
    [
        ("distance enough", Filters(position=HAGUE, distance=17), True),
        ("distance too short", Filters(position=HAGUE, distance=16), False),
        ("hours overlap", Filters(hours_low=32, hours_high=40), True),
        ("more hours than there are", Filters(hours_low=33), False),
        ("fewer hours than are asked", Filters(hours_high=23), False),
        ("pay reaches the floor", Filters(wage_floor=18), True),
        ("pay stays under the floor", Filters(wage_floor=18.01), False),
        ("kind wanted", Filters(kinds=frozenset({OpeningKind.VACANCY})), True),
        ("kind not wanted", Filters(kinds=frozenset({OpeningKind.TRIAL})), False),
        ("starts later than one is free", Filters(starts_on=date(2027, 2, 1)), True),
        ("starts before one is free", Filters(starts_on=date(2027, 4, 1)), False),
        ("still open", Filters(today=date(2027, 2, 1)), True),
        ("closed", Filters(today=date(2027, 2, 2)), False),
        ("occupation wanted", Filters(occupations=frozenset({""})), True),
        ("another occupation", Filters(occupations=frozenset({"baker"})), False),
    ],
)
def test_filters(name, filters, passes):
    assert found(filters) is passes


def test_what_an_opening_does_not_say_keeps_nobody_away():
    silent = Opening("job", demands("a!"))
    everything = Filters(position=HAGUE, distance=1, hours_low=40, wage_floor=99, starts_on=TODAY, today=TODAY)
    assert found(everything, silent)


def test_legal_certificates_can_be_a_filter():
    regulated = replace(JOB, certificates=frozenset({"paper"}))
    assert not found(Filters(held=frozenset()), regulated)
    assert found(Filters(held=frozenset({"paper"})), regulated)


def test_better_covered_comes_first_and_ties_fall_by_proof_wishes_distance_and_id():
    openings = [
        Opening("z-all", demands("a! b!")),
        Opening("m-half", demands("a! c!")),
        Opening("b-far", demands("a! b!"), position=LEIDEN),
        Opening("b-near", demands("a! b!"), position=HAGUE),
        Opening("a-all", demands("a! b!")),
        Opening("proved", demands("a!")),
    ]
    matching = matcher(LANGUAGE, openings)
    matches = matching.openings_for(passport("a* b"), Wishes(position=HAGUE), today=TODAY)
    assert [match.opening for match in matches.now] == ["proved", "b-near", "b-far", "a-all", "z-all"]
    assert [match.opening for match in matches.one_away] == ["m-half"]


def test_wishes_are_scored_apart_and_do_not_touch_coverage():
    matching = matcher(LANGUAGE, [JOB])
    plain = matching.match(passport("a"), "job", today=TODAY)
    wishes = Wishes(
        position=HAGUE,
        distance=10,
        hours_low=24,
        hours_high=28,
        wage_floor=20,
        kinds=frozenset({OpeningKind.VACANCY}),
        starts_on=date(2027, 1, 10),
    )
    wished = matching.match(passport("a"), "job", wishes, today=TODAY)
    assert wished.coverage == plain.coverage
    assert plain.wish.score is None
    assert {part.wish: part.met for part in wished.wish.parts} == {
        "distance": False,
        "hours": True,
        "wage": False,
        "kind": True,
        "start": True,
    }
    assert wished.wish.score == pytest.approx(3 / 5)


def test_what_an_opening_does_not_say_counts_neither_for_nor_against_a_wish():
    silent = Opening("job", demands("a!"))
    wishes = Wishes(wage_floor=20, hours_low=8, kinds=frozenset({OpeningKind.VACANCY}))
    match = matcher(LANGUAGE, [silent]).match(passport("a"), "job", wishes, today=TODAY)
    assert match.wish.score == 1
    assert [part.met for part in match.wish.parts] == [None, None, True]


def test_one_opening_alone_scores_to_the_last_bit_as_it_does_among_all():
    openings = {f"job-{i}": "a! b+ c?" if i % 2 else "a? b! c+" for i in range(20)}
    matching = matcher(LANGUAGE, openings)
    for match in matching.openings_for(passport("a b"), today=TODAY).all():
        assert matching.match(passport("a b"), match.opening, today=TODAY) == match


def test_top_limits_each_group():
    matching = matcher(LANGUAGE, {f"job-{i}": "a!" for i in range(9)})
    assert len(matching.openings_for(passport("a"), today=TODAY, top=4).now) == 4


@pytest.mark.parametrize(("floor", "met"), [(15, True), (15.01, None), (18, None), (18.01, False)])
def test_pay_that_only_reaches_the_floor_at_its_best_is_not_promised(floor, met):
    match = matcher(LANGUAGE, [JOB]).match(passport("a"), "job", Wishes(wage_floor=floor), today=TODAY)
    assert match.wish.parts[0].met is met
