# SPDX-License-Identifier: EUPL-1.2
"""Tokens: the secret is kept nowhere, each use is counted, what is made once is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import MEMBER_ROLES, Act, Role
from overstap.apps.accounts.models import Account
from overstap.apps.accounts.roles import ROLES
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.organisations.models import Organisation
from overstap.apps.tokens import actions, queries
from overstap.apps.tokens.enums import ORGANISATION_SCOPES, OWN_SCOPES, STANDING_AT_MOST, Scope
from overstap.apps.tokens.models import Repeated, Token
from overstap.apps.tokens.scopes import SCOPES, offered
from tests.interfaces.web.who import BY, account_of, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


def make(account: Account, **more: Any) -> actions.MadeToken:
    now = timezone.now()
    told = {"name": "HR", "scopes": [Scope.PASSPORT_READ], "now": now, "ends_at": now + timedelta(days=1)}
    return actions.make_token(account=account.pk, by=BY, **(told | more))


def test_the_secret_is_in_no_table(anna: Account) -> None:
    secret = make(anna).secret
    (row,) = queries.tokens_of(anna.pk, timezone.now())
    assert secret.startswith("overstap_")
    assert len(secret) > 50
    assert secret not in str(vars(row))
    assert [event.what for event in latest(limit=1)] == ["token.made"]


def test_what_is_not_written_in_the_trail_is_not_done(anna: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(anna)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    for deed in (
        lambda: make(anna),
        lambda: actions.withdraw_token(account=anna.pk, token=made.id, by=BY),
        lambda: actions.purge_ended_tokens(now=timezone.now() + timedelta(days=2), by=BY),
    ):
        with pytest.raises(ZeroDivisionError):
            deed()
    assert [one.pk for one in Token.objects.all()] == [made.id]


def test_using_it_tells_the_day_and_counts_by_the_minute(anna: Account) -> None:
    secret, now = make(anna).secret, timezone.now().replace(second=10)
    counts = []
    for later in (0, 1, 2, 60, 61):
        used = actions.use_token(secret=secret, now=now + timedelta(seconds=later))
        assert used is not None
        counts.append(used.asked)
    assert counts == [1, 2, 3, 1, 2]
    assert Token.objects.get().last_used_on == (now + timedelta(seconds=61)).date()


def test_it_opens_nothing_when_it_has_ended_was_withdrawn_or_is_another(anna: Account) -> None:
    made, now = make(anna), timezone.now()
    assert actions.use_token(secret=made.secret + "x", now=now) is None
    assert actions.use_token(secret=made.secret, now=now + timedelta(days=1)) is None
    bob = create_account(email="bob@example.org", by=BY)
    assert not actions.withdraw_token(account=bob.pk, token=made.id, by=BY)
    assert actions.use_token(secret=made.secret, now=now) is not None
    assert actions.withdraw_token(account=anna.pk, token=made.id, by=BY)
    assert actions.use_token(secret=made.secret, now=now) is None


def test_somebody_has_so_many_and_no_more(anna: Account) -> None:
    for _ in range(STANDING_AT_MOST):
        made = make(anna)
    with pytest.raises(actions.TooManyTokens):
        make(anna)
    actions.withdraw_token(account=anna.pk, token=made.id, by=BY)
    make(anna)


def test_what_has_ended_is_removed_and_the_rest_stays(anna: Account) -> None:
    now = timezone.now()
    stays, goes = make(anna, ends_at=now + timedelta(days=9)), make(anna)
    used = actions.use_token(secret=stays.secret, now=now)
    assert used is not None
    actions.once(used=used, key="k", asked=b"x", now=now, make=lambda: str(uuid4()))
    assert actions.purge_ended_tokens(now=now + timedelta(days=1, minutes=1), by=BY) == 1
    assert [one.pk for one in Token.objects.all()] == [stays.id] != [goes.id]
    assert not Repeated.objects.exists()


def test_the_same_key_makes_one_thing_for_a_day(anna: Account) -> None:
    now = timezone.now()
    used = actions.use_token(secret=make(anna).secret, now=now)
    assert used is not None

    def ask(asked: bytes = b"x", later: int = 0) -> tuple[str, bool]:
        return actions.once(
            used=used, key="k", asked=asked, now=now + timedelta(hours=later), make=lambda: str(uuid4())
        )

    made, new = ask()
    assert new
    assert ask(later=23) == (made, False)
    with pytest.raises(actions.AskedOtherwise):
        ask(b"y")
    assert ask(b"y", later=25)[1]


def test_every_scope_is_described_and_of_one_sort() -> None:
    assert set(SCOPES) == set(Scope) == {*OWN_SCOPES, *ORGANISATION_SCOPES}
    assert not set(OWN_SCOPES) & set(ORGANISATION_SCOPES)
    for sheet in SCOPES.values():
        assert set(sheet.says) == {"nl", "en"}
        assert set(sheet.acts) <= set(Act)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.VISITOR])
def test_a_token_is_offered_what_the_role_may_and_no_more(role: Role, db: None) -> None:
    place = Organisation.objects.get(pk=an_organisation("De Zon"))
    account = account_of(role, place.pk)
    plays = {role, Role.PERSON, *({Role.EMPLOYER} if role is Role.OWNER else ())}
    acts = {act for one in plays for act in ROLES[one].may}
    assert set(offered(account)) == {one for one in OWN_SCOPES if acts & set(SCOPES[one].acts)}
    if role in (*MEMBER_ROLES, Role.OWNER):
        expected = {one for one in ORGANISATION_SCOPES if acts & set(SCOPES[one].acts)}
        assert set(offered(account, place)) == expected


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_with_one_key_one_makes_something() -> None:
    anna = create_account(email="anna@example.org", by=BY)
    secret, now, together = make(anna).secret, timezone.now(), threading.Barrier(2, timeout=30)

    def ask() -> tuple[tuple[str, bool], int]:
        try:
            together.wait()
            used = actions.use_token(secret=secret, now=now)
            assert used is not None
            return actions.once(used=used, key="k", asked=b"x", now=now, make=lambda: str(uuid4())), used.asked
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = (one.result() for one in [pool.submit(ask), pool.submit(ask)])
    assert first[0][0] == second[0][0]
    assert {first[0][1], second[0][1]} == {True, False}
    assert {first[1], second[1]} == {1, 2}


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_made_at_once_the_last_place_goes_to_one() -> None:
    anna = create_account(email="anna@example.org", by=BY)
    for _ in range(STANDING_AT_MOST - 1):
        make(anna)
    together = threading.Barrier(2, timeout=30)

    def one_more() -> bool:
        try:
            together.wait()
            make(anna)
        except actions.TooManyTokens:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in [pool.submit(one_more), pool.submit(one_more)]]
    assert sorted(done) == [False, True]
