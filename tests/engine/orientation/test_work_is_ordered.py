# SPDX-License-Identifier: EUPL-1.2
"""Work is ordered by the shape of a profile and by cards; unknown stays unknown."""

from __future__ import annotations

import numpy as np
import pytest

from overstap.engine.orientation.cards import Sorted, agreement, choose_cards
from overstap.engine.orientation.interests import OccupationInterests, interests_of
from overstap.engine.orientation.items import ITEMS, Letter
from overstap.engine.orientation.profile import Profile, profile_of
from overstap.engine.orientation.suggesting import correlation, suggest


def profile(**high: int) -> Profile:
    """Somebody who answers 1 to everything, except to the letters that are named."""
    return profile_of({item.id: high.get(item.letter.value, 1) for item in ITEMS})


def work(*values: float) -> OccupationInterests:
    return OccupationInterests(np.array(values, dtype=np.float64), 4)


MAKER, CARER = work(7, 2, 1, 1, 2, 3), work(1, 2, 2, 7, 3, 2)


def test_the_worked_example_of_the_methods_page() -> None:
    person, occupation = np.array([90.0, 40, 15, 35, 30, 30]), np.array([6.0, 3, 1, 2, 2, 4])
    assert correlation(person, occupation) == pytest.approx(0.885, abs=0.001)


def test_who_likes_to_make_finds_making_first() -> None:
    found = suggest(profile(R=4), {"carer": CARER, "maker": MAKER})
    assert [one.occupation for one in found] == ["maker", "carer"]
    assert found[0].shared == (Letter.REALISTIC, Letter.INVESTIGATIVE)
    assert -1 <= found[1].order < found[0].order <= 1


def test_ticking_high_or_low_makes_no_difference() -> None:
    low = profile_of({item.id: 1 + (item.letter is Letter.SOCIAL) for item in ITEMS})
    high = profile_of({item.id: 3 + (item.letter is Letter.SOCIAL) for item in ITEMS})
    orders = [
        [(one.occupation, round(one.order, 9)) for one in suggest(each, {"a": MAKER, "b": CARER})]
        for each in (low, high)
    ]
    assert orders[0] == orders[1]


def test_work_of_which_nothing_is_known_stands_there_only_by_cards() -> None:
    asked = {"unknown": {"bake": 1.0}, "maker": {"weld": 1.0}}
    known = {"unknown": None, "maker": MAKER}
    assert [one.occupation for one in suggest(profile(R=4), known)] == ["maker"]
    found = suggest(profile(R=4), known, asked=asked, cards={"bake": Sorted.LEARN})
    assert {one.occupation: (one.interest is None, one.cards) for one in found} == {
        "unknown": (True, 1.0),
        "maker": (False, None),
    }


def test_a_flat_profile_leaves_it_to_the_cards() -> None:
    asked = {"maker": {"weld": 1.0}, "carer": {"care": 1.0}}
    found = suggest(
        profile(), {"maker": MAKER, "carer": CARER}, asked=asked, cards={"care": Sorted.CAN, "weld": Sorted.NOT}
    )
    assert [(one.occupation, one.order) for one in found] == [("carer", 1.0), ("maker", -1.0)]
    assert suggest(profile(), {"maker": MAKER}) == ()


def test_rather_not_weighs_as_much_as_the_work_asks_it() -> None:
    demands = {"bake": 1.0, "listen": 0.5, "count": 0.25}
    assert agreement(demands, {"listen": Sorted.NOT}) == -1
    assert agreement(demands, {"bake": Sorted.CAN, "listen": Sorted.NOT}) == pytest.approx(0.5 / 1.5)
    assert agreement(demands, {"weld": Sorted.CAN}) is None


def test_cards_that_tell_apart_come_first_and_none_tells_the_same_twice() -> None:
    asked = {
        "a": {"half": 1.0, "same": 1.0, "all": 1.0, "one": 1.0},
        "b": {"half": 1.0, "same": 1.0, "all": 1.0},
        "c": {"all": 1.0},
        "d": {"all": 1.0},
    }
    assert choose_cards(asked, 9) == ("half", "one")  # what all ask tells nothing, "same" what "half" told
    assert choose_cards(asked, 9, without={"half"}) == ("one",)
    assert choose_cards(asked, 1) == ("half",)
    assert choose_cards({}, 3) == ()


@pytest.mark.parametrize(
    ("isco", "highest", "digits"),
    [("2221", "S", 4), ("7212", "R", 4), ("3221", "S", 3), ("9999", "", 0), ("", "", 0)],
)
def test_occupations_have_the_interests_of_their_group_or_of_a_wider_one(
    isco: str, highest: str, digits: int
) -> None:
    found = interests_of(isco)
    assert (found.highest[0].value if found else "", found.digits if found else 0) == (highest, digits)
