# SPDX-License-Identifier: EUPL-1.2
"""Events: rooms hold what is planned in them, seats are given once, and who waits first gets what is freed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.events import actions, booking, queries
from overstap.apps.events.actions import EventTold, ItemTold, Where
from overstap.apps.events.enums import KEPT_AFTER, ItemKind, ItemState
from overstap.apps.events.models import Booking, Event, Guest, Item, Room
from tests.apps.refusing import refusal
from tests.interfaces.web.who import an_organisation

pytestmark = pytest.mark.django_db

BY = "terminal"
DAY = date(2027, 3, 12)
NOW = datetime(2027, 3, 12, 9, tzinfo=UTC)
HOUR = 60
TOLD = EventTold("Werkt!", DAY, 9 * HOUR, 17 * HOUR, "Stadhuis", "Spui 70", proposals_until=DAY)


class Made:
    """An event with two rooms, and an item of two seats at ten in the large one."""

    def __init__(self) -> None:
        self.holder, self.partner = an_organisation("De School"), an_organisation("De Maan")
        self.event = actions.make_event(organisation=self.holder, told=TOLD, by=BY)
        rooms = (("Zaal", 100), ("Kamer", 3))
        self.hall, self.small = (
            actions.set_room(event=self.event.pk, name=name, capacity=room, by=BY) for name, room in rooms
        )
        self.item = self.proposed("Zonnepanelen")
        self.accept(self.item, seats=2)

    def proposed(self, title: str, today: date = DAY, organisation: str = "") -> Item:
        told = ItemTold(ItemKind.WORKSHOP, title, 45, 2)
        of = {"event": self.event.pk, "organisation": organisation or self.partner}
        return actions.propose(told=told, today=today, by=BY, **of)

    def accept(self, item: Item, room: Room | None = None, at: int = 10 * HOUR, seats: int = 2) -> list[int]:
        where = Where((room or self.hall).pk, at, at + 45, seats)
        return actions.accept(event=self.event.pk, item=item.pk, where=where, by=BY)

    def guest(self) -> Guest:
        return booking.come(event=self.event.pk, by=BY).guest

    def book(self, guest: Guest, item: Item | None = None) -> int | None:
        return booking.book(guest=guest.pk, item=(item or self.item).pk, today=DAY, by=BY).seat


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def test_two_items_are_never_in_one_room_at_one_time(made: Made) -> None:
    other = made.proposed("Pitch")
    with pytest.raises(actions.RoomTaken) as taken:
        made.accept(other, at=10 * HOUR + 30)
    assert taken.value.title == "Zonnepanelen"
    made.accept(other, at=10 * HOUR + 45)  # the moment the first ends
    made.accept(other, room=made.small, at=10 * HOUR)
    room = {"room": made.hall, "room_holds": 100, "begins": 629, "ends": 640}
    refused, _ = refusal(lambda: Item.objects.filter(pk=other.pk).update(**room))
    assert refused == "item_alone_in_its_room"


def test_an_item_has_no_more_seats_than_its_room_holds_now_or_later(made: Made) -> None:
    other = made.proposed("Pitch")
    with pytest.raises(actions.TooSmall):
        made.accept(other, room=made.small, seats=4)
    made.accept(other, room=made.small, seats=3)
    with pytest.raises(actions.TooSmall):
        actions.set_room(event=made.event.pk, name="Kamer", capacity=2, by=BY)
    refused, _ = refusal(lambda: Room.objects.filter(pk=made.small.pk).update(capacity=2))
    assert refused == "item_is_held_by_its_room"
    refused, _ = refusal(lambda: Item.objects.filter(pk=other.pk).update(room_holds=100, seats=50))
    assert refused == "item_knows_what_its_room_holds"
    actions.set_room(event=made.event.pk, name="Kamer", capacity=9, by=BY)
    assert Item.objects.get(pk=other.pk).room_holds == 9


def test_the_programme_stays_within_the_event(made: Made) -> None:
    with pytest.raises(actions.OutsideEvent):
        made.accept(made.item, at=17 * HOUR - 10)
    shorter = EventTold("Werkt!", DAY, 11 * HOUR, 17 * HOUR, "Stadhuis")
    with pytest.raises(actions.OutsideEvent):
        actions.change_event(id_=made.event.pk, told=shorter, by=BY)
    with pytest.raises(actions.InUse):
        actions.remove_room(event=made.event.pk, room=made.hall.pk, by=BY)


def test_partners_propose_until_the_last_day_and_the_organiser_until_the_event(made: Made) -> None:
    Event.objects.update(proposals_until=DAY - timedelta(days=9))
    with pytest.raises(actions.TooLate):
        made.proposed("Te laat", DAY - timedelta(days=8))
    assert made.proposed("Opening", DAY, made.holder).state == ItemState.PROPOSED
    with pytest.raises(actions.TooLate):
        made.proposed("Gisteren", DAY + timedelta(days=1), made.holder)


def test_a_partner_touches_its_own_proposals_alone_and_none_in_the_programme(made: Made) -> None:
    told = ItemTold(ItemKind.TALK, "Anders", 30, 5)
    change = {"event": made.event.pk, "item": made.item.pk, "told": told, "by": BY}
    with pytest.raises(actions.NotThere):
        actions.change_proposal(organisation=made.holder, **change)
    with pytest.raises(actions.TooLate):
        actions.change_proposal(organisation=made.partner, **change)
    actions.decline(event=made.event.pk, item=made.item.pk, reason="Te lang", by=BY)
    actions.change_proposal(organisation=made.partner, **change)
    row = Item.objects.get(pk=made.item.pk)
    assert (row.state, row.title, row.reason, row.room) == (ItemState.PROPOSED, "Anders", "", None)


def test_who_comes_after_the_last_seat_waits_and_the_first_to_wait_gets_what_is_freed(made: Made) -> None:
    guests = [made.guest() for _ in range(4)]
    assert [made.book(one) for one in guests] == [1, 2, None, None]
    assert made.book(guests[2]) is None  # asked again: nothing changes
    assert [queries.ahead_of(one) for one in Booking.objects.filter(seat=None).order_by("pk")] == [0, 1]
    assert booking.cancel(guest=guests[0].pk, item=made.item.pk, by=BY) == [guests[2].pk]
    assert Booking.objects.get(guest=guests[2]).seat == 1
    assert booking.leave(guest=guests[1].pk, by=BY) == [guests[3].pk]
    assert booking.cancel(guest=guests[3].pk, item=made.item.pk, by=BY) == []


def test_more_seats_go_to_who_waits_and_fewer_never_put_anybody_out(made: Made) -> None:
    guests = [made.guest() for _ in range(4)]
    for one in guests:
        made.book(one)
    assert made.accept(made.item, seats=3) == [guests[2].pk]
    with pytest.raises(actions.TooFewSeats) as few:
        made.accept(made.item, seats=2)
    assert few.value.booked == 3
    booking.cancel(guest=guests[3].pk, item=made.item.pk, by=BY)
    booking.cancel(guest=guests[0].pk, item=made.item.pk, by=BY)
    made.accept(made.item, seats=2)  # who sat on the third seat moves down
    assert set(Booking.objects.values_list("guest", "seat")) == {(guests[1].pk, 1), (guests[2].pk, 2)}


def test_nobody_is_in_two_items_at_one_time_also_when_one_is_moved(made: Made) -> None:
    guest, other = made.guest(), made.proposed("Pitch")
    made.accept(other, room=made.small, at=10 * HOUR + 30)
    made.book(guest)
    with pytest.raises(booking.AtThatTime) as clash:
        made.book(guest, other)
    assert (clash.value.title, clash.value.waits) == ("Zonnepanelen", False)
    made.accept(other, room=made.small, at=11 * HOUR)
    made.book(guest, other)
    with pytest.raises(actions.Elsewhere) as moved:
        made.accept(made.item, at=10 * HOUR + 30)
    assert moved.value.people == 1
    wrong = Booking.objects.filter(item=other)
    refused, _ = refusal(lambda: wrong.update(begins=10 * HOUR, ends=11 * HOUR))
    assert refused == "booking_in_one_place_at_a_time"
    made.accept(made.item, at=12 * HOUR)
    assert Booking.objects.get(item=made.item).begins == 12 * HOUR


def test_a_booking_is_of_an_item_in_the_programme_of_its_own_event(made: Made) -> None:
    elsewhere = actions.make_event(organisation=made.holder, told=TOLD, by=BY)
    stranger = booking.come(event=elsewhere.pk, by=BY).guest
    for guest, item in ((stranger, made.item), (made.guest(), made.proposed("Nog niets"))):
        with pytest.raises(booking.NotBookable):
            made.book(guest, item)
    with pytest.raises(booking.NotBookable):
        booking.book(guest=made.guest().pk, item=made.item.pk, today=DAY + timedelta(days=1), by=BY)


def test_declining_what_was_booked_frees_everybody_and_says_whom(made: Made) -> None:
    guest = made.guest()
    made.book(guest)
    assert actions.decline(event=made.event.pk, item=made.item.pk, reason="Ziek", by=BY) == [guest.pk]
    assert not Booking.objects.exists()


def test_a_code_opens_its_own_guest_and_stands_nowhere(made: Made) -> None:
    came = booking.come(event=made.event.pk, by=BY)
    typed = f" {came.code[:5].lower()}-{came.code[5:]} "
    assert queries.guest_by_code(typed) == came.guest
    assert queries.guest_by_code("") is None
    assert came.code not in str(list(Guest.objects.values()))
    assert booking.check_in(event=made.event.pk, code=typed, now=NOW, by=BY) == came.guest
    late = NOW + timedelta(hours=1)
    again = booking.check_in(event=made.event.pk, code=came.guest.reference.lower(), now=late, by=BY)
    assert again is not None
    assert again.arrived_at == NOW
    for wrong in ("", "AAAAA", "B-99"):
        assert booking.check_in(event=made.event.pk, code=wrong, now=NOW, by=BY) is None


def test_who_has_an_account_comes_once_and_gets_a_new_code(made: Made) -> None:
    account = create_account(email="a@example.org", by=BY)
    first, second = (booking.come(event=made.event.pk, account=account.pk, by=BY) for _ in range(2))
    assert first.guest == second.guest
    assert queries.guest_by_code(first.code) is None
    assert queries.guest_by_code(second.code) == first.guest


def test_references_count_on_from_the_highest(made: Made) -> None:
    assert [made.guest().reference for _ in range(2)] == ["B-1", "B-2"]
    Guest.objects.get(reference="B-1").delete()
    assert made.guest().reference == "B-3"


def test_who_came_is_forgotten_half_a_year_later(made: Made) -> None:
    made.book(made.guest())
    assert actions.remove_old(today=DAY + KEPT_AFTER, by=BY) == 0
    assert actions.remove_old(today=DAY + KEPT_AFTER + timedelta(days=1), by=BY) == 2
    assert Item.objects.exists()


def test_an_event_goes_with_all_of_it(made: Made) -> None:
    made.book(made.guest())
    actions.remove_event(id_=made.event.pk, by=BY)
    assert not any(model.objects.exists() for model in (Event, Room, Item, Guest, Booking))


def test_who_gave_an_address_is_reminded_once_the_day_before(made: Made) -> None:
    guest = booking.come(event=made.event.pk, email="a@example.org", by=BY).guest
    made.guest()
    assert booking.due_reminders(tomorrow=DAY - timedelta(days=1), now=NOW) == []
    assert booking.due_reminders(tomorrow=DAY, now=NOW) == [guest.pk]
    assert booking.due_reminders(tomorrow=DAY, now=NOW) == []


def in_two_at_once(*deeds: Callable[[], object]) -> list[object]:
    """Does all of it at the same moment, each on a connection of its own; exceptions are answers too."""

    def do(deed: Callable[[], object]) -> object:
        try:
            return deed()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_a_seat_that_came_free_with_an_erased_account_goes_to_who_waits(made: Made) -> None:
    account = create_account(email="a@example.org", by=BY)
    made.accept(made.item, seats=1)
    made.book(booking.come(event=made.event.pk, account=account.pk, by=BY).guest)
    waits = made.guest()
    made.book(waits)
    assert booking.give_free_seats(today=DAY) == []
    Guest.objects.filter(account=account).delete()
    assert booking.give_free_seats(today=DAY + timedelta(days=1)) == []
    assert booking.give_free_seats(today=DAY) == [waits.pk]
    assert Booking.objects.get().seat == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_never_get_the_last_seat() -> None:
    made = Made()
    made.accept(made.item, seats=1)
    for _turn in range(5):
        guests = [made.guest() for _ in range(4)]
        seats = in_two_at_once(*(lambda one=one: made.book(one) for one in guests))
        assert sorted(seats, key=str) == [1, None, None, None]
        for one in guests:
            booking.leave(guest=one.pk, by=BY)


@pytest.mark.django_db(transaction=True)
def test_one_guest_who_books_two_items_of_one_time_at_once_gets_one() -> None:
    made = Made()
    other = made.proposed("Pitch")
    made.accept(other, room=made.small)
    for _turn in range(5):
        guest = made.guest()
        answers = in_two_at_once(
            lambda guest=guest: made.book(guest), lambda guest=guest: made.book(guest, other)
        )
        assert sum(isinstance(one, booking.AtThatTime) for one in answers) == 1
        assert guest.bookings.count() == 1
        booking.leave(guest=guest.pk, by=BY)


@pytest.mark.django_db(transaction=True)
def test_two_who_cancel_while_two_wait_give_both_their_places() -> None:
    made = Made()
    guests = [made.guest() for _ in range(4)]
    for one in guests:
        made.book(one)
    in_two_at_once(
        *(lambda one=one: booking.cancel(guest=one.pk, item=made.item.pk, by=BY) for one in guests[:2])
    )
    assert {one.guest_id for one in Booking.objects.filter(seat__isnull=False)} == {
        one.pk for one in guests[2:]
    }


@pytest.mark.django_db(transaction=True)
def test_two_organisers_at_once_never_put_two_items_in_one_room() -> None:
    made = Made()
    first, second = made.proposed("Een"), made.proposed("Twee")
    answers = in_two_at_once(lambda: made.accept(first, made.small), lambda: made.accept(second, made.small))
    assert sum(isinstance(one, actions.RoomTaken) for one in answers) == 1


def test_somebody_is_in_an_item_once_and_comes_once(made: Made) -> None:
    guest, account = made.guest(), create_account(email="a@example.org", by=BY)
    made.book(guest)
    again = {"item": made.item, "guest": guest, "begins": 0, "ends": 1, "seats": 2}
    refused, _ = refusal(lambda: Booking.objects.create(**again))
    assert refused == "booking_of_somebody_is_single"
    other = made.guest()
    refused, _ = refusal(lambda: Guest.objects.filter(pk__in=[guest.pk, other.pk]).update(account=account))
    assert refused == "guest_of_an_account_is_single"
    refused, _ = refusal(lambda: Booking.objects.filter(guest=guest).update(seats=50))
    assert refused == "booking_knows_its_item"
