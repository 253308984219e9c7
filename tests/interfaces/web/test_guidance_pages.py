# SPDX-License-Identifier: EUPL-1.2
"""A coach's pages and a person's: what each sees of the other, and what a session never keeps."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.guidance import actions, notes
from overstap.apps.guidance.enums import Part
from overstap.apps.guidance.models import Coach, Guidance
from overstap.apps.journeys.models import KeptJourney
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import ProofKind
from overstap.apps.passports.models import Look, Passport
from overstap.bridge import personal_data
from overstap.bridge.caseload import caseload
from tests.interfaces.web.travellers import CLERK
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db
Tell = Callable[..., Client]

ALL = [part.value for part in Part]


class Two:
    """A coach and somebody with a passport, each in a browser of their own."""

    def __init__(self, told: Tell, organisation: str) -> None:
        self.organisation = organisation
        self.coach, self.carla = self.another_coach("carla")
        self.account = create_account(email="anna@example.org", by=BY)
        trip = told(**CLERK).session["trip"]
        self.anna = came_in(self.account)
        session = self.anna.session
        session["trip"] = trip
        session.save()
        self.anna.post(reverse("passport-keep"))

    def another_coach(self, name: str) -> tuple[Coach, Client]:
        account = create_account(email=f"{name}@example.org", by=BY)
        add_member(organisation=self.organisation, account=account.pk, role=Role.COACH, by=BY)
        client = came_in(account)
        membership = client.get(reverse("caseload")).context["places"][0]["membership"]
        posted = {"do": "name", "membership": membership.pk, "name": name.title(), "asked": "yes"}
        assert client.post(reverse("caseload"), posted).status_code == 302
        return Coach.objects.get(name=name.title()), client

    def agree(self, *parts: str) -> Guidance:
        """Carla invites, Anna says yes."""
        self.carla.post(reverse("caseload"), {"do": "invite", "email": self.account.email})
        found = re.search(r"http\S+/coach/\S+", mail.outbox[-1].body)
        assert found
        until = (timezone.localdate() + timedelta(days=30)).isoformat()
        posted = {"answer": "yes", "parts": parts or ALL, "until": until}
        answer = self.anna.post(found.group().replace("http://testserver", ""), posted)
        assert answer.status_code == 302, answer.content.decode()
        return Guidance.objects.get(account=self.account)


@pytest.fixture
def two(told: Tell, a_bakery: str) -> Two:
    return Two(told, a_bakery)


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_a_mail_about_guidance_tells_nothing_about_the_person(two: Two) -> None:
    two.agree()
    assert "anna" not in mail.outbox[-1].body
    assert "Carla" in mail.outbox[-1].body


def test_a_coach_sees_the_parts_that_were_agreed_to_and_no_other(two: Two) -> None:
    row = two.agree("skills", "languages")
    page = text(two.carla, "guided", row.pk)
    assert "anna@example.org" in page
    assert 'id="skills-title"' in page
    for unseen in ('id="proofs-title"', 'id="wishes-title"', 'id="story-title"', "baliemedewerker"):
        assert unseen not in page, unseen
    look = Look.objects.get()
    assert (look.parts, look.blind, look.role) == (["languages", "skills"], False, "coach")
    assert "Wie er keek" in text(two.anna, "passport")


def test_one_press_ends_it_and_the_coach_has_nothing_left(two: Two) -> None:
    row = two.agree()
    two.carla.post(reverse("plan-together", args=[row.pk]))
    assert two.carla.session["lent"]["name"] == "anna@example.org"
    two.anna.post(reverse("my-coach", args=[row.pk]), {"do": "end"})
    assert two.carla.get(reverse("guided", args=[row.pk])).status_code == 404
    assert "anna" not in text(two.carla, "caseload")
    held = "".join(json.dumps(one.get_decoded()) for one in Session.objects.all())
    assert "lent" not in held
    assert two.carla.get(reverse("my-journeys"))["Location"] == reverse("front")


def test_what_runs_out_is_not_planned_with_any_more(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    row = two.agree()
    two.carla.post(reverse("plan-together", args=[row.pk]))
    assert text(two.carla, "my-journeys")
    late = timezone.now() + timedelta(days=32)
    Session.objects.update(expire_date=late + timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert two.carla.get(reverse("my-journeys"))["Location"] == reverse("front")
    assert "lent" not in two.carla.session


def test_planning_together_puts_a_journey_in_the_persons_account_to_keep_or_not(two: Two) -> None:
    row = two.agree()
    two.carla.post(reverse("plan-together", args=[row.pk]))
    assert "Je plant met het paspoort van" in text(two.carla, "my-journeys")
    page = two.carla.get(reverse("my-journeys"))
    journey = page.context["cards"][0].id
    assert "In hun account zetten" in text(two.carla, "journey", journey)
    two.carla.post(reverse("save-for", args=[journey]))
    kept = KeptJourney.objects.get()
    assert (kept.account_id, kept.proposed) == (two.account.pk, True)
    assert "nog geen antwoord" in text(two.carla, "guided", row.pk)
    assert "voorstel: bewaren?" in text(two.anna, "kept-journeys")
    assert "Gepland met je coach" in text(two.anna, "kept-journey", kept.pk)
    two.anna.post(reverse("kept-journey", args=[kept.pk]), {"do": "keep"})
    assert not KeptJourney.objects.get().proposed


def test_what_is_lent_goes_nowhere_else(two: Two) -> None:
    """A coach cannot keep, take along, share or export what is somebody else's; their own trip comes back."""
    row = two.agree()
    session = two.carla.session
    session["trip"] = {"text": "carla's own", "language": "nl"}
    session.save()
    two.carla.post(reverse("plan-together", args=[row.pk]))
    assert two.carla.session["trip"]["text"] != "carla's own"
    two.carla.post(reverse("passport-keep"))
    assert not Passport.objects.filter(account__email="carla@example.org").exists()
    assert two.carla.get(reverse("take-along")).status_code == 302
    journey = two.carla.get(reverse("my-journeys")).context["cards"][0].id
    two.carla.post(reverse("share", args=[journey]))
    two.carla.post(reverse("keep-journey", args=[journey]))
    assert "links" not in two.carla.session
    assert not KeptJourney.objects.exists()
    carla = Account.objects.get(email="carla@example.org")
    given = json.dumps(personal_data.take_along(account=carla.pk))
    assert "anna" not in given
    assert "carla's own" in given
    two.carla.post(reverse("stop-planning"))
    assert two.carla.session["trip"]["text"] == "carla's own"


