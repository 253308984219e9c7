# SPDX-License-Identifier: EUPL-1.2
"""Keeping watch: what operators see of rules and fairness, what people tell for it, without anybody in it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.groups.actions import count, tell
from overstap.apps.groups.enums import Question, Step
from overstap.apps.groups.queries import told_by
from overstap.bridge.retention import BY_THE_CLOCK, RULES, sweep
from tests.interfaces.web.who import BY, account_of, came_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> Client:
    return came_in(account_of(Role.OPERATOR, ""))


def some(group: str, people: int, reached: int) -> None:
    accounts = [uuid4() for _ in range(people)]
    for one in accounts:
        tell(account=one, choices={Question.SEX: group}, today=timezone.localdate())
    count(accounts=accounts[:reached], step=Step.SHOWN)


def test_rules_that_were_not_carried_out_are_told(operator: Client) -> None:
    page = operator.get(reverse("watch"))
    assert len(page.context["late"]) == len(BY_THE_CLOCK)
    for rule in BY_THE_CLOCK:
        sweep(rule, timezone.now())
    assert operator.get(reverse("watch")).context["late"] == []
    sweep(BY_THE_CLOCK[0], timezone.now() - timedelta(hours=3))
    late = operator.get(reverse("watch"))
    assert [one.what for one in late.context["late"]] == [BY_THE_CLOCK[0].what]
    assert "utrecht-alert--warning" in late.content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_reads_how_long_what_is_kept(client: Client, language: str) -> None:
    page = client.get({"nl": "/privacy/", "en": "/en/privacy/"}[language]).content.decode()
    page = unescape(page)
    for rule in RULES.values():
        for said in (rule.what, rule.how_long, rule.why):
            assert said[language][1:] in page


def test_somebody_tells_changes_and_withdraws() -> None:
    anna = create_account(email="anna@example.org", by=BY)
    client = came_in(anna)
    address = reverse("my-groups")
    assert client.get(address).context["told"] is False
    client.post(address, {"age": "45-54", "sex": "woman", "origin": "", "disability": "made up"})
    assert told_by(anna.pk) == {Question.AGE: "45-54", Question.SEX: "woman"}
    client.post(address, {"age": "", "sex": "woman"})
    assert told_by(anna.pk) == {Question.SEX: "woman"}
    page = client.get(address).content.decode()
    assert 'name="sex" value="woman" checked' in page
    client.post(address, {"withdraw": "yes", "sex": "woman"})
    assert told_by(anna.pk) == {}


def test_who_watches_sees_shares_and_no_small_group(operator: Client) -> None:
    some("woman", 20, 2)
    some("man", 40, 30)
    some("otherwise", 3, 1)
    page = operator.get(reverse("fairness")).content.decode()
    assert "te weinig om te tonen" in page
    table = csv.DictReader(StringIO(operator.get(reverse("fairness-csv")).content.decode()))
    rows = {row["group"]: row for row in table if row["step"] in ("", "shown")}
    assert rows["otherwise"]["people"] == rows["woman"]["people"] == "withheld"
    assert rows["otherwise"]["share"] == rows["woman"]["share"] == ""
    assert rows["man"]["share"] == "0.75"
    assert latest(limit=1)[0].what == "groups.reported"


def test_a_difference_that_chance_does_not_explain_is_marked(operator: Client) -> None:
    some("woman", 50, 10)
    some("man", 100, 40)
    page = operator.get(reverse("fairness"))
    assert "20% (11–33)" in page.content.decode()
    assert "0,50 (0,27–0,91)" in page.content.decode()
    assert "kijk hiernaar" in page.content.decode()


def test_the_report_takes_few_questions_however_many_tell(
    operator: Client, django_assert_max_num_queries: object
) -> None:
    some("woman", 60, 30)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        operator.get(reverse("fairness"))


def test_nobody_but_they_themselves_reads_an_answer(operator: Client) -> None:
    anna = create_account(email="anna@example.org", by=BY)
    tell(account=anna.pk, choices={Question.DISABILITY: "yes"}, today=datetime(2026, 11, 1, tzinfo=UTC).date())
    for name in ("watch", "fairness", "fairness-csv", "my-groups"):
        page = operator.get(reverse(name)).content.decode()
        assert str(anna.pk) not in page
        assert 'value="yes" checked' not in page
