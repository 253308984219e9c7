# SPDX-License-Identifier: EUPL-1.2
"""Every desk is found by who may work at it, and by nobody as a door that stays shut."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from overstap.apps.accounts.enums import MEMBER_ROLES
from overstap.apps.accounts.permission import may
from overstap.web.desks import DESKS
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_whoever_may_work_at_a_desk_finds_it_and_gets_in(role, haaglanden):
    account = account_of(role, an_organisation("De Maan"))
    client = came_in(account)
    page = client.get(reverse("account")).content.decode()
    for desk in DESKS:
        address = reverse(desk.address)
        assert (f'href="{address}"' in page.split("<main")[1]) == may(account, desk.act), desk.address
        if may(account, desk.act):
            assert client.get(address).status_code == 200


def test_a_visitor_reads_what_each_desk_is_for_and_is_led_to_the_open_ones_only(db):
    page = Client().get(reverse("for-organisations")).content.decode().split("<main")[1]
    for desk in DESKS:
        assert str(desk.title) in page
        assert (f'href="{reverse(desk.address)}"' in page) == desk.open