def test_erasing_the_account_takes_it_out_of_the_coachs_session(two: Two) -> None:
    row = two.agree()
    two.carla.post(reverse("plan-together", args=[row.pk]))
    assert "baliemedewerker" in json.dumps(dict(two.carla.session))
    personal_data.erase(account=two.account.pk)
    held = json.dumps(dict(two.carla.session))
    assert "anna@example.org" not in held
    assert "baliemedewerker" not in held


def test_only_what_is_shared_is_planned_with(two: Two) -> None:
    row = two.agree("skills")
    two.carla.post(reverse("plan-together", args=[row.pk]))
    trip = two.carla.session["trip"]
    assert trip["skills"]
    assert (trip["text"], trip["place"], trip["wage"], trip["certificates"]) == ("", "", None, [])


def test_notes_and_steps_are_the_persons_to_read(two: Two) -> None:
    row = two.agree()
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    posted = {"do": "note", "text": "Over de zorg gesproken.", "talked_on": timezone.localdate().isoformat()}
    two.carla.post(reverse("guided", args=[row.pk]), {**posted, "follow_up": "Bel het ROC", "due_on": day})
    page = text(two.anna, "my-coach", row.pk)
    assert "Over de zorg gesproken." in page
    assert "Bel het ROC" in page
    (step,) = row.steps.all()
    two.anna.post(reverse("my-coach", args=[row.pk]), {"do": "done", "step": step.pk})
    step.refresh_from_db()
    assert step.done_at is not None
    two.anna.post(reverse("my-coach", args=[row.pk]), {"do": "end"})
    assert "Over de zorg gesproken." in text(two.anna, "my-coach", row.pk)
    two.anna.post(reverse("my-coach", args=[row.pk]), {"do": "remove"})
    assert not Guidance.objects.exists()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"do": "note", "text": " "}, "Schrijf iets op."),
        ({"do": "note", "text": "x", "follow_up": "Bellen"}, "Kies voor wanneer."),
        ({"do": "note", "text": "x", "talked_on": "2099-01-01"}, "Deze dag moet nog komen."),
        ({"do": "step", "step": "Bellen", "step_due": "morgen"}, "Dit is geen dag."),
    ],
)
def test_what_cannot_be_noted_is_said_and_nothing_is_noted(
    posted: dict[str, str], sentence: str, two: Two
) -> None:
    row = two.agree()
    answer = two.carla.post(reverse("guided", args=[row.pk]), posted)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not row.notes.exists()
    assert not row.steps.exists()


def test_a_person_asks_and_the_coach_answers(two: Two) -> None:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    posted = {"coach": two.coach.pk, "parts": ["skills"], "until": until}
    assert two.anna.post(reverse("ask-coach"), posted).status_code == 302
    assert "anna" not in mail.outbox[-1].body
    row = Guidance.objects.get()
    assert two.carla.get(reverse("guided", args=[row.pk])).status_code == 404
    two.carla.post(reverse("caseload"), {"do": "yes", "guidance": row.pk})
    assert "anna@example.org" in text(two.carla, "guided", row.pk)
    again = two.anna.post(reverse("ask-coach"), posted)
    assert again.status_code == 422
    assert "begeleidt je al" in again.content.decode()


