# SPDX-License-Identifier: EUPL-1.2
"""Keeping a passport fresh: proposals that one takes or leaves, and a reminder that tells nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.models import Account
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.models import PassportSkill
from overstap.apps.upkeep.models import Reminder
from overstap.bridge.taxonomy_rows import import_taxonomy
from overstap.config import tasks
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words
from tests.interfaces.web.who import BY, came_in

pytestmark = pytest.mark.django_db

OLD = {"same": "Klanten helpen", "merged": "klantcontact", "lost": "Zwaarden smeden"}


@pytest.fixture
def anna() -> Account:
    """Her language had three skills more in an earlier version."""
    skills = tuple(Skill(f"esco-{id_}", SkillKind.SKILL, {"nl": Words(label)}) for id_, label in OLD.items())
    for version, these in (("1.1", skills), ("1.2", ())):
        import_taxonomy(Taxonomy("esco", version, ("nl",), these), by=BY)
    account = create_account(email="anna@example.org", by=BY)
    held = dict.fromkeys((*(f"esco-{one}" for one in OLD), "never-known", "handle-cash"), "claimed")
    told = Told(language="nl", skills=held)
    keep_passport(account=account.pk, told=told, now=timezone.now(), by=BY)
    return account


@pytest.fixture
def client_(anna: Account) -> Client:
    return came_in(anna)


def proposed(client: Client) -> dict[str, str]:
    return {one["old"]: one["new"] for one in client.get(reverse("upkeep")).context["proposals"]}


def answer(client: Client, do: str, old: str) -> None:
    posted = {"do": do, "kind": "skill", "old": old}
    assert client.post(reverse("upkeep"), posted)["Location"] == reverse("upkeep")


def held() -> set[str]:
    return set(PassportSkill.objects.values_list("skill", flat=True))


def test_what_went_is_proposed_and_nothing_is_changed(client_: Client) -> None:
    before = held()
    assert proposed(client_) == {
        "Klanten helpen": "Klanten helpen",
        "klantcontact": "Klanten helpen",
        "Zwaarden smeden": "",
        "never known": "",
    }
    assert held() == before
    assert "4 woorden in je paspoort" in client_.get(reverse("passport")).content.decode()


def test_each_is_taken_or_left_by_itself(client_: Client) -> None:
    answer(client_, "take", "esco-same")
    answer(client_, "leave", "esco-merged")
    answer(client_, "take", "esco-lost")
    assert held() == {"help-customers", "esco-merged", "never-known", "handle-cash"}
    assert proposed(client_) == {"never known": ""}


def test_only_what_is_proposed_can_be_answered(client_: Client) -> None:
    before = held()
    for old in ("handle-cash", "no-such", ""):
        answer(client_, "take", old)
    assert held() == before
    assert client_.post(reverse("upkeep"), {"do": "take-all"}).status_code == 403


def test_a_reminder_is_set_sent_without_a_word_about_one_and_switched_off(
    client_: Client, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    client_.post(reverse("upkeep"), {"do": "remind", "every": "3", "next_on": day.isoformat()})
    tasks.send_reminders(timestamp=0)
    assert mail.outbox == []
    later = timezone.now() + timedelta(days=4)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for _twice in range(2):
        tasks.send_reminders(timestamp=0)
    (sent,) = mail.outbox
    assert sent.to == ["anna@example.org"]
    assert sent.subject == "Tijd om je paspoort na te kijken"
    for told in ("anna", "Klanten", "http", str(anna.pk)):
        assert told not in sent.body
    client_ = came_in(anna)
    client_.post(reverse("upkeep"), {"do": "remind", "every": ""})
    assert not Reminder.objects.exists()


def test_without_a_day_it_is_that_long_from_today(client_: Client) -> None:
    client_.post(reverse("upkeep"), {"do": "remind", "every": "12", "next_on": ""})
    today = timezone.localdate()
    assert Reminder.objects.get().next_on == today.replace(year=today.year + 1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("next_on", "2020-01-01", "Kies een dag na vandaag, binnen twee jaar."),
        ("next_on", "ooit", "Dit is geen dag."),
        ("every", "2", "2"),
    ],
)
def test_what_cannot_be_is_said(field: str, value: str, sentence: str, client_: Client) -> None:
    answered = client_.post(reverse("upkeep"), {"do": "remind", "every": "3", field: value})
    assert answered.status_code == 422
    assert sentence in answered.content.decode()
    assert not Reminder.objects.exists()


def test_who_has_no_passport_can_be_reminded_and_is_proposed_nothing() -> None:
    client = came_in(create_account(email="bob@example.org", by=BY))
    assert proposed(client) == {}
    client.post(reverse("upkeep"), {"do": "remind", "every": "1"})
    assert Reminder.objects.exists()
