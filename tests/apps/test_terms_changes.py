# SPDX-License-Identifier: EUPL-1.2
"""What all signed for changes when all sign anew, and not before; what was agreed is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.internships import actions, changing, queries, talks
from overstap.apps.internships.actions import NotNow
from overstap.apps.internships.changing import ChangesNothing, ChangeTold
from overstap.apps.internships.enums import EndReason, InternshipState, Party, Where, With
from overstap.apps.internships.models import Internship, TermsChange
from overstap.apps.organisations.members import add_member
from tests.apps.refusing import refusal
from tests.apps.test_internships import BY, ENDS, STARTS, internship  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

LONGER = ChangeTold(ENDS + timedelta(days=28), 20.0, STARTS + timedelta(days=60))
LATER = STARTS + timedelta(days=50)


@pytest.fixture
def running(internship: Internship) -> Internship:  # noqa: F811
    actions.send_agreement(id_=internship.pk, today=STARTS, by=BY)
    for party in Party:
        actions.sign(id_=internship.pk, party=party, today=STARTS, by=BY)
    actions.begin(id_=internship.pk, on=STARTS, by=BY)
    return internship


def a_guide(host: str) -> str:
    """The address of somebody with an account at a host."""
    email = "guide@example.org"
    add_member(organisation=host, account=create_account(email=email, by=BY).pk, role=Role.HOST, by=BY)
    return email


def ask(row: Internship, told: ChangeTold = LONGER) -> TermsChange:
    return changing.ask_change(internship=row.pk, told=told, today=LATER, by=BY)


def sign(row: Internship, *parties: Party) -> None:
    for party in parties:
        changing.sign_change(internship=row.pk, party=party, today=LATER, by=BY)


def test_it_holds_with_the_last_of_three_and_what_was_agreed_is_kept(running: Internship) -> None:
    had = running.hours
    ask(running)
    sign(running, Party.STUDENT, Party.SCHOOL)
    row = Internship.objects.get()
    assert (row.ends_on, row.hours) == (ENDS, had)
    sign(running, Party.HOST)
    row = Internship.objects.get()
    assert (row.ends_on, row.hours, row.state) == (LONGER.ends_on, 20.0, InternshipState.RUNNING)
    (change,) = queries.changes_of(row)
    assert (change.was_ends_on, change.was_hours, change.agreed_on) == (ENDS, had, LATER)
    assert [one.what for one in latest(limit=2)] == ["terms-change.signed"] * 2


def test_who_signs_twice_signs_once_and_nobody_signs_what_does_not_wait(running: Internship) -> None:
    with pytest.raises(NotNow):
        sign(running, Party.STUDENT)
    ask(running)
    sign(running, Party.STUDENT, Party.STUDENT)
    assert Internship.objects.get().ends_on == ENDS
    with pytest.raises(NotNow):
        ask(running)
    changing.take_change_back(internship=running.pk, by=BY)
    with pytest.raises(NotNow):
        changing.take_change_back(internship=running.pk, by=BY)
    assert not TermsChange.objects.exists()


def test_nothing_is_changed_to_what_stands_nor_before_all_have_signed(
    internship: Internship,  # noqa: F811
) -> None:
    with pytest.raises(NotNow):
        ask(internship)
    actions.send_agreement(id_=internship.pk, today=STARTS, by=BY)
    for party in Party:
        actions.sign(id_=internship.pk, party=party, today=STARTS, by=BY)
    with pytest.raises(ChangesNothing):
        ask(internship, ChangeTold(ENDS, Internship.objects.get().hours, LATER))


def test_a_change_that_waits_goes_when_the_internship_is_over(running: Internship) -> None:
    ask(running)
    actions.end_early(id_=running.pk, on=LATER, reason=EndReason.HOST_STOPS, by=BY)
    assert not TermsChange.objects.exists()
    with pytest.raises(NotNow):
        ask(running)


def test_the_database_lets_terms_change_only_to_what_all_signed(running: Internship) -> None:
    def lengthen(days: int) -> None:
        Internship.objects.filter(pk=running.pk).update(ends_on=ENDS + timedelta(days=days))

    change = ask(running)
    assert refusal(lambda: lengthen(28))[0] == "internship_signed_terms_stand"
    sign(running, *Party)
    assert refusal(lambda: lengthen(29))[0] == "internship_signed_terms_stand"
    assert TermsChange.objects.get().pk == change.pk


def test_one_change_waits_at_a_time(running: Internship) -> None:
    change = ask(running)
    change.pk = None
    refused, _ = refusal(lambda: TermsChange.objects.bulk_create([change]))
    assert refused == "termschange_that_waits_is_single"
    on_paper = TermsChange.objects.filter(agreed_on=None)
    assert refusal(lambda: on_paper.update(on_paper=True))[0] == "termschange_on_paper_is_signed"


def test_an_internship_whose_change_waits_needs_signing(running: Internship) -> None:
    schools = [running.school_id]
    assert queries.counts_at(schools, LATER)["need unsigned"] == 0
    ask(running)
    assert queries.counts_at(schools, LATER)["need unsigned"] == 1


def test_a_host_is_reminded_once_of_its_talks_and_not_of_those_with_the_student(running: Internship) -> None:
    sent: list[tuple[str, str, int, str]] = []

    def remind(today: date) -> int:
        return talks.remind_hosts(today=today, send=lambda *told: sent.append(told), by=BY)

    for day, whom in ((1, With.BOTH), (2, With.STUDENT)):
        told = talks.TalkTold(STARTS + timedelta(days=day), Where.ONLINE, whom)
        talks.plan_talk(internship=running.pk, told=told, by=BY)
    assert remind(STARTS) == 0  # nobody has an account there
    guide = a_guide(running.host_id)
    assert remind(STARTS) == 1
    assert remind(STARTS) == remind(STARTS + timedelta(days=1)) == 0
    assert sent == [(guide, "nl", 1, running.host_id)]


def test_a_mail_to_a_host_that_fails_is_tried_again(running: Internship) -> None:
    def fails(*_told: object) -> None:
        raise OSError

    a_guide(running.host_id)
    told = talks.TalkTold(STARTS, Where.ONLINE, With.HOST)
    talks.plan_talk(internship=running.pk, told=told, by=BY)
    assert talks.remind_hosts(today=STARTS, send=fails, by=BY) == 0
    assert talks.remind_hosts(today=STARTS, send=lambda *_told: None, by=BY) == 1
