# SPDX-License-Identifier: EUPL-1.2
"""Two scores for each person, kept apart; conditions are kept; nobody comes first for who they are."""

from __future__ import annotations

import itertools

import pytest

from overstap.engine.matching.candidates import (
    Order,
    Seeker,
    find_candidates,
    match_seeker,
    near_skills,
    unmet_conditions,
)
from overstap.engine.matching.model import Opening, OpeningKind, Position, Reach, Wishes
from tests.engine.tiny import TODAY, demands, language, matcher, passport

LANGUAGE = language("a b c d n w", relations="n<w")
HERE, FAR = Position(52.0, 4.3), Position(53.0, 6.5)
JOB = Opening(
    "job",
    demands("a! b! c+"),
    kind=OpeningKind.VACANCY,
    position=HERE,
    hours_low=24,
    hours_high=32,
    wage_low=15,
)
OTHERS = [Opening(f"other{n}", demands("d!")) for n in range(3)]


def find(*seekers: Seeker, opening: Opening = JOB, **options):
    return find_candidates(matcher(LANGUAGE, [*OTHERS, opening]), opening, seekers, today=TODAY, **options)


def seeker(key: str, held: str = "a b c", lot: str = "", conditions: str = "", **wishes) -> Seeker:
    return Seeker(key, passport(held), Wishes(**wishes), frozenset(conditions.split()), lot)


def keys(found) -> list[str]:
    return [one.key for one in found.listed]


def test_people_are_grouped_as_openings_are_for_a_person() -> None:
    found = find(seeker("now", "a b"), seeker("one", "a c"), seeker("far", "c"), seeker("none", "d"))
    assert {reach: keys_of(found, reach) for reach in Reach} == {
        Reach.NOW: ["now"],
        Reach.ONE_AWAY: ["one"],
        Reach.FURTHER: ["far"],
    }


def keys_of(found, reach: Reach) -> list[str]:
    return [one.key for one in found.groups[reach]]


@pytest.mark.parametrize("held", ["a b c", "a* b", "a", "a~ c*", "w", "n", "b* c"])
def test_the_scores_are_those_the_person_sees_for_the_opening(held: str) -> None:
    whole = matcher(LANGUAGE, [*OTHERS, JOB])
    one = seeker("x", held, hours_low=36, wage_floor=14)
    own = whole.match(one.passport, "job", one.wishes, today=TODAY)
    assert match_seeker(whole, JOB, one, today=TODAY).match == own
    for found in find(one).listed:
        assert found.match == own
        assert found.match.reach is own.reach


def test_can_and_wishes_are_two_scores_and_each_may_order() -> None:
    able = seeker("able", "a b c", hours_low=36)  # wants more hours than there are
    glad = seeker("glad", "a b", hours_low=24)
    assert keys(find(able, glad)) == ["able", "glad"]
    assert keys(find(able, glad, order=Order.WISHES)) == ["glad", "able"]
    scores = {one.key: (one.match.coverage.claimed, one.match.wish.score) for one in find(able, glad).listed}
    assert scores == {"able": (1.0, 0.0), "glad": (pytest.approx(0.8), 1.0)}


def test_a_condition_that_is_known_to_be_unmet_keeps_the_opening_away() -> None:
    unmet = {"hours": {"hours_low": 36}, "wage": {"wage_floor": 20.0}, "kind": {"kinds": {OpeningKind.TRIAL}}}
    unmet["distance"] = {"position": FAR, "distance": 10}
    for wish, told in unmet.items():
        assert keys(find(seeker("x", conditions=wish, **told))) == [], wish
        assert keys(find(seeker("x", **told))) == ["x"], f"{wish} is only a wish"


def test_a_condition_of_which_the_opening_says_nothing_keeps_nothing_away() -> None:
    silent = Opening("job", demands("a! b!"))
    one = seeker("x", conditions="hours wage distance start", hours_low=36, wage_floor=20.0, position=HERE)
    found = find(one, opening=silent)
    assert keys(found) == ["x"]
    assert unmet_conditions(found.listed[0].match.wish, one.conditions) == ()


def test_of_people_who_score_the_same_the_lot_decides_and_nothing_else() -> None:
    """In whatever order they came in, and whatever differs that nobody can see."""
    same = [
        seeker(key, held, lot) for key, held, lot in (("z", "a b", "1"), ("a", "b a", "2"), ("m", "a b", "3"))
    ]
    for order in itertools.permutations(same):
        assert keys(find(*order)) == ["z", "a", "m"]


def test_who_wished_nothing_comes_neither_first_nor_last_for_it() -> None:
    silent, glad = seeker("silent", lot="1"), seeker("glad", lot="2", hours_low=24)
    assert keys(find(silent, glad, order=Order.WISHES)) == ["silent", "glad"]
    other = seeker("silent", lot="2"), seeker("glad", lot="1", hours_low=24)
    assert keys(find(*other, order=Order.WISHES)) == ["glad", "silent"]


def test_the_list_is_cut_and_the_count_is_not() -> None:
    found = find(*(seeker(f"p{n}", lot=f"{n:02}") for n in range(7)), top=3)
    assert (keys(found), found.counts[Reach.NOW]) == (["p0", "p1", "p2"], 7)


def test_a_paper_that_is_missing_is_a_step() -> None:
    asks = Opening("job", demands("a! b!"), certificates=frozenset({"vca"}))
    without = seeker("without", "a b")
    having = Seeker("having", passport("a b", "vca"), Wishes())
    found = find(without, having, opening=asks)
    assert (keys_of(found, Reach.NOW), keys_of(found, Reach.ONE_AWAY)) == (["having"], ["without"])


def test_skills_outside_the_language_are_passed_over() -> None:
    assert keys(find(seeker("x", "a b gone"))) == ["x"]


def test_an_opening_that_asks_nothing_finds_nobody() -> None:
    assert keys(find(seeker("x"), opening=Opening("job", ()))) == []


def test_who_holds_nothing_near_covers_nothing() -> None:
    whole = matcher(LANGUAGE, [Opening("job", demands("w!"))])
    assert near_skills(whole, whole.index.openings[0]) == {"w", "n"}
