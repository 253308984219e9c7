# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an organisation: never without an owner, and an invitation has one answer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.organisations import members, queries
from overstap.apps.organisations.models import Invitation, Membership, Organisation
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery(db: None) -> Organisation:
    return Organisation.objects.get(pk=an_organisation("De Zon"))


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


@pytest.fixture
def bob(db: None) -> Account:
    return create_account(email="bob@example.org", by=BY)


def add(bakery: Organisation, account: Account, *, owner: bool = False) -> Membership:
    return members.add_member(
        organisation=bakery.pk, account=account.pk, role=Role.EMPLOYER, owner=owner, by=BY
    )


def invited(bakery: Organisation, email: str = "bob@example.org", *, owner: bool = False) -> members.Invited:
    asked = {"organisation": bakery.pk, "email": email, "role": Role.EMPLOYER, "owner": owner}
    return members.invite(**asked, now=timezone.now(), by=BY)


def accept(invitation: members.Invited, account: Account) -> Membership:
    return members.accept_invitation(
        token=invitation.token, account=account.pk, email=account.email, now=timezone.now(), by=BY
    )


def test_roles_follow_from_membership(bakery: Organisation, anna: Account, bob: Account) -> None:
    add(bakery, anna, owner=True)
    assert bakery.roles_of(anna.pk) == {Role.EMPLOYER, Role.OWNER}
    assert bakery.roles_of(bob.pk) == frozenset()
    assert queries.roles_anywhere(anna.pk) == {Role.EMPLOYER, Role.OWNER}


def test_the_last_owner_stays_while_there_are_members(
    bakery: Organisation, anna: Account, bob: Account
) -> None:
    first, other = add(bakery, anna, owner=True), add(bakery, bob)
    with pytest.raises(members.LastOwner):
        members.remove_member(membership=first.pk, organisation=bakery.pk, by=BY)
    with pytest.raises(members.LastOwner):
        members.change_owner(membership=first.pk, organisation=bakery.pk, owner=False, by=BY)
    members.change_owner(membership=other.pk, organisation=bakery.pk, owner=True, by=BY)
    assert members.remove_member(membership=first.pk, organisation=bakery.pk, by=BY)
    assert members.remove_member(membership=other.pk, organisation=bakery.pk, by=BY)  # nobody stays behind


def test_who_erases_an_account_is_told_what_they_own_alone(
    bakery: Organisation, anna: Account, bob: Account
) -> None:
    add(bakery, anna, owner=True)
    assert queries.owned_alone(anna.pk) == ()
    add(bakery, bob)
    assert queries.owned_alone(anna.pk) == (bakery,)
    assert queries.owned_alone(bob.pk) == ()


def test_an_invitation_is_answered_once_by_whom_it_was_sent_to(
    bakery: Organisation, anna: Account, bob: Account
) -> None:
    asked = invited(bakery)
    with pytest.raises(members.NotForYou):
        accept(asked, anna)
    assert accept(asked, bob).account_id == bob.pk
    with pytest.raises(members.NotForYou):
        accept(asked, bob)


def test_an_invitation_ends(bakery: Organisation, bob: Account) -> None:
    withdrawn, expired = invited(bakery), None
    assert members.withdraw_invitation(invitation=withdrawn.id, organisation=bakery.pk, by=BY)
    expired = invited(bakery)
    late = timezone.now() + timedelta(days=15)
    assert queries.invitation_behind(expired.token, late) is None
    assert members.purge_expired_invitations(now=late, by="system:worker") == 1
    for asked in (withdrawn, expired):
        with pytest.raises(members.NotForYou):
            accept(asked, bob)


def test_asking_again_replaces_what_was_asked(bakery: Organisation, bob: Account) -> None:
    old, new = invited(bakery), invited(bakery, "Bob@Example.org", owner=True)
    with pytest.raises(members.NotForYou):
        accept(old, bob)
    assert accept(new, bob).owner


def test_an_invitation_takes_nothing_away(bakery: Organisation, bob: Account) -> None:
    add(bakery, bob, owner=True)
    assert accept(invited(bakery), bob).owner


def test_invitations_are_not_without_end(bakery: Organisation) -> None:
    for number in range(members.INVITED_AT_MOST):
        invited(bakery, f"p{number}@example.org")
    with pytest.raises(members.TooManyInvited):
        invited(bakery, "more@example.org")
    assert Invitation.objects.count() == members.INVITED_AT_MOST


def test_no_token_stands_in_the_database(bakery: Organisation) -> None:
    asked = invited(bakery)
    assert asked.token not in str(list(Invitation.objects.values()))


def test_nothing_is_saved_when_the_trail_cannot_be_written(
    bakery: Organisation, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = add(bakery, anna)

    def broken(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    for deed in (
        lambda: invited(bakery),
        lambda: members.remove_member(membership=member.pk, organisation=bakery.pk, by=BY),
        lambda: members.change_owner(membership=member.pk, organisation=bakery.pk, owner=True, by=BY),
        lambda: create_account(email="new@example.org", by=BY),
    ):
        with pytest.raises(RuntimeError):
            deed()
    assert not Invitation.objects.exists()
    assert [(one.account_id, one.owner) for one in Membership.objects.all()] == [(anna.pk, False)]
    assert Account.objects.count() == 1


def test_the_trail_knows_no_address(bakery: Organisation, bob: Account) -> None:
    accept(invited(bakery), bob)
    assert [event.what for event in latest(limit=3)] == ["member.added", "member.invited", "account.created"]
    assert "bob" not in str([vars(event) for event in latest()])


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one_member(bakery: Organisation, bob: Account) -> None:
    asked = invited(bakery)
    together = threading.Barrier(2, timeout=30)

    def answer(_number: int) -> UUID | None:
        try:
            together.wait()
            return accept(asked, bob).pk
        except members.NotForYou:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(answer, range(2)))
    assert sorted(one is None for one in answers) == [False, True]
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_leave_one_behind(
    bakery: Organisation, anna: Account, bob: Account
) -> None:
    owners = [add(bakery, anna, owner=True), add(bakery, bob, owner=True)]
    add(bakery, create_account(email="carl@example.org", by=BY))
    together = threading.Barrier(2, timeout=30)

    def leave(member: Membership) -> bool:
        try:
            together.wait()
            return members.remove_member(membership=member.pk, organisation=bakery.pk, by=BY)
        except members.LastOwner:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(leave, owners)) == [False, True]
    assert Membership.objects.filter(owner=True).count() == 1
