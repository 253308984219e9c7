# SPDX-License-Identifier: EUPL-1.2
"""Somebody reports a problem without an account, and only who may reads it."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from overstap.apps.accounts.enums import Role
from overstap.apps.reports import actions
from overstap.apps.reports.enums import Kind, Teller
from overstap.apps.reports.models import Report
from overstap.apps.rounds.models import Round
from overstap.bridge.reports import TASK
from overstap.config import tasks
from tests.interfaces.web.test_rounds import round_, school
from tests.interfaces.web.who import account_of, came_in

__all__ = ["round_", "school"]

pytestmark = pytest.mark.django_db

STORY = "Ik mocht niet komen vanwege mijn geloof."


def told(round_: Round, **more: str) -> dict[str, str]:
    return {
        "school": round_.organisation_id,
        "kind": "discrimination",
        "teller": "student",
        "text": STORY,
    } | more


def trusted(round_: Round) -> Client:
    account = account_of(Role.COACH, round_.organisation_id)
    member = account.memberships.get().pk
    actions.name_trusted(organisation=round_.organisation_id, membership=member, name="Vera", by="terminal")
    return came_in(account)


def test_a_report_is_told_read_answered_and_followed_by_its_code(
    school: Client, round_: Round, caplog: pytest.LogCaptureFixture
) -> None:
    vera, somebody = trusted(round_), Client()
    assert "Vera" in somebody.get(reverse("report")).content.decode()
    done = somebody.post(reverse("report"), told(round_)).content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", done)
    assert code is not None
    report = Report.objects.get()
    there = reverse("report-read", args=[report.pk])
    assert school.get(there).status_code == 404
    assert "discriminatie" not in school.get(reverse("reports")).content.decode()
    assert STORY in vera.get(there).content.decode()
    vera.post(there, {"do": "add", "text": "Zullen we bellen?"})
    back = Client()
    assert back.post(reverse("report-code"), {"code": code[0].lower()}).status_code == 302
    assert "Zullen we bellen?" in back.get(reverse("report-mine")).content.decode()
    back.post(reverse("report-mine"), {"do": "add", "text": "Graag."})
    assert "Graag." in vera.get(there).content.decode()
    assert STORY not in caplog.text
    assert "geloof" not in caplog.text
    back.post(reverse("report-mine"), {"do": "remove"})
    assert vera.get(there).status_code == 404
    assert back.get(reverse("report-mine")).status_code == 302


def test_the_trusted_person_is_told_by_mail_that_there_is_something_and_not_what(round_: Round) -> None:
    trusted(round_)
    Client().post(reverse("report"), told(round_))
    safe = Report.objects.get()
    assert [job.args for job in ProcrastinateJob.objects.filter(task_name=TASK)] == [{"report": str(safe.pk)}]
    tasks.tell_trusted(report=str(safe.pk))
    (sent,) = mail.outbox
    assert sent.to == ["coach@example.org"]
    assert str(safe.pk) in sent.body
    assert STORY not in sent.subject + sent.body
    assert "discriminatie" not in (sent.subject + sent.body).lower()
    about = {"kind": Kind.GUIDANCE, "teller": Teller.STUDENT, "text": "Nobody guides me.", "safe": False}
    other, _code = actions.tell(organisation=safe.organisation_id, now=timezone.now(), by="visitor", **about)
    tasks.tell_trusted(report=str(other.pk))
    assert len(mail.outbox) == 1


def test_without_a_trusted_person_one_is_told_where_else_to_go(school: Client, round_: Round) -> None:
    page = Client().post(reverse("report"), told(round_))
    assert page.status_code == 422
    assert "vertrouwenspersoon" in page.content.decode()
    assert not Report.objects.exists()
    assert Client().post(reverse("report"), told(round_, kind="no-place")).status_code == 200
    report = Report.objects.get()
    assert STORY in school.get(reverse("report-read", args=[report.pk])).content.decode()


def test_codes_may_not_be_guessed_without_end(school: Client) -> None:
    stranger = Client()
    assert stranger.post(reverse("report-code"), {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    answers = {stranger.post(reverse("report-code"), {"code": "AAAA"}).status_code for _ in range(40)}
    assert 429 in answers


def test_an_owner_names_the_trusted_person_and_not_a_coordinator(school: Client, round_: Round) -> None:
    owner = account_of(Role.OWNER, round_.organisation_id)
    coach = account_of(Role.COACH, round_.organisation_id)
    there = reverse("trusted-person", args=[round_.organisation_id])
    client = came_in(owner)
    coordinators = Round.objects.get().organisation.members.get(role="school")

    def post(member: UUID) -> int:
        return client.post(there, {"member": str(member), "name": "Vera"}).status_code

    assert post(coordinators.pk) == 422
    assert post(coach.memberships.get().pk) == 302
    assert came_in(coach).get(reverse("reports")).status_code == 200
