# SPDX-License-Identifier: EUPL-1.2
"""One page opens whatever a code is of, and tells nothing to who has none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.events import actions as events
from overstap.apps.events import booking
from overstap.apps.reports import actions as reports
from overstap.apps.reports.enums import Kind as Problem
from overstap.apps.reports.enums import Teller
from overstap.apps.rounds import actions as rounds
from overstap.apps.trains import seats
from overstap.apps.trains.actions import TrainTold, make_train
from overstap.apps.trains.enums import TrainKind
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db


def codes() -> dict[str, str]:
    """A code of each kind, by the page that it opens."""
    school, now = an_organisation("De School"), timezone.now()
    today = now.date()
    told = events.EventTold("Werkt!", today + timedelta(9), 540, 1020, "Town hall")
    came = booking.come(event=events.make_event(organisation=school, told=told, by=BY).pk, by=BY)
    days = [today + timedelta(at) for at in (0, 1, 2, 3, 9, 20, 90)]
    train = make_train(organisation=school, told=TrainTold(TrainKind.COHORT, "Sun", 1, 2, *days), by=BY)
    rider = seats.list_people(train=train.pk, people=[seats.RiderTold("r1")], today=today, by=BY)["r1"]
    spring = rounds.RoundTold("Spring", today + timedelta(9), today + timedelta(20), today + timedelta(90))
    round_ = rounds.open_round(organisation=school, told=spring, by=BY)
    listed = [rounds.StudentTold("s1", "receptionist", "delft")]
    student = rounds.bring_students(round_=round_.pk, students=listed, by=BY)["s1"]
    about = {"organisation": school, "kind": Problem.GUIDANCE, "teller": Teller.STUDENT, "safe": False}
    _row, report = reports.tell(text="Nobody guides me.", now=now, by="visitor", **about)
    return {
        reverse("event-mine", args=[came.guest.event_id]): came.code,
        reverse("my-train"): rider,
        reverse("round-wishes"): student,
        reverse("report-mine"): report,
    }


def test_a_code_opens_what_it_is_of_however_it_is_typed() -> None:
    for page, code in codes().items():
        client = Client()
        typed = f" {code[:4].lower()}-{code[4:]} "
        answer = client.post(reverse("any-code"), {"code": typed}, follow=True)
        assert (answer.redirect_chain[-1][0], answer.status_code) == (page, 200)


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB-CC", "x" * 500])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    answer = Client().post(reverse("any-code"), {"code": typed})
    assert answer.status_code == 422
    assert "Deze code kennen we niet" in answer.content.decode()
