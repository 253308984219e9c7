# SPDX-License-Identifier: EUPL-1.2
"""Internships on the pages of school, host and student: each does what is theirs, and the list stays quick."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from overstap.apps.accounts.enums import Role
from overstap.apps.internships.enums import InternshipState, Party
from overstap.apps.internships.models import FollowUp, Internship, Visit
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.models import Membership
from overstap.apps.passports.models import PassportSkill, Proof
from overstap.apps.rounds.models import Round
from overstap.bridge.region_import import import_pack
from overstap.engine.pack import read_pack
from overstap.web.internships.talk_mails import remind_of_talks
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Client:
    import_pack(read_pack(SHIPPED), by="terminal")
    return came_in(account_of(Role.SCHOOL, an_organisation("De School")))


def today() -> date:
    return timezone.localdate()


def filled(**other: object) -> dict[str, object]:
    values = {
        "reference": "k1",
        "study": "Kok, niveau 3",
        "occupation": "kok",
        "track": "bol",
        "host": "De Gouden Pollepel",
        "title": "Koken voor gasten",
        "starts_on": today() + timedelta(days=7),
        "ends_on": today() + timedelta(days=107),
        "hours": "24",
        "host_guide": "Chef-kok",
        "wishes": "koken, keuken schoonhouden",
    }
    return values | other


def added(school: Client, **other: object) -> tuple[Internship, str]:
    """An internship added by hand, and the student's code."""
    answer = school.post(reverse("internship-new"), filled(**other))
    assert answer.status_code == 302, answer.content.decode()
    row = Internship.objects.order_by("-made_at")[0]
    page = school.get(answer["Location"]).content.decode()
    code = re.search(r'class="code-shown">([A-Z0-9-]+)<', page)
    assert code, page
    return row, code[1]


def do(client: Client, row: Internship, deed: str, **told: object) -> int:
    return client.post(reverse("internship", args=[row.pk]), {"do": deed, **told}).status_code


def of_student(code: str) -> Client:
    student = Client()
    answer = student.post(reverse("round-code"), {"code": code.lower()})
    assert answer["Location"] == reverse("my-internship")
    return student


def running(school: Client, row: Internship) -> Internship:
    for party in Party:
        setattr(row, f"{party}_signed_on", today())
    row.sent_on = row.agreed_on = today()
    for state in (InternshipState.AGREED, InternshipState.RUNNING):
        row.state, row.began_on = state, today() if state is InternshipState.RUNNING else None
        row.save()
    return row


def test_a_code_is_shown_once_and_opens_the_students_own_page(school: Client) -> None:
    row, code = added(school)
    assert "code-shown" not in school.get(reverse("internship", args=[row.pk])).content.decode()
    page = of_student(code).get(reverse("my-internship")).content.decode()
    assert "De Gouden Pollepel" in page
    assert "Ik heb getekend" not in page  # not sent yet
    assert of_student(code).get(reverse("my-internship-agreement")).status_code == 404
    assert do(school, row, "code") == 302
    school.get(reverse("internship", args=[row.pk]))
    assert Client().post(reverse("round-code"), {"code": code}).status_code == 422


