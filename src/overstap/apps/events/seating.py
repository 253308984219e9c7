# SPDX-License-Identifier: EUPL-1.2
"""Seats of an item: each has a number, so that the database itself gives none of them twice."""

from __future__ import annotations

from overstap.apps.events.models import Booking, Item


def free_seat(item: Item) -> int | None:
    """The lowest seat that nobody has; none when all are taken. Hold the item first."""
    taken = set(item.bookings.filter(seat__isnull=False).values_list("seat", flat=True))
    return next((seat for seat in range(1, item.seats + 1) if seat not in taken), None)


def seat_waiting(item: Item) -> list[int]:
    """Gives free seats to who waits, the first to ask first; gives those guests. Hold the item first."""
    came = []
    for row in Booking.objects.filter(item=item, seat=None).order_by("pk"):
        row.seat = free_seat(item)
        if row.seat is None:
            break
        row.save(update_fields=["seat"])
        came.append(row.guest_id)
    return came


def number_seats_anew(item: Item) -> None:
    """Moves people down to the lowest numbers, so that the highest seats can go. Hold the item first."""
    for number, row in enumerate(item.bookings.filter(seat__isnull=False).order_by("seat"), 1):
        if row.seat != number:
            row.seat = number
            row.save(update_fields=["seat"])
