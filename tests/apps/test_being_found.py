# SPDX-License-Identifier: EUPL-1.2
"""Being found: who agreed, while it lasts, never by whom they hide from, under numbers that tell nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.contacts import finding, queries
from overstap.apps.contacts.enums import Condition
from overstap.apps.contacts.models import Candidate, Findable
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import Evidence, Part, ProofKind
from overstap.apps.passports.models import Look, Passport
from overstap.apps.passports.queries import held_skills, passport_of, skills_of
from overstap.apps.passports.sharing import give_proof, note_found, share
from overstap.bridge.region_import import import_pack
from tests.interfaces.web.who import BY, an_organisation
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SOON = NOW + timedelta(days=30)


@pytest.fixture
def bakery(db: None) -> str:
    return an_organisation("De Zon")


def somebody(name: str = "anna") -> Passport:
    account = create_account(email=f"{name}@example.org", by=BY)
    return keep_passport(
        account=account.pk, told=Told(language="nl", skills={"wash": "claimed"}), now=NOW, by=BY
    )


def agreed(passport: Passport, *, until: datetime = SOON, not_for: tuple[str, ...] = ()) -> Findable:
    terms = {"parts": [Part.WISHES], "conditions": [Condition.HOURS], "not_for": not_for}
    return finding.agree(passport=passport.pk, now=NOW, until=until, by=BY, **terms)


def found(organisation: str, now: datetime = NOW) -> list[UUID]:
    return [row.passport_id for row in queries.findable_for(organisation, now)]


def test_nobody_is_found_who_did_not_agree(bakery: str) -> None:
    somebody()
    assert found(bakery) == []


def test_who_agreed_is_found_until_the_day_and_not_after(bakery: str) -> None:
    anna = somebody()
    row = agreed(anna)
    assert row.parts == ["skills", "wishes"]
    assert found(bakery) == [anna.pk]
    assert found(bakery, SOON) == []
    assert queries.findable_of(anna.pk, SOON) is None
    assert finding.purge_ended(now=SOON, by="system:worker") == 1
    assert latest(limit=1)[0].what == "findables.ended"


def test_taking_it_back_works_at_once_and_a_second_time_does_nothing(bakery: str) -> None:
    anna = somebody()
    row = agreed(anna)
    assert finding.withdraw(passport=anna.pk, now=NOW, by=BY)
    assert found(bakery) == []
    assert (latest(limit=1)[0].what, latest(limit=1)[0].subject) == ("findable.withdrawn", str(row.pk))
    assert not finding.withdraw(passport=anna.pk, now=NOW, by=BY)


def test_agreeing_again_replaces_what_was_agreed(bakery: str) -> None:
    anna = somebody()
    agreed(anna, not_for=(bakery,))
    assert found(bakery) == []
    agreed(anna)
    assert found(bakery) == [anna.pk]
    assert Findable.objects.count() == 1


def test_who_belongs_to_the_organisation_is_not_found_by_it(bakery: str) -> None:
    anna = somebody()
    agreed(anna)
    add_member(organisation=bakery, account=anna.account_id, role=Role.EMPLOYER, by=BY)
    assert found(bakery) == []
    assert found(an_organisation("De Maan")) == [anna.pk]


def test_a_closed_account_is_not_found(bakery: str) -> None:
    anna = somebody()
    agreed(anna)
    anna.account.is_active = False
    anna.account.save()
    assert found(bakery) == []


@pytest.mark.parametrize("days", [0, -1, 400])
def test_nobody_is_found_without_a_nearby_end(days: int) -> None:
    with pytest.raises(IntegrityError, match="findable_ends_in_time"):
        agreed(somebody(), until=NOW + timedelta(days=days))


def test_every_opening_has_a_number_of_its_own_for_somebody() -> None:
    import_pack(made_pack(), by=BY)
    first, second = Opening.objects.order_by("pk")[:2]
    anna, bob = somebody("anna"), somebody("bob")
    at_first = finding.numbers_for(opening=first.pk, passports=[anna.pk, bob.pk])
    assert finding.numbers_for(opening=first.pk, passports=[bob.pk, anna.pk]) == at_first
    at_second = finding.numbers_for(opening=second.pk, passports=[anna.pk])
    known = {*at_first.values(), *at_second.values()}
    assert len(known) == 3
    assert not known & {anna.pk, bob.pk, anna.account_id, bob.account_id}
    assert queries.candidate(at_second[anna.pk], second.pk).passport_id == anna.pk
    assert queries.candidate(at_second[anna.pk], first.pk) is None
    assert {one.version for one in known} == {4}  # chance, and nothing reckoned out of somebody


def test_skills_of_many_at_once_are_those_of_each_alone(bakery: str) -> None:
    people = [somebody(name) for name in ("anna", "bob", "carl")]
    add_proof(passport=people[0], told=ProofTold(ProofKind.CERTIFICATE, "x", skills=("bake", "wash")), by=BY)
    to = {"organisation": bakery, "parts": [Part.SKILLS], "blind": True, "now": NOW, "until": SOON, "by": BY}
    given = {"kind": ProofKind.ENDORSEMENT, "title": "x", "note": "", "skills": ["wash"], "by": BY}
    give_proof(share=share(passport=people[1], **to), **given)
    alone = {one.pk: held_skills(passport_of(one.account_id)) for one in people}
    assert alone[people[0].pk] == {"wash": Evidence.CERTIFIED, "bake": Evidence.CERTIFIED}
    assert skills_of([one.pk for one in people], ["wash", "bake"]) == alone
    assert skills_of([one.pk for one in people], ["bake"]) == {people[0].pk: {"bake": Evidence.CERTIFIED}}


def test_a_look_is_noted_once_a_day_for_each_opening(bakery: str) -> None:
    anna, bob = somebody("anna"), somebody("bob")
    today = NOW.replace(hour=0)

    def look(*people: Passport, opening: str = "job", now: datetime = NOW, since: datetime = today) -> int:
        seen = {"passports": [one.pk for one in people], "organisation": bakery, "role": Role.EMPLOYER}
        return note_found(opening=opening, parts=[Part.SKILLS], now=now, since=since, by=BY, **seen)

    assert look(anna) == 1
    assert look(anna, bob) == 1
    assert look(anna, bob) == 0
    assert look(anna, opening="other") == 1
    tomorrow = NOW + timedelta(days=1)
    assert look(anna, now=tomorrow, since=today + timedelta(days=1)) == 1
    assert Look.objects.filter(passport=anna).count() == 3
    assert str(anna.pk) not in str([vars(event) for event in latest()][:4])


def test_numbers_go_with_the_passport() -> None:
    import_pack(made_pack(), by=BY)
    anna = somebody()
    finding.numbers_for(opening=Opening.objects.first().pk, passports=[anna.pk])
    anna.delete()
    assert not Candidate.objects.exists()
