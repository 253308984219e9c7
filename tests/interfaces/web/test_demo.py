# SPDX-License-Identifier: EUPL-1.2
"""An empty site is filled once, by the real actions, and never one where people are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.events.models import Booking
from overstap.apps.mobility.models import Case, CasePerson, CasePlan
from overstap.apps.organisations.queries import roles_anywhere
from overstap.apps.rounds.models import Round, RoundStudent
from overstap.apps.trains.models import Rider
from overstap.bridge.demo.filling import fill
from overstap.bridge.demo.members import DOMAIN, NotEmpty
from overstap.bridge.region_import import import_pack
from overstap.engine.pack.read import read_pack
from overstap.engine.region import Region
from overstap.web.desks import desks_of
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import came_in

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_every_desk_is_filled_once_and_again_changes_nothing(haaglanden: Region) -> None:
    import_pack(read_pack(SHIPPED), by="terminal")
    made = fill(region=haaglanden, today=TODAY, now=NOW, by="terminal")
    assert made.new
    assert CasePerson.objects.filter(case=Case.objects.get()).count() == made.people["case"] == 1500
    assert CasePlan.objects.count() == 1
    students = RoundStudent.objects.filter(round=Round.objects.get())
    assert students.count() == made.people["round"]
    assert 0 < students.filter(got=None).count() < made.people["round"] / 2
    assert set(made.people) == {"case", "event", "internships", "round", "train"}
    assert min(made.people.values()) > 0
    assert Rider.objects.filter(state="aboard", place__isnull=False).count() == 1
    assert Booking.objects.filter(seat=None).exists()  # somebody waits
    for address in made.addresses:
        account = Account.objects.get(email=address)
        assert Role(address.removesuffix(f"@{DOMAIN}")) in roles_anywhere(account.pk)
    for account in Account.objects.all():
        client = came_in(account)
        for desk in desks_of(account):
            assert client.get(reverse(desk.address)).status_code == 200, desk.address
    again = fill(region=haaglanden, today=TODAY, now=NOW, by="terminal")
    assert (again.new, again.addresses) == (False, made.addresses)
    assert (Case.objects.count(), Account.objects.count()) == (1, len(made.addresses))


def test_where_real_people_are_nothing_is_filled(haaglanden: Region) -> None:
    create_account(email="anna@example.org", by="terminal")
    with pytest.raises(NotEmpty):
        fill(region=haaglanden, today=TODAY, now=NOW, by="terminal")
    assert Account.objects.count() == 1
