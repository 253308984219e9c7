# SPDX-License-Identifier: EUPL-1.2
"""Accounts from the terminal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from overstap.apps.accounts.models import Account
from overstap.apps.audit.queries import latest
from overstap.apps.organisations.models import Membership
from overstap.cli.main import app
from overstap.engine.problems import InputRefused
from tests.interfaces.web.who import an_organisation

pytestmark = pytest.mark.django_db(transaction=True)


def said(*words: str, code: int = 0) -> Any:
    """What `overstap account ... --json` says."""
    done = CliRunner().invoke(app, ["account", *words, "--json"], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_the_first_operator_is_made_and_comes_in() -> None:
    made = said("create", "Anna@example.org", "--role", "operator")
    assert made["made"]
    account = Account.objects.get()
    assert (account.email, account.operator) == ("anna@example.org", True)
    link = said("link", "anna@example.org")["link"]
    client = Client()
    client.post(link)
    assert client.session["_auth_user_id"] == str(account.pk)
    assert [event.by for event in latest()] == ["terminal"] * 3


def test_making_it_again_changes_nothing_but_the_role() -> None:
    said("create", "anna@example.org")
    organisation = an_organisation("De Zon")
    again = said("create", "anna@example.org", "--role", "employer", "--organisation", organisation, "--owner")
    assert not again["made"]
    assert Membership.objects.get().owner


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("anna@example.org", "--role", "king"),
        ("anna@example.org", "--role", "coach"),
        ("anna@example.org", "--owner"),
        ("anna@example.org", "--lang", "de"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_is_made(words: tuple[str, ...]) -> None:
    with pytest.raises(InputRefused) as refused:
        CliRunner().invoke(app, ["account", "create", *words], catch_exceptions=False)
    assert refused.value.text("nl") != refused.value.text("en")
    assert not Account.objects.exists()


def test_an_organisation_or_account_that_is_not_there_is_told() -> None:
    said("create", "anna@example.org", "--role", "coach", "--organisation", "nowhere", code=4)
    assert not Account.objects.exists()
    said("link", "anna@example.org", code=4)
    said("erase", "anna@example.org", "--yes", code=4)


def test_an_account_is_erased() -> None:
    said("create", "anna@example.org")
    said("erase", "anna@example.org", "--yes")
    assert not Account.objects.exists()
    assert latest(limit=1)[0].by == "terminal"
