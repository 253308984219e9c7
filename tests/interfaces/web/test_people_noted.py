# SPDX-License-Identifier: EUPL-1.2
"""A list of people for an employer is noted without them, and counted for who told their group."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.groups.actions import key_of, tell
from overstap.apps.groups.enums import Question, Step
from overstap.apps.groups.queries import counted
from overstap.apps.openings.models import Opening
from overstap.apps.passports.actions import set_circumstances, set_languages
from overstap.apps.passports.enums import Circumstance, Level
from overstap.apps.passports.models import Passport
from overstap.apps.rankings.codes import canonical
from overstap.apps.rankings.enums import Kind
from overstap.apps.rankings.models import Ranking
from overstap.apps.rankings.queries import by_code
from overstap.bridge.candidates import find_people
from overstap.engine.matching.candidates import Order
from overstap.engine.region import Region
from tests.interfaces.web.stored import TILL
from tests.interfaces.web.test_candidates import boss, findable, somebody, till  # noqa: F401 - fixtures
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db


def code_on(client: Client, **query: str) -> str:
    code: str = client.get(reverse("candidates", args=[TILL]), query).context["ranking"]
    return code


def test_people_who_are_shown_are_noted_as_nobody(boss: Client, till: Opening) -> None:  # noqa: F811
    anna, bob = findable(somebody("anna")), findable(somebody("bob", hours_low=8, hours_high=12))
    code = code_on(boss)
    noted = by_code(code)
    assert noted is not None
    assert (noted.kind, noted.found) == (Kind.CANDIDATES, 2)
    assert {noted.place_of(str(one.pk)) for one in (anna, bob)} == {1, 2}
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM rankings_ranking t")
        row = cursor.fetchone()[0]
    for one in (anna, bob):
        assert str(one.pk) not in row
        assert str(one.account_id) not in row
    page = boss.get(reverse("ranking", args=[code])).content.decode()
    assert str(anna.pk) not in page


def test_looking_again_is_the_same_note_and_another_order_another(boss: Client, till: Opening) -> None:  # noqa: F811
    findable(somebody("anna"))
    assert code_on(boss) == code_on(boss)
    assert Ranking.objects.count() == 1
    code_on(boss, order=Order.WISHES.value)
    assert Ranking.objects.count() == 2


def test_nobody_found_is_nothing_to_note(boss: Client, till: Opening) -> None:  # noqa: F811
    assert code_on(boss) == ""
    assert not Ranking.objects.exists()


def test_who_told_their_group_is_counted_and_nobody_else(boss: Client, till: Opening) -> None:  # noqa: F811
    anna = findable(somebody("anna"))
    findable(somebody("bob"))
    tell(account=anna.account_id, choices={Question.SEX: "woman"}, today=timezone.localdate())
    code_on(boss)
    assert counted(Step.SHOWN) == {key_of(anna.account_id)}


def test_what_is_no_input_changes_nothing_an_employer_sees(till: Opening, haaglanden: Region) -> None:  # noqa: F811
    """Two who are alike but for all that must not count come out with the same figures, on every count."""
    one = findable(somebody("anna", story="Ik ben Fatima, 58, en zwanger."))
    other = findable(somebody("bob", story="", plan={"goal": "timmerman"}))
    Passport.objects.filter(pk=one.pk).update(language="ar", kept_at=timezone.now() - timedelta(days=400))
    set_languages(passport=one, levels={"nl": Level.A1, "ar": Level.C2}, by=BY)
    set_circumstances(passport=one, circumstances=list(Circumstance), by=BY)
    tell(
        account=one.account_id,
        choices={Question.DISABILITY: "yes", Question.AGE: "55-and-over"},
        today=timezone.localdate(),
    )
    now = timezone.now()
    for order in Order:
        found = find_people(haaglanden, TILL, now=now, today=now.date(), order=order)
        figures = {
            candidate.key: canonical((candidate.match.coverage, candidate.match.wish, candidate.match.reach))
            for candidate in found.candidates.listed
        }
        assert set(figures) == {str(one.pk), str(other.pk)}
        assert len(set(figures.values())) == 1
        again = find_people(haaglanden, TILL, now=now, today=now.date(), order=order)
        assert [x.key for x in again.candidates.listed] == [x.key for x in found.candidates.listed]


def test_a_person_sees_at_which_place_they_stood(boss: Client, till: Opening) -> None:  # noqa: F811
    """With the code that the employer gives them; their own passport is what they look for."""
    anna = findable(somebody("anna"))
    noted = by_code(code_on(boss))
    assert noted is not None
    assert noted.place_of(str(anna.pk)) == 1
    assert noted.place_of("somebody else") is None