def test_passing_on_is_for_the_person_to_say(two: Two) -> None:
    row = two.agree()
    dirk, his = two.another_coach("dirk")
    two.carla.post(reverse("guided", args=[row.pk]), {"do": "pass-on", "to": dirk.pk})
    assert his.get(reverse("guided", args=[row.pk])).status_code == 404
    assert "Mag Dirk je voortaan begeleiden?" in text(two.anna, "my-coach", row.pk)
    two.anna.post(reverse("my-coach", args=[row.pk]), {"do": "pass-on"})
    assert "anna@example.org" in text(his, "guided", row.pk)
    assert two.carla.get(reverse("guided", args=[row.pk])).status_code == 404


def test_a_caseload_tells_what_changed_since_the_last_look(two: Two) -> None:
    row = two.agree("skills", "proofs")
    assert "nieuw" in text(two.carla, "caseload")
    text(two.carla, "guided", row.pk)
    assert "veranderd:" not in text(two.carla, "caseload")
    passport = Passport.objects.get(account=two.account)
    add_proof(passport=passport, told=ProofTold(ProofKind.WORK, "Kas gedaan"), by=BY)
    assert "veranderd: wat ze laat zien" in text(two.carla, "caseload")
    told = Told(language="nl", story="anders", skills={one.skill: "claimed" for one in passport.skills.all()})
    text(two.carla, "guided", row.pk)
    keep_passport(account=two.account.pk, told=told, now=timezone.now(), by=BY)
    assert "veranderd:" not in text(two.carla, "caseload")  # their own words are not shared


def many(two: Two, count: int) -> None:
    """So many people more whom Carla guides, each with a passport, a step and a kept journey."""
    now = timezone.now()
    for number in range(count):
        account = create_account(email=f"p{time.time_ns()}@example.org", by=BY)
        told = Told(language="nl", skills={f"skill-{one}": "claimed" for one in range(40)})
        passport = keep_passport(account=account.pk, told=told, now=now, by=BY)
        add_proof(passport=passport, told=ProofTold(ProofKind.WORK, "x"), by=BY)
        agreed = actions.Agreed(list(Part), now + timedelta(days=30))
        asked = {"account": account.pk, "coach": two.coach.pk, "agreed": agreed, "now": now, "by": BY}
        row = actions.ask(**asked)
        mine = {"guidance": row.pk, "coach": two.coach.pk, "now": now, "by": BY}
        actions.answer_request(yes=True, **mine)
        notes.add_step(told=notes.StepTold("x", now.date() + timedelta(days=number % 9 - 3)), **mine)
        notes.plan_for(content={"n": number}, **mine)


def test_eighty_people_take_as_many_queries_as_three(two: Two) -> None:
    many(two, 3)
    with CaptureQueriesContext(
        connection,
    ) as few:
        text(two.carla, "caseload")
    many(two, 77)
    with CaptureQueriesContext(connection) as lots:
        page = text(two.carla, "caseload")
    assert len(lots) == len(few) <= 25
    assert page.count('class="case') >= 80


def test_what_is_due_comes_first_and_who_has_no_step_last(two: Two) -> None:
    many(two, 9)
    two.agree()
    Guidance.objects.update(seen_at=timezone.now(), until=timezone.now() + timedelta(days=30))
    account = two.coach.membership.account_id
    cases, _asked = caseload(account, now=timezone.now(), today=timezone.localdate())
    due = [one.next_step and one.next_step.due_on for one in cases]
    assert due[-1] is None
    assert due[:-1] == sorted(due[:-1])
    assert [one.overdue for one in cases[:4]] == [True] * 4


def test_a_person_keeps_a_journey_of_their_own(two: Two) -> None:
    journey = two.anna.get(reverse("my-journeys")).context["cards"][0].id
    assert "Deze reis bewaren" in text(two.anna, "journey", journey)
    two.anna.post(reverse("keep-journey", args=[journey]))
    two.anna.post(reverse("keep-journey", args=[journey]))
    row = KeptJourney.objects.get()
    assert "Stap voor stap" in text(two.anna, "kept-journey", row.pk)
    KeptJourney.objects.update(content=_with_a_lost_course(row.content))
    assert "niet meer kan" in text(two.anna, "kept-journey", row.pk)
    assert "er niet meer is" in text(two.anna, "kept-journeys")
    two.anna.post(reverse("kept-journey", args=[row.pk]), {"do": "let-go"})
    assert not KeptJourney.objects.exists()


def _with_a_lost_course(content: dict[str, object]) -> object:
    return json.loads(re.sub(r'"occupation": "[\w-]+"', '"occupation": "gone"', json.dumps(content)))
