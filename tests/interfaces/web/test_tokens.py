# SPDX-License-Identifier: EUPL-1.2
"""Access for programs: a key is made on the account's page, shown once, and withdrawn with one press."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.organisations.members import add_member
from overstap.apps.tokens.models import Token
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db

ASKED = {"name": "Ons HR-systeem", "scopes": ["passport:read"], "until": "2027-01-31"}


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


def secret_in(page: str) -> str:
    found = re.search(r"overstap_[\w-]{40,}", page)
    assert found, page
    return found.group()


def test_a_key_is_shown_once_opens_what_was_ticked_and_is_withdrawn_with_one_press(anna: Account) -> None:
    client = came_in(anna)
    made = client.post(reverse("token-new"), ASKED)
    assert "no-store" in made["Cache-Control"]
    program = Client(headers={"Authorization": f"Bearer {secret_in(made.content.decode())}"})
    assert program.get("/v1/token").json()["scopes"] == ["passport:read"]
    page = client.get(reverse("tokens")).content.decode()
    assert "Ons HR-systeem" in page
    assert "overstap_" not in page
    assert "Laatst gebruikt op" in page
    client.post(reverse("tokens"), {"token": str(Token.objects.get().pk)})
    assert program.get("/v1/token").status_code == 401
    assert "Ons HR-systeem" not in client.get(reverse("tokens")).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Geef hem een naam"),
        ("name", "x" * 101, "Dit is te lang"),
        ("scopes", [], "Kies minstens één ding"),
        ("scopes", ["trail:read"], "Kies minstens één ding"),
        ("until", "2020-01-01", "Kies een dag na vandaag"),
        ("until", "2030-01-01", "Kies een dag na vandaag"),
    ],
)
def test_what_is_wrong_is_said_and_no_key_is_made(
    anna: Account, field: str, value: object, sentence: str
) -> None:
    answer = came_in(anna).post(reverse("token-new"), {**ASKED, field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Token.objects.exists()


def test_making_one_asks_whether_it_is_you(anna: Account) -> None:
    client = came_in(anna, ago=3600)
    for name in ("tokens", "token-new"):
        answer = client.get(reverse(name))
        assert answer.status_code == (200 if name == "tokens" else 302)
    assert client.post(reverse("token-new"), ASKED).status_code == 302
    assert not Token.objects.exists()


def test_a_key_for_an_organisation_can_do_what_its_maker_may_there(anna: Account, a_bakery: str) -> None:
    add_member(organisation=a_bakery, account=anna.pk, role=Role.EMPLOYER, by=BY)
    client, address = came_in(anna), reverse("token-new-for", args=[a_bakery])
    page = client.get(address).content.decode()
    assert 'value="members:read"' in page
    assert 'value="members:write"' not in page
    assert 'value="passport:read"' not in page
    assert client.post(address, {**ASKED, "scopes": ["members:write"]}).status_code == 422
    made = client.post(address, {**ASKED, "scopes": ["members:read"]})
    assert Token.objects.get().organisation_id == a_bakery
    assert secret_in(made.content.decode())


def test_nobody_withdraws_anothers_key(anna: Account) -> None:
    came_in(anna).post(reverse("token-new"), ASKED)
    bob = came_in(create_account(email="bob@example.org", by=BY))
    bob.post(reverse("tokens"), {"token": str(Token.objects.get().pk)})
    assert bob.post(reverse("tokens"), {"token": "x"}).status_code == 403
    assert Token.objects.exists()