def test_what_is_typed_wrong_is_said_and_nothing_is_made(school: Client) -> None:
    wrong = {
        "reference": "Jan Jansen",
        "occupation": "xqzvw",
        "ends_on": today(),
        "hours": "60",
        "host": "",
        "wishes": "xqzvw",
    }
    answer = school.post(reverse("internship-new"), filled(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("een nummer en geen naam", "geen beroep bij deze woorden", "Een getal van 1 tot 48"):
        assert said in page
    assert not Internship.objects.exists()


def test_school_student_and_paper_make_it_agreed(school: Client) -> None:
    row, code = added(school)
    student = of_student(code)
    mine = reverse("my-internship")
    student.post(mine, {"do": "sign"})
    assert do(school, row, "send") == 302
    student.post(mine, {"do": "sign"})
    row.refresh_from_db()
    assert (row.student_signed_on, row.host_signed_on, row.school_signed_on) == (today(), None, None)
    do(school, row, "paper")
    do(school, row, "sign")
    row.refresh_from_db()
    assert (row.state, row.on_paper) == ("agreed", True)
    assert "op papier, zegt de school" in school.get(reverse("internship", args=[row.pk])).content.decode()


def test_a_host_signs_with_its_own_account_and_the_school_does_not_for_it(school: Client) -> None:
    bakery = an_organisation("De Warme Bakker")
    host = came_in(account_of(Role.HOST, bakery))
    row, code = added(school, host="de warme bakker")
    here = reverse("internship-here", args=[bakery, row.pk])
    assert host.get(here).status_code == 404  # not sent yet
    do(school, row, "send")
    do(school, row, "paper")
    for client, address in (
        (school, reverse("internship", args=[row.pk])),
        (of_student(code), reverse("my-internship")),
    ):
        client.post(address, {"do": "sign", "party": "host", "on_paper": "yes"})
        row.refresh_from_db()
        assert row.host_signed_on is None
    assert (
        "wacht op jullie handtekening" in host.get(reverse("internships-here", args=[bakery])).content.decode()
    )
    assert host.post(here, {"do": "sign"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.host_signed_on, row.on_paper) == ("agreed", today(), False)


def test_a_member_of_another_school_or_host_sees_nothing_of_it(school: Client) -> None:
    bakery = an_organisation("De Warme Bakker")
    row, _code = added(school, host="De Warme Bakker")
    do(school, row, "send")
    stranger = account_of(Role.HOST, an_organisation("De Maan"))
    Membership.objects.create(account=stranger, organisation_id=an_organisation("De Zon"), role="school")
    client = came_in(stranger)
    for name in ("internship", "internship-change", "internship-remove", "internship-agreement"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
        assert client.post(reverse(name, args=[row.pk]), {"do": "sign"}).status_code in (404, 405)
    for organisation in (bakery, stranger.memberships.get(role="host").organisation_id):
        address = reverse("internship-here", args=[organisation, row.pk])
        assert client.post(address, {"do": "sign"}).status_code == 404
    row.refresh_from_db()
    assert row.host_signed_on is row.school_signed_on is None


def test_changing_what_is_signed_for_asks_everybody_to_sign_again(school: Client) -> None:
    row, code = added(school)
    do(school, row, "send")
    of_student(code).post(reverse("my-internship"), {"do": "sign"})
    change = reverse("internship-change", args=[row.pk])
    page = school.get(change).content.decode()
    assert "koken" in page.lower()
    assert "De Gouden Pollepel" in page
    school.post(change, filled(wishes=re.search(r'name="wishes"[^>]*>([^<]*)<', page)[1], host_guide="Kok"))  # type: ignore[index]
    row.refresh_from_db()
    assert (row.student_signed_on, row.host_guide) == (today(), "Kok")
    answer = school.post(change, filled(hours="28"), follow=True)
    assert "verstuur de overeenkomst opnieuw" in answer.content.decode()
    row.refresh_from_db()
    assert (row.student_signed_on, row.sent_on, row.hours) == (None, None, 28.0)


def test_the_agreement_is_a_pdf_for_each_of_the_three(school: Client) -> None:
    bakery = an_organisation("De Warme Bakker")
    row, code = added(school, host="De Warme Bakker")
    do(school, row, "send")
    host, student = came_in(account_of(Role.EMPLOYER, bakery)), of_student(code)
    for client, address in (
        (school, reverse("internship-agreement", args=[row.pk])),
        (host, reverse("internship-here-agreement", args=[bakery, row.pk])),
        (student, reverse("my-internship-agreement")),
    ):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_talks_are_planned_noted_and_taken_along(school: Client) -> None:
    row, code = added(school)
    row = running(school, row)
    plan = {"on": today() - timedelta(days=1), "at": "09:30", "where": "online", "with_whom": "both"}
    assert do(school, row, "plan", **plan) == 302
    assert do(school, row, "plan", **(plan | {"on": "", "where": "moon"})) == 422
    assert do(school, row, "plan", on=today(), where="at-host", with_whom="host") == 302
    late = Visit.objects.get(on=today() - timedelta(days=1))
    assert late.keeper is not None
    calendar = Calendar.from_ical(school.get(reverse("internships-talks")).content)
    assert [str(one["summary"]) for one in calendar.walk("VEVENT")] == ["Stagegesprek: k1"] * 2
    of_the_student = Calendar.from_ical(of_student(code).get(reverse("my-internship-talks")).content)
    assert len(of_the_student.walk("VEVENT")) == 1
    assert "gesprek is te laat" in school.get(reverse("internships"), {"need": "late-visit"}).content.decode()
    bsn = "111222333"
    assert do(school, row, "note", visit=str(late.pk), outcome="goes-well", note=f"Goed. {bsn}") == 302
    late.refresh_from_db()
    assert late.outcome == "goes-well"
    assert bsn not in late.note
    page = of_student(code).get(reverse("my-internship")).content.decode()
    assert "Goed." not in page


def test_how_it_was_is_read_by_others_only_once_both_answered(school: Client) -> None:
    bakery = an_organisation("De Warme Bakker")
    host = came_in(account_of(Role.HOST, bakery))
    row, code = added(school, host="De Warme Bakker", wishes="koken")
    row = running(school, row)
    here, student = reverse("internship-here", args=[bakery, row.pk]), of_student(code)
    answers = {"do": "evaluate", "guided": "partly", "again": "no", "skill_0": "yes", "note": "Te weinig tijd"}
    student.post(reverse("my-internship"), answers)
    assert not row.evaluations.exists()  # too early
    do(school, row, "complete")
    assert student.post(reverse("my-internship"), answers).status_code == 302
    ours = reverse("internship", args=[row.pk])
    assert "Te weinig tijd" in student.get(reverse("my-internship")).content.decode()
    assert "Te weinig tijd" not in school.get(ours).content.decode()
    host.post(here, answers | {"note": "Fijne student", "again": "yes"})
    assert "Te weinig tijd" in school.get(ours).content.decode()
    page = host.get(here).content.decode()
    assert "Fijne student" in page
    assert "Te weinig tijd" not in page
    assert "Fijne student" in student.get(reverse("my-internship")).content.decode()


def test_where_the_student_is_now_is_told_by_the_student_or_the_school(school: Client) -> None:
    row, code = added(school)
    row = running(school, row)
    end = {"ended_on": today(), "reason": "other-place"}
    assert do(school, row, "end", ended_on=today(), reason="ill") == 422
    assert do(school, row, "end", **end) == 302
    assert do(school, row, "where", moment="at-end", now="looking") == 302
    of_student(code).post(reverse("my-internship"), {"do": "where", "moment": "at-end", "now": "study"})
    assert [(one.now, one.told_by) for one in row.follow_ups.all()] == [("study", "student")]


def many(school: Client, number: int) -> None:
    organisation = Membership.objects.get(role="school").organisation_id
    host = Opening.objects.exclude(kind="vacancy").order_by("pk")[0].organisation_id
    rows = [
        Internship(
            school_id=organisation,
            host_id=host,
            reference=f"s{one}",
            title="Leren",
            starts_on=today() + timedelta(days=one % 60 - 30),
            ends_on=today() + timedelta(days=100),
        )
        for one in range(number)
    ]
    Internship.objects.bulk_create(rows)
    talks = [
        Visit(internship=one, on=today() + timedelta(days=n % 40 - 20), where="online", with_whom="both")
        for n, one in enumerate(rows)
    ]
    Visit.objects.bulk_create(talks)


def test_the_list_takes_few_questions_and_little_time_for_a_thousand(
    school: Client, django_assert_max_num_queries: object
) -> None:
    many(school, 1000)
    school.get(reverse("internships"))
    for asked in ({}, {"need": "late-visit"}, {"state": "proposed", "q": "s1"}, {"page": "17"}):
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            began = time.process_time()
            answer = school.get(reverse("internships"), asked)
            took = time.process_time() - began
        assert answer.status_code == 200
        assert took < 0.3  # of this process alone: the machine may be busy
    page = school.get(reverse("internships")).content.decode()
    first = re.search(r'<th scope="row">.*?tag--warn">([^<]+)<', page, re.DOTALL)
    assert first is not None
    assert first[1] == "gesprek is te laat"


def test_the_list_is_taken_along_as_it_is_looked_at(school: Client) -> None:
    added(school)
    added(school, reference="k2", host="=1+1")
    told = school.get(reverse("internships-export", args=["csv"]), {"q": "k2"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["k2"]
    assert rows[1][2] == "'=1+1"
    book = zipfile.ZipFile(io.BytesIO(school.get(reverse("internships-export", args=["xlsx"])).content))
    assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 3
    assert school.get(reverse("internships-export", args=["pdf"])).status_code == 404


def test_letting_a_round_stand_makes_the_internships_and_pressing_again_doubles_none(school: Client) -> None:
    days = {"wishes_until": 10, "starts_on": 30, "ends_on": 130}
    told = {name: today() + timedelta(days=number) for name, number in days.items()}
    school.post(reverse("round-new"), {"name": "Voorjaar", "choice": "stable", **told})
    round_ = Round.objects.get()
    file = SimpleUploadedFile(
        "s.csv", b"nummer;beroep;woonplaats;vaardigheden\na1;receptionist;Leiden;telefoon aannemen\n"
    )
    school.post(reverse("round-students", args=[round_.pk]), {"do": "bring", "file": file})
    opening = Opening.objects.exclude(kind="vacancy").order_by("pk")[0]
    offer = {"do": "offer", "opening": opening.pk, "places": 1, "criterion": "score"}
    school.post(reverse("round-places", args=[round_.pk]), offer)
    make, step = reverse("round-internships", args=[round_.pk]), reverse("round-do", args=[round_.pk])
    school.post(make)
    assert not Internship.objects.exists()
    school.post(step, {"do": "hold"})
    school.post(step, {"do": "fix"})
    placed = round_.students.filter(got__isnull=False).count()
    assert Internship.objects.count() == placed
    school.post(make)
    assert Internship.objects.count() == placed


def test_who_planned_a_talk_gets_a_mail_that_tells_nobody_whom_it_is_about(school: Client) -> None:
    row, _code = added(school)
    row = running(school, row)
    do(school, row, "plan", on=today() + timedelta(days=1), where="online", with_whom="both")
    assert remind_of_talks(today=today(), by="system:worker") == 1
    assert remind_of_talks(today=today(), by="system:worker") == 0
    (sent,) = mail.outbox
    assert sent.to == ["school@example.org"]
    assert "Je hebt er 1 gepland" in sent.body
    assert "k1" not in sent.subject + sent.body


def test_what_the_host_confirms_goes_into_the_students_own_passport_once(school: Client) -> None:
    bakery = an_organisation("De Warme Bakker")
    row, code = added(school, host="De Warme Bakker", wishes="koken, keuken schoonhouden")
    row = running(school, row)
    do(school, row, "complete")
    student = came_in(account_of(Role.PERSON, bakery))
    student.post(reverse("round-code"), {"code": code})
    mine, put = reverse("my-internship"), {"do": "passport"}
    student.post(mine, put)
    assert not Proof.objects.exists()  # nobody confirmed anything yet
    said = {"do": "evaluate", "guided": "yes", "again": "yes"}
    learned = {f"skill_{number}": "no" if number else "yes" for number in range(len(row.skills))}
    student.post(mine, {**said, **learned})
    host = came_in(account_of(Role.HOST, bakery))
    host.post(reverse("internship-here", args=[bakery, row.pk]), {**said, **learned})
    assert "De Warme Bakker bevestigt dat je dit leerde" in student.get(mine).content.decode()
    stranger = of_student(code)
    assert stranger.post(mine, put).status_code == 404  # without an account there is no passport
    for _ in range(2):
        assert student.post(mine, put).status_code == 302
    proof = Proof.objects.get()
    assert (proof.kind, proof.organisation_id, proof.skills) == ("endorsement", bakery, [row.skills[0]])
    held = PassportSkill.objects.get(passport=proof.passport_id, skill=row.skills[0])
    assert held.evidence == "claimed"
    assert str(proof.passport_id) not in str(Internship.objects.values())


def test_where_students_went_withholds_small_numbers(school: Client) -> None:
    many(school, 9)
    Internship.objects.update(occupation="chef")
    rows = list(Internship.objects.all())
    told = {"moment": "at-end", "told_by": "school", "told_on": today()}
    FollowUp.objects.bulk_create(
        FollowUp(internship=one, now="study" if number < 6 else "looking", **told)
        for number, one in enumerate(rows)
    )
    page = school.get(reverse("internship-figures")).content.decode()
    numbers = re.findall(r'<td class="num"[^>]*>(?:<[^>]+>)?([^<]+)<', page)
    assert numbers == ["0", "0", "6", "minder dan 5", "0"]
