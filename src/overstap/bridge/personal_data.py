# SPDX-License-Identifier: EUPL-1.2
"""Everything we know of somebody, in every table: to take along, and to erase.

Every model that holds personal data stands in `HELD`; one of ours that holds none says so beside its fields,
one of others stands in `OF_NOBODY`. A test walks all models and fails for one that is nowhere, and for a row
that is left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.serializers import serialize
from django.db import models, transaction
from django.utils import timezone

from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import asking
from overstap.apps.groups.actions import key_of
from overstap.apps.passports import actions as passport_actions
from overstap.apps.passports import queries as passports
from overstap.bridge.lent_trips import take_back, without_what_was_lent

HELD: Mapping[str, str] = MappingProxyType(
    {
        "groups.Tally": "key",
        "groups.Answer": "key",
        "mfa.Authenticator": "user",
        "socialaccount.SocialToken": "account__user",
        "socialaccount.SocialAccount": "user",
        "account.EmailConfirmation": "email_address__user",
        "account.EmailAddress": "user",
        "upkeep.Reminder": "account",
        "upkeep.Refused": "passport__account",
        "guidance.Planned": "guidance__account",
        "guidance.Step": "guidance__account",
        "guidance.Note": "guidance__account",
        "guidance.Guidance": "account",
        "guidance.Invitation": "email",
        "guidance.Coach": "membership__account",
        "journeys.KeptJourney": "account",
        "trains.RiderMove": "rider__passport__account",
        "trains.ProposedSeat": "passport__account",
        "trains.Rider": "passport__account",
        "mobility.Move": "person__passport__account",
        "mobility.PlanLine": "person__passport__account",
        "mobility.PersonRule": "person__passport__account",
        "mobility.CasePerson": "passport__account",
        "events.FollowUp": "talk__guest__account",
        "events.Talk": "guest__account",
        "events.Wish": "guest__account",
        "events.Booking": "guest__account",
        "events.Guest": "account",
        "contacts.Notice": "account",
        "contacts.StillAtWork": "outcome__contact__candidate__passport__account",
        "contacts.Outcome": "contact__candidate__passport__account",
        "contacts.Contact": "candidate__passport__account",
        "contacts.Candidate": "passport__account",
        "contacts.Findable": "passport__account",
        "passports.Look": "passport__account",
        "passports.Share": "passport__account",
        "passports.Licence": "passport__account",
        "passports.PassportLanguage": "passport__account",
        "passports.IssuedBadge": "proof__passport__account",
        "passports.Proof": "passport__account",
        "passports.PassportSkill": "passport__account",
        "passports.Passport": "account",
        "tokens.Repeated": "token__account",
        "tokens.Token": "account",
        "organisations.Invitation": "email",
        "openings.Keeper": "membership__account",
        "rounds.Hunt": "membership__account",
        "reports.Trusted": "membership__account",
        "organisations.Membership": "account",
        "accounts.Account": "pk",
    }
)
"""Model -> the way from a row to whose it is: an account, (`email`) its address, or (`key`) what stands for it
where nobody may read whose it is. Erased in this order."""

OF_NOBODY: Mapping[str, str] = MappingProxyType(
    {
        "auth.Group": "not used",
        "auth.Permission": "names of permissions",
        "contenttypes.ContentType": "names of models",
        "events.Schedule": "what changed, by numbers that name nobody; gone with the next schedule",
        "journeys.SharedJourney": "a copy without its traveller; withdrawn through the session that made it",
        "procrastinate.ProcrastinateEvent": "background work; its arguments hold nothing about people",
        "procrastinate.ProcrastinateJob": "background work; its arguments hold nothing about people",
        "procrastinate.ProcrastinatePeriodicDefer": "background work; its arguments hold nothing about people",
        "procrastinate.ProcrastinateWorker": "background work",
        "rankings.Ranking": "without who asked: only who has its code can tell that it is theirs",
        "reports.Report": "told without an account; who has its code removes it, and it goes in time",
        "reports.Word": "of such a report, and gone with it",
        "internships.Internship": "of a school, without name or account; removed by the school, and in time",
        "internships.Visit": "of such an internship; who planned it is let go of with the membership",
        "internships.TermsChange": "of such an internship, and gone with it",
        "internships.Evaluation": "of such an internship, and gone with it",
        "internships.FollowUp": "of such an internship, and gone with it",
        "rounds.RoundStudent": "of a school, without name or account; removed by the school, and in time",
        "rounds.RoundWish": "of such a student, and gone with them",
        "sessions.Session": "found by what is in it, see `sessions_of`",
        "socialaccount.SocialApp": "providers one can log in with",
    }
)
"""Model -> why no row of it is looked for here, although it is not ours or holds personal data."""

_NEVER_SAID = frozenset(
    {"password", "data", "token_hash", "token", "token_secret", "key", "key_hash", "asked_hash"}
)
"""Fields that are locks: they tell nothing about somebody, and would open their account."""


@transaction.atomic
def take_along(*, account: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row about somebody as plain data, by model, and writes in the trail that it was given.

    Raises `Account.DoesNotExist`.
    """
    row = Account.objects.get(pk=account)
    known = {label: [_told(label, one) for one in _rows(label, row).order_by("pk")] for label in HELD}
    known["sessions.Session"] = [without_what_was_lent(data) for _session, data in sessions_of(account)]
    audit.record(what=What.ACCOUNT_TAKEN_ALONG, subject=str(account), by=f"account:{account}")
    return {label: rows for label, rows in known.items() if rows}


