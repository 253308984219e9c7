# SPDX-License-Identifier: EUPL-1.2
"""Groups that people tell: freely, apart, withdrawn at once, counted for nobody who did not tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.audit.queries import latest
from overstap.apps.groups import actions, queries
from overstap.apps.groups.enums import CHOICES, KEPT_FOR, Question, Step
from overstap.apps.groups.models import Answer, Tally
from overstap.apps.rankings.actions import Placed, note
from overstap.apps.rankings.enums import Channel, Kind
from overstap.bridge import fairness as bridge
from overstap.bridge.personal_data import erase, take_along
from tests.apps.refusing import refusal

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def shown(*accounts: object) -> None:
    """An employer is shown these people."""
    note(
        kind=Kind.CANDIDATES,
        channel=Channel.PAGE,
        inputs={"opening": "vac-1"},
        engine="0" * 16,
        revision=1,
        parameters={},
        result=[Placed(str(one), (0.5,)) for one in accounts],
        people=[str(one) for one in accounts],
        now=NOW,
    )


def everything() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM groups_answer t")
        return str(cursor.fetchone()[0])


def test_what_is_told_is_found_by_who_told_it_only() -> None:
    anna, bob = uuid4(), uuid4()
    actions.tell(account=anna, choices={Question.AGE: "55-and-over", Question.SEX: "woman"}, today=TODAY)
    assert queries.told_by(anna) == {Question.AGE: "55-and-over", Question.SEX: "woman"}
    assert queries.told_by(bob) == {}
    assert str(anna) not in everything()


def test_telling_again_takes_the_place_of_what_was_told() -> None:
    anna = uuid4()
    actions.tell(account=anna, choices={Question.AGE: "45-54", Question.SEX: "woman"}, today=TODAY)
    actions.tell(account=anna, choices={Question.AGE: "55-and-over"}, today=TODAY)
    assert queries.told_by(anna) == {Question.AGE: "55-and-over"}


def test_withdrawing_leaves_nothing_also_of_what_was_counted() -> None:
    anna = uuid4()
    for leave in (
        lambda: actions.withdraw(account=anna),
        lambda: actions.tell(account=anna, choices={}, today=TODAY),
    ):
        actions.tell(account=anna, choices={Question.SEX: "man"}, today=TODAY)
        shown(anna)
        assert Tally.objects.get().count == 1
        leave()
        assert not Answer.objects.exists()
        assert not Tally.objects.exists()


def test_the_trail_does_not_say_who() -> None:
    anna = uuid4()
    actions.tell(account=anna, choices={Question.SEX: "man"}, today=TODAY)
    actions.withdraw(account=anna)
    for event in latest(limit=2):
        assert (event.subject, event.by) == ("groups", "system:groups")


def test_being_shown_is_counted_for_who_told_and_for_nobody_else() -> None:
    anna, bob = uuid4(), uuid4()
    shown(anna, bob)
    assert not Tally.objects.exists()
    actions.tell(account=anna, choices={Question.SEX: "woman", Question.AGE: "45-54"}, today=TODAY)
    shown(anna, bob)
    shown(bob, anna)
    assert [(one.step, one.count) for one in Tally.objects.all()] == [("shown", 2)]
    assert queries.counted(Step.SHOWN) == {actions.key_of(anna)}


def test_an_answer_that_is_none_is_refused_and_nothing_changed() -> None:
    anna = uuid4()
    actions.tell(account=anna, choices={Question.SEX: "woman"}, today=TODAY)
    name, _ = refusal(lambda: actions.tell(account=anna, choices={Question.AGE: "woman"}, today=TODAY))
    assert name == "answer_choice_goes_with_the_question"
    assert queries.told_by(anna) == {Question.SEX: "woman"}


def test_it_is_gone_after_two_years() -> None:
    anna = uuid4()
    actions.tell(account=anna, choices={Question.SEX: "woman"}, today=TODAY - KEPT_FOR)
    shown(anna)
    assert actions.purge(today=TODAY) == 1
    assert not Tally.objects.exists()


def test_it_is_taken_along_without_its_key_and_erased_with_the_account() -> None:
    anna = create_account(email="anna@example.org", by="terminal")
    actions.tell(account=anna.pk, choices={Question.SEX: "woman"}, today=TODAY)
    shown(anna.pk)
    known = take_along(account=anna.pk)
    assert known["groups.Answer"] == [{"question": "sex", "choice": "woman", "told_on": "2026-11-23"}]
    assert known["groups.Tally"] == [{"step": "shown", "count": 1}]
    erase(account=anna.pk)
    assert not Answer.objects.exists()
    assert not Tally.objects.exists()


def test_the_report_counts_what_is_known_and_tells_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    women, men = [uuid4() for _ in range(20)], [uuid4() for _ in range(30)]
    for group, people in (("woman", women), ("man", men)):
        for one in people:
            actions.tell(account=one, choices={Question.SEX: group}, today=TODAY)
    shown(*women[:5], *men[:15])
    monkeypatch.setattr(bridge, "SOURCES", {})
    assert bridge.steps_known() == (Step.SHOWN,)
    monkeypatch.setitem(bridge.SOURCES, Step.CONTACTED, lambda: [*women[:1], *men[:10], uuid4()])
    assert bridge.steps_known() == (Step.SHOWN, Step.CONTACTED)
    rows = {row.group: row for row in bridge.fairness()[Question.SEX]}
    assert [row.people for row in rows.values()] == [20, 30, None]
    assert [step.share.value for step in rows["woman"].steps] == [0.25, 0.05]
    assert [step.share.value for step in rows["man"].steps] == [0.5, 10 / 30]
    against = rows["woman"].steps[0].against
    assert against is not None
    assert against.value == 0.5
    assert all(row.people is None for row in bridge.fairness()[Question.AGE])


def test_every_choice_has_a_question_and_every_question_choices() -> None:
    assert set(CHOICES) == set(Question)
    assert all(len(set(choices)) == len(choices) >= 2 for choices in CHOICES.values())
