# SPDX-License-Identifier: EUPL-1.2
"""Coming in: by a code, a link, a second factor; never by guessing, and nobody learns who has an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from overstap.apps.accounts import links
from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.accounts.second_factors import remove_second_factors
from overstap.apps.audit.queries import latest
from tests.interfaces.web.who import BY, account_of, came_in, code_in_mail, code_of_app, with_app

pytestmark = pytest.mark.django_db
Tell = Callable[..., Client]
Committed = Callable[..., Any]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Committed:
    return django_capture_on_commit_callbacks


@pytest.fixture
def anna() -> Account:
    return create_account(email="anna@example.org", by=BY)


def asked_for_a_code(client: Client, email: str, name: str = "account_login") -> Any:
    field = "login" if name == "account_login" else "email"
    return client.post(reverse(name), {field: email}, follow=True)


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("account")).status_code == 200)


def text(answer: Any) -> str:
    """What a page says, without what differs at every load and the address that was typed."""
    said = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(r"\w+@example\.org", "ADDRESS", said)


def test_a_code_by_mail_lets_in(client: Client, anna: Account) -> None:
    asked_for_a_code(client, "Anna@Example.org")
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_mail().lower()})
    assert answer["Location"] == reverse("account")
    assert "anna@example.org" in client.get(reverse("account")).content.decode()


def test_a_new_account_has_an_address_and_nothing_else(client: Client) -> None:
    asked_for_a_code(client, "New@example.org", "account_signup")
    assert not is_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    assert is_in(client)
    account = Account.objects.get()
    assert account.email == "new@example.org"
    assert not account.has_usable_password()
    (event,) = latest(what="account.created")
    assert (event.subject, event.by) == (str(account.pk), f"account:{account.pk}")
    assert "new@" not in str(vars(event))


def test_three_wrong_codes_end_it(client: Client, anna: Account) -> None:
    asked_for_a_code(client, anna.email)
    right = code_in_mail()
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "BBBB-BBBB"})
    client.post(reverse("account_confirm_login_code"), {"code": right})
    assert not is_in(client)


def test_an_address_is_locked_out_after_too_many_codes(anna: Account) -> None:
    for _ in range(3):
        asked_for_a_code(Client(), anna.email)
    sent = len(mail.outbox)
    answer = asked_for_a_code(Client(), anna.email)
    assert len(mail.outbox) == sent == 3
    assert "te vaak mis" in answer.content.decode()
    asked_for_a_code(Client(), "other@example.org")
    assert len(mail.outbox) == sent + 1


def test_who_asks_too_often_is_told_in_the_house_style() -> None:
    for number in range(10):
        Client().post(reverse("account_signup"), {"email": f"p{number}@example.org"})
    answer = Client().post(reverse("account_signup"), {"email": "more@example.org"})
    assert answer.status_code == 429
    assert "Deze trein wacht even" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_nobody_learns_which_addresses_have_an_account(name: str, anna: Account) -> None:
    """The same pages, the same cookies, a mail each; only the mail differs."""
    known, unknown = Client(), Client()
    pages = [asked_for_a_code(known, anna.email, name), asked_for_a_code(unknown, "nobody@example.org", name)]
    assert text(pages[0]) == text(pages[1])
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert set(known.cookies) == set(unknown.cookies)
    assert [sent.to for sent in mail.outbox] == [[anna.email], ["nobody@example.org"]]
    path = pages[0].redirect_chain[-1][0]
    wrong = [one.post(path, {"code": "BBBB-BBBB"}) for one in (known, unknown)]
    assert text(wrong[0]) == text(wrong[1])
    assert wrong[0].status_code == wrong[1].status_code


def test_what_was_told_before_coming_in_is_still_there(told: Tell, anna: Account) -> None:
    client = told()
    before = client.session["trip"]
    key = client.session.session_key
    asked_for_a_code(client, anna.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert client.session["trip"] == before
    assert client.session.session_key != key  # nobody who knew the old key is in
    client.post(reverse("account_logout"))
    assert Session.objects.count() == 0


def test_the_session_ends_with_the_browser(client: Client, anna: Account) -> None:
    asked_for_a_code(client, anna.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    cookie = client.cookies["overstap"]
    assert (cookie["expires"], cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (
        "",
        "",
        True,
        "Lax",
    )


# --- a link from the terminal ------------------------------------------------------------------------


def test_a_link_lets_in_once(client: Client, anna: Account) -> None:
    address = reverse("login-link", args=[anna.pk, links.make_link(account=anna, by=BY)])
    assert "Inloggen met deze link?" in client.get(address).content.decode()
    assert not is_in(client)  # looking at it is not using it
    client.post(address)
    assert is_in(client)
    assert Client().get(address).status_code == 404
    other = Client()
    other.post(address)
    assert not is_in(other)


def test_a_link_is_for_one_account_and_cannot_be_made_up(client: Client, anna: Account) -> None:
    bob = create_account(email="bob@example.org", by=BY)
    token = links.make_link(account=anna, by=BY)
    for account, said in ((bob, token), (anna, "d0-0" * 8), (anna, token[:-1] + "x")):
        address = reverse("login-link", args=[account.pk, said])
        assert client.post(address).status_code == 404
    assert not is_in(client)


# --- the second factor -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COACH, Role.MUNICIPALITY])
def test_who_sees_what_others_told_gets_nothing_without_a_second_factor(role: Role, a_bakery: str) -> None:
    client = came_in(account_of(role, a_bakery), second_factor=False)
    for name in ("front", "account", "openings", "trail"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "eerst een tweede slot nodig" in page
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_connecting_an_app_opens_everything_and_gives_spare_codes(a_bakery: str) -> None:
    client = came_in(account_of(Role.OPERATOR, a_bakery), second_factor=False)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("trail")).status_code == 200
    assert [event.what for event in latest(limit=1)] == ["second-factor.added"]
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept  # unreadable in the database


def test_a_code_by_mail_alone_does_not_let_in_who_has_an_app(client: Client, anna: Account) -> None:
    secret = with_app(anna)
    asked_for_a_code(client, anna.email)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert "klopt niet" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of_app(secret)})
    assert is_in(client)


def test_a_link_does_not_pass_the_second_factor_by(client: Client, anna: Account) -> None:
    with_app(anna)
    answer = client.post(reverse("login-link", args=[anna.pk, links.make_link(account=anna, by=BY)]))
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_who_lost_everything_is_let_in_by_the_operator(client: Client, anna: Account) -> None:
    with_app(anna)
    assert remove_second_factors(account=anna) == 1
    assert latest(limit=1)[0].what == "second-factor.removed"
    client.post(reverse("login-link", args=[anna.pk, links.make_link(account=anna, by=BY)]))
    assert is_in(client)


def test_guessing_codes_of_an_app_is_locked_out(client: Client, anna: Account) -> None:
    secret = with_app(anna)
    asked_for_a_code(client, anna.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of_app(secret)})
    assert "te vaak mis" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "account-export", "account-erase"])
def test_what_matters_most_asks_again_who_it_is(name: str, anna: Account) -> None:
    """Somebody at a computer that was left alone cannot lock its owner out, or take everything along."""
    client = came_in(anna, ago=3600)
    answer = client.get(reverse(name))
    assert reverse("account_request_reauthentication_code") in answer["Location"]
    page = client.get(answer["Location"])
    assert f'name="recipient" value="{anna.email}"' in page.content.decode()
    client.post(answer["Location"], {"recipient": anna.email})
    client.post(reverse("account_confirm_reauthentication_code"), {"code": code_in_mail()})
    assert client.get(reverse(name)).status_code == 200


def test_an_address_is_changed_only_when_the_new_one_was_shown(anna: Account) -> None:
    client = came_in(anna)
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "yes"})
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"
    codes = [index for index, sent in enumerate(mail.outbox) if sent.to == ["new@example.org"]]
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail(codes[-1])})
    anna.refresh_from_db()
    assert anna.email == "new@example.org"
    assert ["anna@example.org"] in [sent.to for sent in mail.outbox]  # the old address is told


def test_mail_holds_no_link_that_logs_in_and_no_network_address(
    client: Client, anna: Account, committed: Committed
) -> None:
    asked_for_a_code(client, anna.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    client.get(reverse("mfa_activate_totp"))
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with committed(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
    said = "\n".join(sent.body for sent in mail.outbox)
    assert len(mail.outbox) >= 2
    assert "127.0.0.1" not in said
    assert "http" not in said