@transaction.atomic
def erase(*, account: UUID, by: str = "", ending: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """Deletes every row about somebody; in the trail stays that somebody, a chance number, was erased.

    `ending` is called with what is in each of their sessions, before it goes. Raises `Account.DoesNotExist`.
    """
    row = Account.objects.select_for_update().get(pk=account)
    counts = {"rows": 0}
    for session, data in sessions_of(account):
        if ending:
            ending(data)
        session.delete()
        counts["rows"] += 1
    take_back({str(one) for one in _rows("guidance.Guidance", row).values_list("pk", flat=True)})
    if passport := passports.passport_of(account):
        asking.end_all_of(passport=passport.pk, now=timezone.now(), by=by or f"account:{account}")
    for label in HELD:
        counts["rows"] += _rows(label, row).delete()[0]
    audit.record(what=What.ACCOUNT_ERASED, subject=str(account), by=by or f"account:{account}", counts=counts)


@transaction.atomic
def remove_passport(*, passport: Any, by: str) -> None:
    """Removes a passport and all of it; organisations that are in contact about it are told that this ended."""
    asking.end_all_of(passport=passport.pk, now=timezone.now(), by=by)
    passport_actions.remove_passport(passport=passport, by=by)


def sessions_of(account: UUID) -> Iterator[tuple[Session, dict[str, Any]]]:
    """The sessions in which somebody is logged in, with what is in them, without what logs them in.

    Looks into every session there is: they live a day at most, and this is seldom asked.
    """
    for session in Session.objects.order_by("pk").iterator():
        data = SessionStore().decode(session.session_data)
        if data.get("_auth_user_id") == str(account):
            yield session, {name: value for name, value in data.items() if not name.startswith("_auth")}


def _rows(label: str, account: Account) -> models.QuerySet[Any]:
    way = HELD[label]
    whose = {"email": account.email, "key": key_of(account.pk)}.get(way, account.pk)
    return apps.get_model(label)._default_manager.filter(**{way: whose})


def _told(label: str, row: models.Model) -> dict[str, Any]:
    (plain,) = serialize("python", [row])
    fields = {name: value for name, value in plain["fields"].items() if name not in _NEVER_SAID}
    id_ = {} if HELD[label] == "key" else {"id": str(plain["pk"])}
    return {**id_, **{name: _plain(value) for name, value in fields.items()}}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
