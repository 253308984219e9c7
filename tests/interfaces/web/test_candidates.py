# SPDX-License-Identifier: EUPL-1.2
"""An employer finds people who agreed to it: two scores, no names, and each sees who looked."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.contacts.finding import agree
from overstap.apps.contacts.models import Candidate, Findable
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport, set_languages
from overstap.apps.passports.enums import Level, Part, ProofKind
from overstap.apps.passports.models import Look, Passport
from overstap.engine.region import Region
from tests.interfaces.web.stored import TILL, store_opening
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db

SKILLS = {"handle-cash": "certified", "help-customers": "claimed", "be-honest": "claimed"}
STORY = "Ik ben Fatima el Idrissi, 45 jaar oud, Marokkaanse moeder. Bel 06-12345678. Ik deed de kas."
WHO = ("Fatima", "Idrissi", "45 jaar", "moeder", "Marok", "06-1234", "Kerkstraat", "1998", "Delft")


@pytest.fixture
def till(db: None, haaglanden: Region) -> Opening:
    return store_opening(haaglanden, TILL)


@pytest.fixture
def boss(till: Opening) -> Client:
    account = create_account(email="boss@example.org", by=BY)
    add_member(organisation=till.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    return came_in(account)


def somebody(name: str = "anna", **more: object) -> Passport:
    account = create_account(email=f"{name}@example.org", by=BY)
    told = Told(language="nl", **{"skills": SKILLS, "story": STORY, "place": "delft", **more})
    return keep_passport(account=account.pk, told=told, now=timezone.now(), by=BY)


def findable(passport: Passport, **more: object) -> Passport:
    now = timezone.now()
    terms = {"parts": list(Part), "conditions": [], "not_for": [], "until": now + timedelta(days=30), **more}
    agree(passport=passport.pk, now=now, by=BY, **terms)
    return passport


def numbers_on(page: str) -> list[UUID]:
    found = re.findall(r'/mensen/([0-9a-f-]{36})/"', page)
    return [UUID(one) for one in dict.fromkeys(found)]


def listed(boss: Client, order: str = "") -> str:
    answer = boss.get(reverse("candidates", args=[TILL]), {"order": order} if order else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_agrees_on_the_page_and_takes_it_back_with_one_press(till: Opening, boss: Client) -> None:
    anna = somebody(hours_low=8, hours_high=16, wage_floor=14.0)
    client = came_in(anna.account)
    page = client.get(reverse("being-found")).content.decode()
    assert "Niemand vindt je nu." in page
    assert numbers_on(listed(boss)) == []
    posted = {
        "parts": ["wishes", "proofs"],
        "conditions": ["hours"],
        "until": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }
    assert client.post(reverse("being-found"), posted)["Location"] == reverse("being-found")
    row = Findable.objects.get()
    assert (row.parts, row.conditions) == (["proofs", "skills", "wishes"], ["hours"])
    assert "blind" in client.get(reverse("being-found")).content.decode()
    assert len(numbers_on(listed(boss))) == 1
    client.post(reverse("stop-being-found"))
    assert not Findable.objects.exists()
    assert numbers_on(listed(boss)) == []


@pytest.mark.parametrize("until", ["", "2020-01-01", "2030-01-01", "x"])
def test_what_is_not_right_is_said_and_nothing_is_agreed(until: str) -> None:
    anna = somebody()
    answer = came_in(anna.account).post(reverse("being-found"), {"until": until, "parts": ["wishes"]})
    assert answer.status_code == 422
    assert 'href="#until"' in answer.content.decode()
    assert not Findable.objects.exists()


def test_only_what_somebody_told_can_be_a_condition() -> None:
    anna = somebody()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    answer = came_in(anna.account).post(reverse("being-found"), {"until": until, "conditions": ["wage"]})
    assert answer.status_code == 422
    assert not Findable.objects.exists()


def test_nowhere_it_is_told_who_somebody_is(till: Opening, boss: Client) -> None:
    anna = findable(somebody())
    told = ProofTold(ProofKind.WORK, "Balie", whose="Bank in de Kerkstraat", note="Ik ben Fatima.")
    told = ProofTold(**{**vars_of(told), "from_on": timezone.localdate().replace(year=1998)})
    add_proof(passport=anna, told=told, by=BY)
    set_languages(passport=anna, levels={"nl": Level.B1}, by=BY)
    (number,) = numbers_on(listed(boss))
    for page in (listed(boss), boss.get(reverse("candidate", args=[TILL, number])).content.decode()):
        for word in (*WHO, "anna@example.org", str(anna.pk), str(anna.account_id)):
            assert word not in page, word
    assert "Balie" in page
    assert "deed de kas" in page


def vars_of(told: ProofTold) -> dict[str, object]:
    return {name: getattr(told, name) for name in ProofTold.__slots__}


def test_both_scores_stand_apart(till: Opening, boss: Client) -> None:
    findable(somebody(hours_low=30, wage_floor=14.0))
    page = listed(boss)
    assert "past bij 1 van de 2 wensen" in page
    assert re.search(r"\d+% gedekt, \d+% kunnen zij aantonen", page)
    assert "kan 3 van de 7 dingen die dit werk vraagt" in page


def test_wishes_are_shown_only_when_that_was_agreed(till: Opening, boss: Client) -> None:
    findable(somebody(hours_low=30, wage_floor=14.0), parts=[Part.SKILLS])
    page = listed(boss)
    assert "past bij 1 van de 2 wensen" in page  # the score is always there
    assert "wish-parts" not in page  # which wishes is not
    (number,) = numbers_on(page)
    alone = boss.get(reverse("candidate", args=[TILL, number])).content.decode()
    assert "deed de kas" not in alone
    assert "€" not in alone


def test_a_condition_keeps_the_opening_away_also_from_who_has_the_number(till: Opening, boss: Client) -> None:
    anna = findable(somebody(hours_low=30))
    (number,) = numbers_on(listed(boss))
    findable(anna, conditions=["hours"])
    assert numbers_on(listed(boss)) == []
    assert boss.get(reverse("candidate", args=[TILL, number])).status_code == 404


def test_whoever_hides_from_an_organisation_is_not_there_for_it(till: Opening, boss: Client) -> None:
    anna = findable(somebody())
    (number,) = numbers_on(listed(boss))
    findable(anna, not_for=[till.organisation_id])
    assert numbers_on(listed(boss)) == []
    assert boss.get(reverse("candidate", args=[TILL, number])).status_code == 404


def test_a_number_is_good_for_its_own_opening_only(till: Opening, boss: Client, haaglanden: Region) -> None:
    findable(somebody())
    (number,) = numbers_on(listed(boss))
    other = store_opening(haaglanden, "barista-mokka-a")
    account = create_account(email="other@example.org", by=BY)
    add_member(organisation=other.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    elsewhere = came_in(account)
    assert elsewhere.get(reverse("candidate", args=[TILL, number])).status_code == 404
    assert elsewhere.get(reverse("candidate", args=["barista-mokka-a", number])).status_code == 404
    page = elsewhere.get(reverse("candidates", args=["barista-mokka-a"])).content.decode()
    assert str(number) not in page
    assert len(numbers_on(page)) == 1


def test_a_closed_opening_finds_nobody(
    till: Opening, haaglanden: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    findable(somebody())
    account = create_account(email="boss@example.org", by=BY)
    add_member(organisation=till.organisation_id, account=account.pk, role=Role.EMPLOYER, by=BY)
    closes = haaglanden.records.openings[TILL].closes_on
    for days, status in ((0, 200), (1, 404)):
        day = datetime.combine(closes + timedelta(days=days), time(12), tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda day=day: day)
        assert came_in(account).get(reverse("candidates", args=[TILL])).status_code == status


def test_somebody_sees_who_looked_and_for_which_work(till: Opening, boss: Client, haaglanden: Region) -> None:
    anna = findable(somebody())
    page = listed(boss)
    listed(boss)
    boss.get(reverse("candidate", args=[TILL, numbers_on(page)[0]]))
    assert Look.objects.count() == 2  # in the list, and what was agreed
    mine = came_in(anna.account).get(reverse("passport")).content.decode()
    assert haaglanden.records.organisations[till.organisation_id].name in mine
    assert str(haaglanden.records.openings[TILL].title["nl"]) in mine


def test_the_page_asks_as_many_questions_for_many_people_as_for_few(till: Opening, boss: Client) -> None:
    def asked() -> int:
        listed(boss)  # who is new is noted the first time
        with CaptureQueriesContext(
            connection,
        ) as queries:
            listed(boss)
        return len(queries)

    findable(somebody("p0"))
    few = asked()
    for n in range(1, 9):
        findable(somebody(f"p{n}"))
    assert asked() == few


def test_a_list_can_be_ordered_by_wishes(till: Opening, boss: Client) -> None:
    able = findable(somebody("able", hours_low=30))
    glad = findable(somebody("glad", hours_low=8, skills={**SKILLS, "handle-cash": "claimed"}))
    by_passport = dict.fromkeys([able.pk, glad.pk])
    listed(boss)
    for row in Candidate.objects.all():
        by_passport[row.passport_id] = row.pk
    assert numbers_on(listed(boss)) == [by_passport[able.pk], by_passport[glad.pk]]
    assert numbers_on(listed(boss, "wishes")) == [by_passport[glad.pk], by_passport[able.pk]]
