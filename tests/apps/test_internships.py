# SPDX-License-Identifier: EUPL-1.2
"""Internships: one for every placed student, nobody skips a step, and each party signs for itself alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.internships import actions, after, queries, talks
from overstap.apps.internships.actions import InternshipTold
from overstap.apps.internships.enums import (
    Again,
    EndReason,
    Guided,
    InternshipState,
    Moment,
    Now,
    Party,
    VisitOutcome,
    Where,
    With,
)
from overstap.apps.internships.models import Evaluation, FollowUp, Internship, Visit
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.rounds import actions as rounds
from overstap.apps.rounds.actions import Given, RoundTold, StudentTold
from overstap.apps.rounds.models import Round, RoundStudent
from overstap.bridge import internships as bridge
from overstap.bridge.region_import import import_pack
from tests.apps.refusing import refusal
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

BY = "terminal"
TODAY = date(2027, 1, 20)
STARTS, ENDS = date(2027, 2, 1), date(2027, 7, 1)
SCHOOL = "thuiszorg"


def a_round(places: int = 2) -> tuple[Round, dict[str, str]]:
    """A round with three students, two of whom have a place; with the codes of its students."""
    import_pack(made_pack(), by=BY)
    told = RoundTold("Spring", date(2027, 1, 15), STARTS, ENDS)
    row = rounds.open_round(organisation=SCHOOL, told=told, by=BY)
    opening = Opening.objects.order_by("pk").values_list("pk", flat=True)[0]
    offered = {"round_": row.pk, "opening": opening, "places": places, "criteria": []}
    place = rounds.offer_place(**offered, by=BY)
    students = [StudentTold(name, "nurse", "delft", ("wash", "bake")) for name in ("s1", "s2", "s3")]
    codes = rounds.bring_students(round_=row.pk, students=students, by=BY)
    given = {one.pk: Given(place.pk, 1) for one in RoundStudent.objects.order_by("reference")[:places]}
    now = datetime(2027, 1, 16, tzinfo=UTC)
    rounds.give_out(round_=row.pk, given=given, now=now, by=BY)
    row.refresh_from_db()
    return row, codes


def told(**other: object) -> InternshipTold:
    values = {"reference": "x1", "title": "Learn to bake", "starts_on": STARTS, "ends_on": ENDS, "host": SCHOOL}
    return InternshipTold(**(values | {"skills": ("wash", "bake"), "hours": 24.0} | other))  # type: ignore[arg-type]


@pytest.fixture
def internship(db: None) -> Internship:
    import_pack(made_pack(), by=BY)
    return actions.make(school=SCHOOL, told=told(), by=BY)[0]


def signed(internship: Internship, *parties: Party) -> Internship:
    actions.send_agreement(id_=internship.pk, today=TODAY, by=BY)
    for party in parties or tuple(Party):
        actions.sign(id_=internship.pk, party=party, today=TODAY, by=BY)
    internship.refresh_from_db()
    return internship


def over(internship: Internship) -> Internship:
    signed(internship)
    actions.begin(id_=internship.pk, on=STARTS, by=BY)
    actions.complete(id_=internship.pk, on=ENDS, by=BY)
    internship.refresh_from_db()
    return internship


def say(internship: Internship, side: Party, *learned: str, today: date = ENDS) -> Evaluation:
    said = after.Said(Guided.YES, Again.YES, learned)
    return after.evaluate(internship=internship.pk, side=side, said=said, today=today, by=BY)


def test_fixing_a_round_makes_an_internship_for_every_placed_student(db: None) -> None:
    row, codes = a_round()
    assert bridge.fix_round(round_=row, language="nl", by=BY) == 2
    made = {one.reference: one for one in Internship.objects.all()}
    assert set(made) == {"s1", "s2"}
    one = made["s1"]
    assert (one.state, one.starts_on, one.ends_on, one.skills) == ("proposed", STARTS, ENDS, ["wash", "bake"])
    assert one.host_id == Opening.objects.get(pk=one.opening_id).organisation_id
    found = queries.internship_by_code(codes["s1"].lower())
    assert found is not None
    assert found.pk == one.pk
    assert queries.internship_by_code(codes["s3"]) is None
    assert queries.internship_by_code("") is None


def test_making_them_again_doubles_nobody_and_keeps_what_was_changed(db: None) -> None:
    row, _codes = a_round()
    with pytest.raises(bridge.NotFixed):
        bridge.make_from_round(round_=row, language="nl", by=BY)
    bridge.fix_round(round_=row, language="nl", by=BY)
    one = Internship.objects.get(reference="s1")
    actions.change(id_=one.pk, told=told(reference="s1", title="Else"), by=BY)
    actions.remove(id_=Internship.objects.get(reference="s2").pk, by=BY)
    assert bridge.make_from_round(round_=row, language="nl", by=BY) == 1
    assert bridge.make_from_round(round_=row, language="nl", by=BY) == 0
    assert sorted(Internship.objects.values_list("reference", "title"))[0] == ("s1", "Else")
    assert Internship.objects.count() == 2


def test_a_student_of_a_round_has_one_internship(db: None) -> None:
    row, _codes = a_round()
    bridge.fix_round(round_=row, language="nl", by=BY)
    first, second = Internship.objects.order_by("reference")
    name, _words = refusal(lambda: Internship.objects.filter(pk=first.pk).update(student=second.student_id))
    assert name == "internship_of_a_student_is_single"


def test_each_party_signs_for_itself_and_the_last_makes_it_agreed(internship: Internship) -> None:
    with pytest.raises(actions.NotNow):
        actions.sign(id_=internship.pk, party=Party.SCHOOL, today=TODAY, by=BY)
    actions.send_agreement(id_=internship.pk, today=TODAY, by=BY)
    fields = {party: f"{party}_signed_on" for party in Party}
    done: set[Party] = set()
    for number, party in enumerate((Party.HOST, Party.STUDENT, Party.SCHOOL)):
        day = TODAY + timedelta(days=number)
        assert actions.sign(id_=internship.pk, party=party, today=day, by=BY)
        assert not actions.sign(id_=internship.pk, party=party, today=ENDS, by=BY)
        done.add(party)
        internship.refresh_from_db()
        assert {one for one in Party if getattr(internship, fields[one])} == done
        assert getattr(internship, fields[party]) == day
    assert (internship.state, internship.agreed_on) == ("agreed", day)


def test_the_school_says_of_a_paper_only_for_a_host_without_an_account(internship: Internship) -> None:
    account = create_account(email="baas@example.org", by=BY)
    add_member(organisation=SCHOOL, account=account.pk, role=Role.HOST, by=BY)
    paper = {"today": TODAY, "by": BY, "on_paper": True}
    actions.send_agreement(id_=internship.pk, today=TODAY, by=BY)
    for party in Party:
        with pytest.raises(actions.NotNow):
            actions.sign(id_=internship.pk, party=party, **paper)
    other, _code = actions.make(school=SCHOOL, told=told(host=None, host_name="De Molen"), by=BY)
    actions.send_agreement(id_=other.pk, today=TODAY, by=BY)
    for party in (Party.STUDENT, Party.SCHOOL):
        with pytest.raises(actions.NotNow):
            actions.sign(id_=other.pk, party=party, **paper)
    assert actions.sign(id_=other.pk, party=Party.HOST, **paper)
    assert Internship.objects.get(pk=other.pk).on_paper
    unsigned = Internship.objects.filter(pk=internship.pk)
    assert refusal(lambda: unsigned.update(on_paper=True))[0] == "internship_on_paper_is_signed"


def test_what_was_signed_for_does_not_change_under_somebody(internship: Internship) -> None:
    signed(internship, Party.HOST)
    assert not actions.change(id_=internship.pk, told=told(host_guide="Chef"), by=BY)
    assert Internship.objects.get().host_signed_on == TODAY
    update = {"ends_on": ENDS + timedelta(days=1)}
    name, _words = refusal(lambda: Internship.objects.update(**update))
    assert name == "internship_signed_terms_stand"
    assert actions.change(id_=internship.pk, told=told(**update), by=BY)
    row = Internship.objects.get()
    assert (row.sent_on, row.host_signed_on, row.ends_on) == (None, None, ENDS + timedelta(days=1))
    signed(row)
    with pytest.raises(actions.NotNow):
        actions.change(id_=row.pk, told=told(), by=BY)


def test_nobody_skips_a_step(internship: Internship) -> None:
    steps: list[Callable[[], object]] = [
        lambda: actions.begin(id_=internship.pk, on=STARTS, by=BY),
        lambda: actions.complete(id_=internship.pk, on=ENDS, by=BY),
        lambda: actions.end_early(id_=internship.pk, on=ENDS, reason=EndReason.OTHER, by=BY),
    ]
    for step in steps:
        with pytest.raises(actions.NoSuchMove):
            step()
    signed(internship)
    for step in steps[1:]:
        with pytest.raises(actions.NoSuchMove):
            step()
    steps[0]()
    steps[1]()
    for step in steps:
        with pytest.raises(actions.NoSuchMove):
            step()
    assert Internship.objects.get().state == InternshipState.COMPLETED


def test_the_database_lets_nobody_skip_a_step_either(internship: Internship) -> None:
    all_signed = {f"{party}_signed_on": TODAY for party in Party} | {"sent_on": TODAY, "agreed_on": TODAY}
    begun = {"state": "running", "began_on": STARTS}
    name, _words = refusal(lambda: Internship.objects.update(**all_signed, **begun))
    assert name == "internship_state_goes_its_way"
    Internship.objects.update(**all_signed, state="agreed")
    finished = begun | {"state": "completed", "ended_on": ENDS}
    assert refusal(lambda: Internship.objects.update(**finished))[0] == "internship_state_goes_its_way"
    Internship.objects.update(**begun)
    back = {"state": "agreed", "began_on": None}
    assert refusal(lambda: Internship.objects.update(**back))[0] == "internship_state_goes_its_way"
    values = {"reference": "y", "title": "x", "starts_on": STARTS, "ends_on": ENDS, "host_id": SCHOOL}
    new = Internship(school_id=SCHOOL, state="agreed", **values, **all_signed)
    assert refusal(lambda: new.save(force_insert=True))[0] == "internship_starts_as_proposed"


def test_it_does_not_end_before_it_began(internship: Internship) -> None:
    signed(internship)
    actions.begin(id_=internship.pk, on=STARTS, by=BY)
    with pytest.raises(IntegrityError, match="internship_ends_after_it_began"):
        actions.end_early(id_=internship.pk, on=STARTS - timedelta(days=1), reason=EndReason.HOST_STOPS, by=BY)


def test_an_agreement_is_taken_back_until_it_began(internship: Internship) -> None:
    with pytest.raises(actions.NotNow):
        actions.take_agreement_back(id_=internship.pk, by=BY)
    signed(internship)
    actions.take_agreement_back(id_=internship.pk, by=BY)
    row = Internship.objects.get()
    assert (row.state, row.sent_on, row.student_signed_on, row.agreed_on) == ("proposed", None, None, None)
    signed(row)
    actions.begin(id_=row.pk, on=STARTS, by=BY)
    with pytest.raises(actions.NotNow):
        actions.take_agreement_back(id_=row.pk, by=BY)


def test_a_new_code_opens_and_the_old_one_no_longer_does(internship: Internship) -> None:
    first = actions.new_code(id_=internship.pk, by=BY)
    second = actions.new_code(id_=internship.pk, by=BY)
    assert queries.internship_by_code(first) is None
    assert queries.internship_by_code(second) is not None
    assert second not in str(list(Internship.objects.values()))


def test_a_talk_is_planned_once_a_day_and_noted_from_its_day_on(internship: Internship) -> None:
    plan = {"internship": internship.pk, "by": BY}
    for where in (Where.ONLINE, Where.AT_HOST):
        visit = talks.plan_talk(told=talks.TalkTold(STARTS, where, With.BOTH, time(9, 30)), **plan)
    assert list(Visit.objects.values_list("where", flat=True)) == ["at-host"]
    note = {"visit": visit.pk, "outcome": VisitOutcome.GOES_WELL, "note": "Well", **plan}
    with pytest.raises(talks.NotNow):
        talks.note_talk(today=STARTS - timedelta(days=1), **note)
    talks.note_talk(today=STARTS, **note)
    assert not talks.cancel_talk(visit=visit.pk, **plan)
    with pytest.raises(talks.NotNow):
        talks.plan_talk(told=talks.TalkTold(STARTS, Where.ONLINE, With.BOTH), **plan)


def test_who_planned_talks_is_reminded_once_in_one_mail(internship: Internship) -> None:
    account = create_account(email="stage@example.org", by=BY)
    member = add_member(organisation=SCHOOL, account=account.pk, role=Role.SCHOOL, by=BY)
    for days, keeper in ((0, member.pk), (1, member.pk), (2, member.pk), (-1, member.pk)):
        plan = talks.TalkTold(STARTS + timedelta(days=days), Where.ONLINE, With.BOTH, keeper=keeper)
        talks.plan_talk(internship=internship.pk, told=plan, by=BY)
    sent: list[tuple[str, str, int]] = []

    def fails(*_told: object) -> None:
        raise OSError

    assert talks.remind(today=STARTS, send=fails, by=BY) == 0
    for _ in range(2):
        talks.remind(today=STARTS, send=lambda *told: sent.append(told), by=BY)
    assert sent == [("stage@example.org", "nl", 2)]
    talks.remind(today=STARTS + timedelta(days=1), send=lambda *told: sent.append(told), by=BY)
    assert sent[1:] == [("stage@example.org", "nl", 1)]
    assert latest(what="visits.reminded")[0].counts == {"sent": 1}


def test_each_side_says_how_it_was_once_it_is_nearly_over(internship: Internship) -> None:
    signed(internship)
    with pytest.raises(after.NotNow):
        say(internship, Party.STUDENT)
    actions.begin(id_=internship.pk, on=STARTS, by=BY)
    with pytest.raises(after.NotNow):
        say(internship, Party.STUDENT, today=ENDS - timedelta(days=15))
    say(internship, Party.STUDENT, "wash", today=ENDS - timedelta(days=14))
    assert say(internship, Party.STUDENT, "wash", "unwanted").learned == ["wash"]
    say(internship, Party.HOST, "wash", "bake")
    with pytest.raises(after.NotNow):
        say(internship, Party.STUDENT, "bake")
    say(internship, Party.SCHOOL)
    assert Evaluation.objects.count() == 3


def test_a_host_reads_what_students_said_together_and_not_one_by_one(internship: Internship) -> None:
    several = [
        internship,
        *(actions.make(school=SCHOOL, told=told(reference=f"s{n}"), by=BY)[0] for n in range(3)),
    ]
    for number, one in enumerate(several):
        over(one)
        say(one, Party.STUDENT)
        if number < 3:
            assert queries.answers_about(SCHOOL) is None
        if number < 2:
            say(one, Party.HOST)
    say(several[2], Party.HOST)
    answers = queries.answers_about(SCHOOL)
    assert answers is not None
    assert (answers.students, answers.guided[Guided.YES]) == (3, 3)  # the fourth host has not answered


def test_where_the_student_is_now_is_told_at_the_end_and_half_a_year_later(internship: Internship) -> None:
    def tell(moment: Moment, now: Now, by: Party, today: date) -> None:
        after.tell_where(internship=internship.pk, moment=moment, now=now, told_by=by, today=today, by=BY)

    with pytest.raises(after.NotNow):
        tell(Moment.AT_END, Now.STUDY, Party.SCHOOL, TODAY)
    over(internship)
    tell(Moment.AT_END, Now.LOOKING, Party.SCHOOL, ENDS)
    tell(Moment.AT_END, Now.STUDY, Party.STUDENT, ENDS)
    with pytest.raises(after.NotNow):
        tell(Moment.AT_END, Now.LOOKING, Party.SCHOOL, ENDS)
    with pytest.raises(after.NotNow):
        tell(Moment.LATER, Now.STUDY, Party.STUDENT, date(2027, 12, 31))
    tell(Moment.LATER, Now.JOB_HERE, Party.STUDENT, date(2028, 1, 1))
    assert set(FollowUp.objects.values_list("moment", "now")) == {("at-end", "study"), ("later", "job-here")}


def test_small_numbers_of_where_students_went_are_withheld(internship: Internship) -> None:
    over(internship)
    rows = [
        Internship(school_id=SCHOOL, reference=f"r{n}", title="x", starts_on=STARTS, ends_on=ENDS)
        for n in range(9)
    ]
    for one in rows:
        one.host_id, one.occupation = SCHOOL, "nurse"
    Internship.objects.bulk_create(rows)
    for number, one in enumerate(rows):
        now = Now.STUDY if number < 5 else Now.LOOKING
        FollowUp.objects.create(internship=one, moment="at-end", now=now, told_by="school", told_on=ENDS)
    (went,) = queries.went_from([SCHOOL])
    assert (went.went[Now.STUDY], went.went[Now.LOOKING], went.went[Now.JOB_HERE]) == (5, None, 0)


def test_nothing_is_saved_when_the_trail_cannot_be_written(
    internship: Internship, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.send_agreement(id_=internship.pk, today=TODAY, by=BY)

    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    plan = talks.TalkTold(STARTS, Where.ONLINE, With.BOTH)
    for one in (
        lambda: actions.sign(id_=internship.pk, party=Party.HOST, today=TODAY, by=BY),
        lambda: actions.remove(id_=internship.pk, by=BY),
        lambda: actions.make(school=SCHOOL, told=told(), by=BY),
        lambda: talks.plan_talk(internship=internship.pk, told=plan, by=BY),
    ):
        with pytest.raises(OSError):
            one()
    assert (Internship.objects.get().host_signed_on, Visit.objects.count()) == (None, 0)


def test_internships_of_long_ago_go_and_others_stay(internship: Internship) -> None:
    actions.make(school=SCHOOL, told=told(reference="x2", ends_on=ENDS + timedelta(days=1)), by=BY)
    later = ENDS + timedelta(days=731)
    assert actions.remove_old(today=later - timedelta(days=1), by=BY) == 0
    assert actions.remove_old(today=later, by=BY) == 1
    assert Internship.objects.get().reference == "x2"


@pytest.mark.django_db(transaction=True)
def test_three_who_sign_at_once_are_all_heard_and_it_is_agreed() -> None:
    import_pack(made_pack(), by=BY)
    one, _code = actions.make(school=SCHOOL, told=told(), by=BY)
    actions.send_agreement(id_=one.pk, today=TODAY, by=BY)
    together = threading.Barrier(3, timeout=30)

    def sign(party: Party) -> None:
        try:
            together.wait()
            actions.sign(id_=one.pk, party=party, today=TODAY, by=BY)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(sign, Party))
    one.refresh_from_db()
    assert (one.state, one.host_signed_on, one.student_signed_on) == ("agreed", TODAY, TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_internships_of_a_round_at_once_double_nobody() -> None:
    row, _codes = a_round()
    rounds.fix(round_=row.pk, by=BY)
    row.refresh_from_db()
    together = threading.Barrier(2, timeout=30)

    def make(_number: int) -> None:
        try:
            together.wait()
            bridge.make_from_round(round_=row, language="nl", by=BY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(make, range(2)))
    assert Internship.objects.count() == 2
