# SPDX-License-Identifier: EUPL-1.2
"""What a proposal of trains promises."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from overstap.engine.placement.plan.check import broken
from overstap.engine.placement.plan.model import Weights
from overstap.engine.placement.trains.files import read_trains
from overstap.engine.placement.trains.model import Proposal, Question
from overstap.engine.placement.trains.propose import propose, sizes
from overstap.engine.problems import InputRefused


def read(question: dict[str, Any]) -> Question:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "trains.json"
        place.write_text(json.dumps(question))
        return read_trains(place)


def question_of(people: int, least: int, most: int, places: int, **more: Any) -> dict[str, Any]:
    """So many people who all could go to one opening by one course, the first ones likeliest to stay."""
    return {
        "people": [{"id": f"p{at}"} for at in range(people)],
        "openings": [{"id": "work", "places": places, "employer": "firm"}],
        "courses": [{"id": "course", "least": least, "most": most, **more}],
        "options": [
            {"id": f"o{at}", "person": f"p{at}", "opening": "work", "course": "course", "lasting": 1 - at / 100}
            for at in range(people)
        ],
    }


def names(question: Question, proposal: Proposal) -> list[list[str]]:
    return [[question.case.options.ids[option] for option in train.members] for train in proposal.trains]


@pytest.mark.parametrize(
    ("people", "least", "most", "places", "trains"),
    [
        (4, 2, 4, 9, [4]),
        (5, 3, 4, 9, [4]),
        (9, 3, 4, 9, [3, 3, 3]),
        (9, 3, 4, 7, [4, 3]),
        (2, 3, 4, 9, []),
        (9, 3, 4, 2, []),
    ],
)
def test_trains_are_whole_and_everybody_in_them_has_a_place(
    people: int, least: int, most: int, places: int, trains: list[int]
) -> None:
    question = read(question_of(people, least, most, places))
    assert [len(train.members) for train in propose(question).trains] == trains


def test_no_more_trains_leave_than_may() -> None:
    question = read(question_of(9, 2, 3, 9, trains=2))
    assert [len(train.members) for train in propose(question).trains] == [3, 3]


def test_a_declined_seat_goes_to_the_next_and_nobody_else_moves() -> None:
    asked = question_of(6, 2, 3, 3)
    question = read(asked)
    first = propose(question)
    assert names(question, first) == [["o0", "o1", "o2"]]
    assert [question.case.options.ids[option] for option in first.trains[0].reserves] == ["o3", "o4", "o5"]
    asked["offers"] = [
        {"person": "p0", "option": "o0", "answer": "yes", "train": "course#1"},
        {"person": "p1", "option": "o1", "answer": "no", "train": "course#1"},
        {"person": "p2", "option": "o2", "train": "course#1"},
    ]
    again = read(asked)
    assert names(again, propose(again)) == [["o0", "o2", "o3"]]


def test_a_train_that_is_left_too_short_says_so_and_keeps_who_said_yes() -> None:
    asked = question_of(3, 3, 4, 4)
    asked["offers"] = [
        {"person": "p0", "option": "o0", "answer": "yes"},
        {"person": "p1", "option": "o1", "answer": "no"},
    ]
    question = read(asked)
    assert names(question, propose(question)) == [["o0", "o2"]]


def test_who_has_a_seat_keeps_the_train_it_is_in() -> None:
    """Two seats in two trains would go in one train; they were offered in two."""
    asked = question_of(6, 2, 3, 6)
    asked["offers"] = [
        {"person": "p0", "option": "o0", "answer": "yes", "train": "course#1"},
        {"person": "p1", "option": "o1", "train": "course#2"},
        *({"person": f"p{at}", "option": f"o{at}", "answer": "no"} for at in (2, 3, 4)),
    ]
    question = read(asked)
    assert names(question, propose(question)) == [["o0", "o5"], ["o1"]]


def test_trains_are_made_whole_with_whoever_is_worth_it_most() -> None:
    """Of three for trains of two, another course brings the fourth; leaving one out would cost more."""
    asked = question_of(4, 2, 2, 4)
    asked["openings"].append({"id": "desk"})
    asked["options"][3] |= {"lasting": 0.3}
    asked["options"].append({"id": "now", "person": "p3", "opening": "desk", "lasting": 0.5})
    question = read(asked)
    proposal = propose(question)
    assert names(question, proposal) == [["o0", "o1"], ["o2", "o3"]]
    assert proposal.plan.proven


def best_by_program(question: Question) -> int:
    """What the best proposal is worth, by a mixed integer program that counts whole trains; nothing offered."""
    case, worth = question.case, question.case.worth(Weights())
    options, courses = len(worth), len(case.seats)
    rows, low, high = [], [], []
    for group, most in ((case.options.person, np.ones(len(case.people))), (case.options.opening, case.places)):
        rows += [np.append(group == at, np.zeros(courses)) for at in range(len(most))]
        low += [-np.inf] * len(most)
        high += list(most)
    for course in range(courses):
        inside, trains = case.options.edition == course, (np.arange(courses) == course).astype(int)
        rows += [np.append(inside, -trains * question.most[course])]
        rows += [np.append(inside, -trains * question.least[course])]
        low += [-np.inf, 0]
        high += [0, np.inf]
    found = milp(
        -np.append(worth, np.zeros(courses)),
        integrality=np.ones(options + courses),
        bounds=Bounds(0, np.append(np.ones(options), question.trains)),
        constraints=LinearConstraint(np.array(rows), low, high),
    )
    return round(-found.fun)


@pytest.mark.parametrize("seed", range(40))
def test_no_proposal_of_whole_trains_is_worth_more(seed: int) -> None:
    chance = np.random.default_rng(seed)
    least = chance.integers(1, 4, 2)
    options = {
        (f"p{chance.integers(7)}", f"o{chance.integers(3)}", f"c{chance.integers(3)}"): {
            "lasting": round(1 - 0.99 * float(chance.random()), 2)
        }
        for _ in range(18)
    }
    asked = {
        "people": [{"id": f"p{at}"} for at in range(7)],
        "openings": [{"id": f"o{at}", "places": int(chance.integers(1, 5))} for at in range(3)],
        "courses": [
            {"id": f"c{at}", "least": int(least[at]), "most": int(least[at] + chance.integers(2)), "trains": 2}
            for at in range(2)
        ],
        "options": [
            {"person": person, "opening": opening, "course": course if course != "c2" else None, **told}
            for (person, opening, course), told in options.items()
        ],
    }
    question = read(asked)
    plan = propose(question).plan
    assert (plan.worth, plan.proven) == (best_by_program(question), True)


def test_who_fits_as_they_are_is_not_trained() -> None:
    asked = question_of(3, 2, 3, 3)
    asked["openings"].append({"id": "desk"})
    asked["options"].append({"id": "now", "person": "p2", "opening": "desk", "lasting": 1})
    question = read(asked)
    proposal = propose(question)
    assert names(question, proposal) == [["o0", "o1"]]
    assert question.case.options.ids[proposal.plan.taken[2]] == "now"


def test_more_offered_than_there_is_cannot_be() -> None:
    asked = question_of(2, 1, 3, 1)
    asked["offers"] = [{"person": f"p{at}", "option": f"o{at}"} for at in range(2)]
    with pytest.raises(ValueError, match="locked"):
        propose(read(asked))


def test_an_unknown_answer_or_option_is_refused() -> None:
    asked = question_of(2, 1, 3, 1)
    for offer in ({"person": "p0", "option": "o0", "answer": "maybe"}, {"person": "p0", "option": "o9"}):
        with pytest.raises(InputRefused):
            read(asked | {"offers": [offer]})


@given(
    people=st.integers(0, 7),
    data=st.data(),
    least=st.integers(1, 3),
    extra=st.integers(0, 2),
    places=st.integers(0, 4),
)
@settings(max_examples=60, deadline=None)
def test_any_proposal_keeps_to_the_rules(
    people: int, data: st.DataObject, least: int, extra: int, places: int
) -> None:
    asked = question_of(people, least, least + extra, places)
    asked["openings"].append({"id": "other", "places": 1})
    for at in data.draw(st.lists(st.integers(0, people - 1), unique=True)) if people else []:
        course = data.draw(st.sampled_from([None, "course"]))
        asked["options"].append({"person": f"p{at}", "opening": "other", "course": course, "lasting": 0.5})
    question = read(asked)
    proposal = propose(question)
    assert all(least <= len(train.members) <= least + extra for train in proposal.trains)
    assert set(broken(question.case, proposal.plan.taken)) <= {"seats"}  # these are settled by trains
    members = [option for train in proposal.trains for option in train.members]
    assert len(set(question.case.options.person[members].tolist())) == len(members)


@given(count=st.integers(0, 60), least=st.integers(1, 9), extra=st.integers(0, 9))
def test_as_many_as_can_be_are_divided_evenly(count: int, least: int, extra: int) -> None:
    most = least + extra
    found = sizes(count, least, most)
    assert all(least <= size <= most for size in found)
    assert max(found, default=0) - min(found, default=0) <= 1
    possible = [n for n in range(count + 1) if any(k * least <= n <= k * most for k in range(count + 1))]
    assert sum(found) == max(possible)
