# SPDX-License-Identifier: EUPL-1.2
"""An event on its pages: made, filled by partners, booked by visitors without an account, checked in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.enums import Role
from overstap.apps.events.models import Booking, Event, Guest, Item
from overstap.bridge.events import Word, remind, tell
from overstap.bridge.region_import import import_pack
from overstap.config import tasks
from overstap.engine.pack import read_pack
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


def day() -> date:
    return timezone.localdate() + timedelta(days=20)


class World:
    """A school that holds an event with one room, and an employer that takes part."""

    def __init__(self) -> None:
        import_pack(read_pack(SHIPPED), by="terminal")
        self.holder = came_in(account_of(Role.SCHOOL, an_organisation("De School")))
        self.partner = came_in(account_of(Role.EMPLOYER, an_organisation("De Maan")))
        told = {"name": "Werkt!", "day": day(), "begins": "09:00", "ends": "17:00", "venue": "Stadhuis"}
        self.post(self.holder, "event-new", [], **told, public="yes", proposals_until=day())
        self.event = Event.objects.get()
        self.post(self.holder, "event-rooms", [self.event.pk], name="Zaal", capacity=30)

    def post(self, client: Client, at: str, to: list[Any], /, status: int = 302, **told: Any) -> Any:
        answer = client.post(reverse(at, args=to), told)
        assert answer.status_code == status, answer.content.decode()
        return answer

    def proposed(self, title: str = "Zonnepanelen") -> Item:
        told = {"kind": "workshop", "title": title, "length": 45, "seats": 1}
        self.post(self.partner, "event-partner", [self.event.pk], **told)
        return Item.objects.get(title=title)

    def accepted(self, title: str = "Zonnepanelen", begins: str = "10:00", ends: str = "10:45") -> Item:
        item = self.proposed(title)
        where = {"room": self.event.rooms.get().pk, "begins": begins, "ends": ends, "seats": 1}
        self.post(self.holder, "event-item-at-desk", [self.event.pk, item.pk], do="accept", **where)
        return item

    def books(self, item: Item, visitor: Client | None = None, **told: Any) -> Client:
        visitor = visitor or Client()
        self.post(visitor, "event-book", [self.event.pk, item.pk], **told)
        return visitor

    def page(self, client: Client, name: str, *to: Any) -> str:
        return client.get(reverse(name, args=[self.event.pk, *to])).content.decode()


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_a_visitor_books_without_an_account_and_the_next_one_waits_until_a_place_is_given_back(
    world: World,
) -> None:
    item = world.accepted()
    first, second = world.books(item), world.books(item)
    assert "eerste vrije plek is van jou" in world.page(second, "event-mine")
    world.post(first, "event-mine", [world.event.pk], do="cancel", item=item.pk)
    assert "nog geen plek" not in world.page(second, "event-mine")
    assert set(Guest.objects.values_list("email", "account")) == {("", None)}


def test_the_code_opens_the_same_day_in_another_browser_and_signing_off_forgets_it(world: World) -> None:
    item = world.accepted()
    visitor = world.books(item)
    code = re.findall(r"<b>([A-Z2-9]{5}-[A-Z2-9]{5})</b>", world.page(visitor, "event-mine"))[0]
    other = Client()
    answer = other.post(reverse("event-code"), {"code": code.lower()})
    assert answer["Location"] == reverse("event-mine", args=[world.event.pk])
    assert "Zonnepanelen" in world.page(other, "event-mine")
    world.post(other, "event-mine", [world.event.pk], do="leave")
    assert not Guest.objects.exists()
    assert visitor.get(reverse("event-mine", args=[world.event.pk])).status_code == 302
    assert other.post(reverse("event-code"), {"code": code}).status_code == 422


def test_two_things_at_one_time_are_told_kindly(world: World) -> None:
    item = world.accepted()
    world.post(world.holder, "event-rooms", [world.event.pk], name="Kamer", capacity=9)
    visitor, other = world.books(item), world.proposed("Pitch")
    room = world.event.rooms.get(name="Kamer").pk
    where = {"do": "accept", "room": room, "begins": "10:15", "ends": "11:00", "seats": 5}
    world.post(world.holder, "event-item-at-desk", [world.event.pk, other.pk], **where)
    world.books(other, visitor)
    assert "ben je bij “Zonnepanelen”" in world.page(visitor, "event-mine")
    assert Booking.objects.count() == 1


def test_an_item_is_not_put_in_a_room_that_is_taken_or_too_small(world: World) -> None:
    world.accepted()
    other = world.proposed("Pitch")
    where = {"do": "accept", "room": world.event.rooms.get().pk, "begins": "10:30", "ends": "11:00"}
    to = [world.event.pk, other.pk]
    taken = world.post(world.holder, "event-item-at-desk", to, status=422, seats=5, **where)
    assert "Op die tijd is “Zonnepanelen” in deze zaal." in taken.content.decode()
    large = world.post(
        world.holder, "event-item-at-desk", to, status=422, seats=31, **where | {"begins": "10:45"}
    )
    assert "In de zaal passen minder mensen." in large.content.decode()
    world.post(world.holder, "event-item-at-desk", to, status=422, do="decline", reason=" ")
    world.post(world.holder, "event-item-at-desk", to, do="decline", reason="Te druk die dag")
    assert "Te druk die dag" in world.page(world.partner, "event-partner")


def test_who_gave_an_address_gets_the_code_a_reminder_and_word_of_a_place(world: World) -> None:
    item = world.accepted()
    first = world.books(item)
    world.books(item, email="b@example.org")
    assert "Je komt naar Werkt!" in mail.outbox[0].subject
    guest = Guest.objects.get(email="b@example.org")
    assert remind(today=day() - timedelta(days=1), now=timezone.now()) == 1
    world.post(first, "event-mine", [world.event.pk], do="cancel", item=item.pk)
    for word in Word:
        tasks.tell_guest(guest=guest.pk, word=str(word))
    assert [one.subject for one in mail.outbox[1:]] == [
        "Er is een plek voor je",
        "Iets uit je programma gaat niet door",
        "Morgen: Werkt!",
        "Je gesprekken op Werkt!",
        "Hoe gaat het na Werkt!?",
    ]
    tasks.tell_guest(guest=guest.pk + 1000, word="seat")
    tell([guest.pk], Word.SEAT)
    assert len(mail.outbox) == 6


def test_all_events_that_anybody_may_find_are_one_calendar(world: World) -> None:
    answer = Client().get(reverse("events-calendar"))
    calendar = answer.content.decode()
    assert (answer["Content-Type"], calendar.count("BEGIN:VEVENT")) == ("text/calendar; charset=utf-8", 1)
    assert "SUMMARY:Werkt!" in calendar
    Event.objects.update(public=False)
    assert "BEGIN:VEVENT" not in Client().get(reverse("events-calendar")).content.decode()


def test_at_the_door_a_code_or_a_number_checks_in(world: World) -> None:
    world.books(world.accepted())
    door = [world.event.pk]
    for typed in ("b-1", "B-1", "B-77"):
        world.post(world.holder, "event-door", door, code=typed)
    page = world.page(world.holder, "event-door")
    assert "1 van de 1 mensen" in page
    assert "Niemand van dit evenement" in page


def test_the_event_and_ones_own_day_go_in_a_calendar(world: World) -> None:
    item = world.accepted()
    visitor, waiting = world.books(item), world.books(item)
    for client, name, entries in ((visitor, "event-calendar", 1), (visitor, "event-mine-calendar", 1)):
        said = world.page(client, name)
        assert said.count("BEGIN:VEVENT") == entries
        assert re.search(r"DTSTART:\d{8}T\d{6}Z", said)
    assert world.page(waiting, "event-mine-calendar").count("BEGIN:VEVENT") == 0


def test_a_private_event_is_not_in_the_list_and_opens_by_its_address(world: World) -> None:
    assert "Werkt!" in Client().get(reverse("events")).content.decode()
    Event.objects.update(public=False)
    assert "Werkt!" not in Client().get(reverse("events")).content.decode()
    assert "Werkt!" in world.page(Client(), "event")


def test_a_partner_sees_and_changes_its_own_items_alone(world: World) -> None:
    item = world.proposed()
    stranger = came_in(account_of(Role.HOST, an_organisation("De Ster")))
    to = [world.event.pk, item.pk]
    assert stranger.get(reverse("event-proposal", args=to)).status_code == 404
    assert stranger.post(reverse("event-proposal", args=to), {"do": "withdraw"}).status_code == 404
    assert "Zonnepanelen" not in world.page(stranger, "event-partner")
    told = {"kind": "talk", "title": "Anders", "length": 30, "seats": 9}
    world.post(world.partner, "event-proposal", to, **told)
    assert Item.objects.get().title == "Anders"
    world.post(world.partner, "event-proposal", to, do="withdraw")
    assert not Item.objects.exists()


def test_wrong_input_is_said_at_the_field_and_changes_nothing(world: World) -> None:
    told = {"name": "", "day": day(), "begins": "17:00", "ends": "9.00", "venue": "x"}
    page = world.post(world.holder, "event-new", [], status=422, **told).content.decode()
    assert "Geef het evenement een naam." in page
    assert "Het einde komt na het begin." in page
    odd = told | {"begins": "25:99"}
    assert "Dit is geen tijd." in world.post(world.holder, "event-new", [], status=422, **odd).content.decode()
    assert Event.objects.count() == 1


def test_pages_ask_the_database_no_more_for_more_items(
    world: World, django_assert_max_num_queries: Any
) -> None:
    world.accepted()
    visitor = Client()
    with django_assert_max_num_queries(12) as few:
        world.page(visitor, "event")
        asked = len(few)
    for hour in range(11, 17):
        world.accepted(f"Om {hour}", f"{hour}:00", f"{hour}:30")
    with django_assert_max_num_queries(asked):
        world.page(visitor, "event")
