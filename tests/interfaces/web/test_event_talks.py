# SPDX-License-Identifier: EUPL-1.2
"""Talks at tables on their pages: who takes part, the schedule, one's own day, on the day, and afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from overstap.apps.accounts.enums import Role
from overstap.apps.events import queries
from overstap.apps.events.models import Event, FollowUp, Guest, Schedule, Talk
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.models import Organisation
from overstap.bridge.event_talks import run_schedule
from overstap.bridge.region import forget_region
from overstap.bridge.region_import import import_pack
from overstap.config import tasks
from overstap.engine.pack import read_pack
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


class World:
    """An event today with talks, an employer with openings and a table, and the work it asks."""

    def __init__(self) -> None:
        import_pack(read_pack(SHIPPED), by="terminal")
        self.holder = came_in(account_of(Role.SCHOOL, an_organisation("De School")))
        opening = Opening.objects.filter(status="published", kind="vacancy").order_by("pk").first()
        assert opening is not None
        self.host, self.occupation = opening.organisation_id, opening.occupation_id
        self.employer = came_in(account_of(Role.EMPLOYER, self.host))
        told = {
            "name": "Werkt!",
            "day": timezone.localdate(),
            "begins": "0:00",
            "ends": "24:00",
            "venue": "Zaal",
        }
        self.post(self.holder, "event-new", [], **told, public="yes")
        self.event = Event.objects.get()
        times = {
            "talks_begin": "0:00",
            "talks_end": "24:00",
            "talk_minutes": 60,
            "run": 0,
            "rest": 0,
            "most": 3,
        }
        self.post(self.holder, "event-talks", [self.event.pk], do="times", least="", **times)
        self.post(self.employer, "event-table", [self.event.pk, self.host], do="set", tables=2, least=0)

    def post(self, client: Client, at: str, to: list[Any], /, status: int = 302, **told: Any) -> Any:
        answer = client.post(reverse(at, args=to), told)
        assert answer.status_code == status, answer.content.decode()
        return answer

    def page(self, client: Client, name: str, *to: Any) -> str:
        return client.get(reverse(name, args=[self.event.pk, *to])).content.decode()

    def comes(self) -> Client:
        visitor = Client()
        self.post(visitor, "event-join", [self.event.pk], do="words", occupation=self.occupation, words="")
        return visitor

    def scheduled(self) -> None:
        self.post(self.holder, "event-talks", [self.event.pk], do="make")
        run_schedule(Schedule.objects.latest("asked_at").pk)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    forget_region()  # another test may have left its own in memory
    yield World()
    forget_region()


def test_somebody_comes_in_with_their_own_words_and_has_talks_in_their_day(world: World) -> None:
    visitor = world.comes()
    assert Guest.objects.get().occupation == world.occupation
    world.scheduled()
    name = escape(Organisation.objects.get(pk=world.host).name)
    mine = world.page(visitor, "event-mine")
    assert name in mine
    assert "Tafel 1" in mine or "Tafel 2" in mine
    assert world.page(visitor, "event-mine-calendar").count("BEGIN:VEVENT") == 1
    paper = visitor.get(reverse("event-mine-pdf", args=[world.event.pk]))
    assert paper.content[:5] == b"%PDF-"
    page = world.page(world.holder, "event-talks")
    assert "Er is geen beter rooster" in page
    assert "B-1" in page


def test_an_employer_sees_a_number_and_skills_and_nothing_else(world: World) -> None:
    world.comes()
    Guest.objects.update(email="geheim@example.org")
    world.scheduled()
    page = world.page(world.employer, "event-table", world.host)
    assert "B-1" in page
    assert "geheim" not in page
    assert re.search(r"\d+ van \d+ vaardigheden", page)
    paper = world.employer.get(reverse("event-table-pdf", args=[world.event.pk, world.host]))
    assert paper.content[:5] == b"%PDF-"
    stranger = came_in(account_of(Role.HOST, an_organisation("De Ster")))
    assert stranger.get(reverse("event-table", args=[world.event.pk, world.host])).status_code == 404


def test_words_in_which_nothing_is_read_are_told_so(world: World) -> None:
    visitor = Client()
    empty = world.post(
        visitor, "event-join", [world.event.pk], status=422, do="words", occupation="", words=" "
    )
    assert "Vertel wat je doet" in empty.content.decode()
    assert not Guest.objects.exists()
    world.post(visitor, "event-join", [world.event.pk], do="words", occupation="", words="xyzzy")
    assert "geen beroep en geen vaardigheden" in world.page(visitor, "event-join")
    assert not Guest.objects.get().talks


def test_people_from_a_file_get_codes_and_a_wrong_file_changes_nothing(world: World) -> None:
    def bring(text: str, status: int) -> str:
        file = SimpleUploadedFile("mensen.csv", text.encode())
        to = [world.event.pk]
        page: str = world.post(world.holder, "event-people", to, status=status, file=file).content.decode()
        return page

    wrong = bring("nummer;beroep;woonplaats;leeftijd\nk1;kok;Leiden;40\n", 422)
    assert "leeftijd" in wrong
    assert not Guest.objects.exists()
    page = bring(f"nummer;beroep;woonplaats\nk1;{world.occupation};Leiden\nk2;kok;Delft\n", 200)
    codes = dict(re.findall(r'<th scope="row">(\w+)</th><td class="num">([A-Z0-9-]+)</td>', page))
    assert set(codes) == {"k1", "k2"}
    visitor = Client()
    assert visitor.post(reverse("event-code"), {"code": codes["k1"]}).status_code == 302
    assert "Je dag is nog leeg" in world.page(visitor, "event-mine")


def test_on_the_day_one_click_mends_and_says_what_changed(world: World) -> None:
    for _one in range(3):
        world.comes()
    world.scheduled()
    who = Talk.objects.order_by("begins")[0].guest.reference
    world.post(world.holder, "event-today", [world.event.pk], who=who.lower(), what="absent")
    run_schedule(Schedule.objects.latest("asked_at").pk)
    page = world.page(world.holder, "event-talks")
    assert "Wat er net veranderde" in page
    assert not Talk.objects.filter(guest__reference=who).exists()
    wrong = world.post(world.holder, "event-today", [world.event.pk], status=422, who="B-99", what="late")
    assert "Niemand van dit evenement" in wrong.content.decode()
    stand = world.event.stands.get()
    world.post(world.holder, "event-today", [world.event.pk], who=f"stand-{stand.pk}", what="absent")
    stand.refresh_from_db()
    assert stand.absent


def test_the_talks_go_along_for_a_spreadsheet_and_on_paper(world: World) -> None:
    world.comes()
    world.scheduled()
    got = {
        kind: world.holder.get(reverse("event-talks-export", args=[world.event.pk, kind]))
        for kind in ("csv", "xlsx", "pdf")
    }
    assert "B-1" in got["csv"].content.decode("utf-8-sig")
    assert got["xlsx"].content[:2] == b"PK"
    assert got["pdf"].content[:5] == b"%PDF-"
    assert world.holder.get(reverse("event-talks-export", args=[world.event.pk, "doc"])).status_code == 404


def test_both_say_we_go_on_and_it_is_followed_to_the_end(world: World) -> None:
    visitor = world.comes()
    Guest.objects.update(email="a@example.org")
    world.scheduled()
    talk = Talk.objects.get().pk
    world.post(visitor, "event-mine", [world.event.pk], do="on", talk=talk)
    assert "jullie gaan verder" not in world.page(world.employer, "event-table", world.host)
    world.post(world.employer, "event-table", [world.event.pk, world.host], do="on", talk=talk)
    for page in (world.page(world.employer, "event-table", world.host), world.page(visitor, "event-mine")):
        assert "jullie gaan verder" in page
    tasks.ask_how_it_goes(talk=talk)
    assert {one.to[0] for one in mail.outbox} >= {"a@example.org", "employer@example.org"}
    day = timezone.localdate() + timedelta(days=30)
    world.post(visitor, "event-mine", [world.event.pk], do="outcome", talk=talk, due_on=day, outcome="open")
    assert FollowUp.objects.get().due_on == day
    world.post(world.holder, "event-follow", [world.event.pk], talk=talk, due_on=day, outcome="job")
    assert FollowUp.objects.get().outcome == "job"
    sent = len(mail.outbox)
    tasks.ask_how_it_goes(talk=talk)
    assert len(mail.outbox) == sent


def test_nobody_answers_for_the_talk_of_another(world: World) -> None:
    world.comes()
    world.scheduled()
    talk = Talk.objects.get().pk
    other = world.comes()
    for do in ("on", "outcome"):
        told = {"do": do, "talk": talk, "outcome": "job"}
        assert other.post(reverse("event-mine", args=[world.event.pk]), told).status_code == 404
    assert Talk.objects.get().guest_on is None


def test_few_are_not_told_where_everybody_looks(world: World) -> None:
    Event.objects.update(day=timezone.localdate() - timedelta(days=1), figures={"talks": 40, "job": 4, "on": 9})
    page = world.page(Client(), "event")
    assert "40 gesprekken aan tafel" in page
    assert "9 keer gingen twee samen verder" in page
    assert "vonden een baan" not in page


def test_leaving_the_talks_forgets_what_was_told_for_them(world: World) -> None:
    visitor = world.comes()
    world.scheduled()
    world.post(visitor, "event-join", [world.event.pk], do="wishes", stand=world.event.stands.get().pk)
    world.post(visitor, "event-join", [world.event.pk], do="leave")
    guest = Guest.objects.get()
    assert (guest.talks, guest.occupation, guest.skills, guest.wishes.count()) == (False, "", [], 0)
    assert not Talk.objects.exists()


def test_who_gave_an_address_gets_the_code_and_word_of_planned_talks_once(world: World) -> None:
    visitor, asked = Client(), {"do": "words", "occupation": world.occupation, "words": ""}
    to = [world.event.pk]
    refused = world.post(visitor, "event-join", to, status=422, email="no address", **asked)
    assert "Dit is geen e-mailadres" in refused.content.decode()
    assert not Guest.objects.exists()
    world.post(visitor, "event-join", to, email="b@example.org", **asked)
    guest = Guest.objects.get()
    assert [one.to for one in mail.outbox] == [["b@example.org"]]
    world.scheduled()
    assert queries.whose_talks_changed(Schedule.objects.get().pk) == (guest.pk,)
    tasks.tell_guest(guest=guest.pk, word="talks")
    assert mail.outbox[1].subject == "Je gesprekken op Werkt!"
    assert "B-1" not in mail.outbox[1].body
    world.scheduled()
    assert queries.whose_talks_changed(Schedule.objects.get().pk) == ()


def test_another_day_takes_rooms_times_and_tables_along_and_nobody_who_comes(world: World) -> None:
    world.comes()
    to = [world.event.pk]
    world.post(world.holder, "event-rooms", to, name="Zaal", capacity=30)
    world.post(world.holder, "event-at-desk", to, status=422, day="")
    next_day = world.event.day + timedelta(days=1)
    world.post(world.holder, "event-at-desk", to, day=next_day.isoformat())
    made = Event.objects.get(day=next_day)
    world.event.refresh_from_db()
    assert (made.name, made.talks_end, made.most) == (world.event.name, world.event.talks_end, 3)
    assert [(one.name, one.capacity) for one in made.rooms.all()] == [("Zaal", 30)]
    assert [(one.organisation_id, one.tables) for one in made.stands.all()] == [(world.host, 2)]
    assert not made.guests.exists()
    other = came_in(account_of(Role.MUNICIPALITY, an_organisation("Andere gemeente")))
    world.post(other, "event-at-desk", to, status=404, day=next_day.isoformat())
