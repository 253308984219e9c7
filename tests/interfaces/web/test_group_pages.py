# SPDX-License-Identifier: EUPL-1.2
"""How far a group gets: the page says what the engine says, keeps nobody waiting, and stops when it is left."""

from __future__ import annotations

import re
import threading
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation

from overstap.engine.journeys.reach import Stopper
from overstap.engine.journeys.stretch import OccupationStretch, Stretch
from overstap.engine.region import Region
from overstap.web.journeys.group_question import USUAL_HOURS, USUAL_MONEY, GroupQuestion, group_question
from overstap.web.journeys.presenters.stretch import Band, stops_in_words, stretch_view
from overstap.web.journeys.views import how_far
from overstap.web.works import LeftError, Work, Works

CLERK = "bank-counter-clerk"
TODAY = date(2026, 11, 23)
SMALL = "occupation=bank-counter-clerk&place=zoetermeer&months=6&hours=8&money=0&money=1000"


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Any:
    with translation.override(request.param):
        yield request.param


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def asked(address: str, region: Region) -> GroupQuestion:
    question = group_question(region, QueryDict(address))
    assert question is not None
    return question


def test_the_address_holds_the_whole_question_and_gives_it_back(haaglanden):
    question = asked(SMALL + "&distance=25&paper=driving-b&floor=1500", haaglanden)
    assert asked(question.address(), haaglanden) == question
    assert (question.hours, question.money, question.paper) == ((8,), (0, 1000), "driving-b")


def test_what_is_not_offered_is_left_out_of_the_question(haaglanden):
    question = asked(f"occupation={CLERK}&months=7&hours=999&money=x&place=mars&paper=vog", haaglanden)
    assert (question.months, question.hours, question.money) == (12, USUAL_HOURS, USUAL_MONEY)
    assert (question.place, question.paper) == ("", "vog" if "vog" in _papers(haaglanden) else "")
    assert group_question(haaglanden, QueryDict("occupation=astronaut")) is None


def _papers(region: Region) -> set[str]:
    return {id_ for id_, row in region.records.certificates.items() if not row.on_hiring}


def test_every_combination_is_a_member_and_a_paper_doubles_them(haaglanden):
    assert len(asked(SMALL, haaglanden).members(haaglanden)) == 2
    members = asked(SMALL + "&paper=driving-b", haaglanden).members(haaglanden)
    assert len(members) == 4
    assert sum("driving-b" in one.passport.certificates for one in members) == 2


def test_the_page_shows_the_engines_own_shares(client: Client, haaglanden, language):
    question = asked(SMALL, haaglanden)
    stretch = haaglanden.stretch(question.members(haaglanden), TODAY, question.months)
    answer = client.get(f"{reverse('how-far-group')}?{question.address(wait='yes')}")
    said = text_of(answer)
    view = answer.context["view"]
    for one in stretch.occupations:
        if one.occupation != CLERK:
            row = next(row for group in view.groups for row in group.rows if row.row.id == one.occupation)
            assert row.percent == round(one.share * 100)
    assert ("geen getelde mensen" if language == "nl" else "not counted people") in said


def test_without_an_occupation_the_page_asks_for_one(client: Client, language):
    answer = client.get(reverse("how-far-group"))
    assert answer.status_code == 200
    assert 'id="answer"' not in answer.content.decode()


def test_a_long_answer_is_waited_for_with_progress_and_can_be_stopped(client: Client, monkeypatch):
    go_on = threading.Event()

    def slow(visit: Any, question: GroupQuestion, work: Work[Stretch]) -> Stretch:
        work.told(1, 4)
        go_on.wait(10)
        return Stretch(TODAY, TODAY, 2, (), True)

    monkeypatch.setattr(how_far, "_stretch", slow)
    monkeypatch.setattr(how_far, "_stretches", Works())
    address = f"{reverse('how-far-group')}?{SMALL}"
    client.get(address)
    page = client.get(address).content.decode()
    assert "hx-get=" in page
    assert "25%" in page
    assert "wait=yes" in page
    assert "ask=no" in page
    stopped = client.get(f"{address}&ask=no").content.decode()
    assert "hx-get=" not in stopped
    go_on.set()
    assert "hx-get=" not in client.get(f"{address}&wait=yes").content.decode()


def test_the_occupation_page_leads_to_its_group(client: Client, db, language):
    page = client.get(reverse("occupation", args=[CLERK])).content.decode()
    assert f'href="{reverse("how-far-group")}?occupation={CLERK}"' in page


# --- in words -------------------------------------------------------------------------------------


def one(share: float, **stopped: int) -> OccupationStretch:
    by = {Stopper(name): count for name, count in stopped.items()}
    return OccupationStretch("roofer", round(share * 9), share, 4.0 if share else None, 0.0, by)


@pytest.mark.parametrize(
    ("share", "band"), [(1.0, Band.NEAR), (6 / 9, Band.NEAR), (1 / 9, Band.STRETCH), (0.0, Band.OUT)]
)
def test_two_out_of_three_is_near_and_none_is_out_of_reach(haaglanden, share, band):
    view = stretch_view(haaglanden, Stretch(TODAY, TODAY, 9, (one(share),), True), CLERK)
    assert [group.band for group in view.groups if group.rows] == [band]


def test_what_stops_most_is_said_first_and_without_a_number_when_it_stops_all():
    with translation.override("en"):
        assert stops_in_words(one(0.0, time=3, money=6), 9) == ["money for study (6)", "time (3)"]
        assert stops_in_words(one(0.0, skill=9), 9) == ["skills or level"]


# --- works ----------------------------------------------------------------------------------------


def test_two_who_ask_the_same_look_in_on_one_work():
    works: Works[int] = Works()
    made = []
    first = works.get("question", lambda _work: made.append(1) or 42)
    assert first.answer(5) == 42
    assert works.get("question", lambda _work: made.append(2) or 43).answer(5) == 42
    assert made == [1]


def test_a_work_that_nobody_asks_for_ends_and_is_begun_anew_when_asked_again():
    works: Works[int] = Works(left_after=0.05)
    ended = threading.Event()

    def make(work: Work[int]) -> int:
        while not work.left():
            ended.wait(0.01)
        ended.set()
        return 1

    work = works.get("question", make)
    assert ended.wait(5)
    with pytest.raises(LeftError):
        work.answer(5)
    assert works.get("question", lambda _work: 2).answer(5) == 2


def test_what_goes_wrong_is_told_to_who_asks_and_tried_again_the_next_time():
    works: Works[int] = Works()

    def wrong(_work: Work[int]) -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        works.get("question", wrong).answer(5)
    assert works.get("question", lambda _work: 1).answer(5) == 1


def test_only_the_last_few_answers_are_kept():
    works: Works[int] = Works(at_most=2)
    for number in range(3):
        assert works.get(number, lambda _work, number=number: number).answer(5) == number
    assert works.get(0, lambda _work: 7).answer(5) == 7
