# SPDX-License-Identifier: EUPL-1.2
"""A train at the desk of who holds it, and what each party sees of it: its own part and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.enums import Role
from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.apps.trains import seats, telling
from overstap.apps.trains.models import Partner, Proposal, Rider, Train
from overstap.bridge.region import current_region
from overstap.bridge.region_import import import_pack
from overstap.bridge.trains import run_proposal
from overstap.config import tasks
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.pack import read_pack
from overstap.engine.roster.reading import read_roster
from overstap.web.words import weekday
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


SEATS = {"least": 1, "most": 2}


class Desk:
    """A municipality that holds a train with an employer, a coach, a provider and a fund."""

    def __init__(self) -> None:
        import_pack(read_pack(SHIPPED), by="terminal")
        self.holder = came_in(account_of(Role.MUNICIPALITY, an_organisation("De Gemeente")))
        self.parties: dict[str, Client] = {}
        for role in ("employer", "coach", "provider", "fund"):
            self.parties[role] = came_in(account_of(Role(role), an_organisation(f"De {role}")))
        day = timezone.localdate()
        told = {
            "kind": "cohort",
            "name": "Zonnetrein",
            "least": 1,
            "most": 2,
            "answer_days": 5,
            "seat_cost": 900,
        }
        days = {
            "orientation_on": day,
            "training_on": day + timedelta(days=40),
            "work_on": day + timedelta(days=80),
        }
        answer = self.holder.post(reverse("train-new"), told | days)
        assert answer.status_code == 302, answer.content.decode()
        self.train = Train.objects.get()
        for role in self.parties:
            about = {"do": "add", "organisation": f"De {role}", "role": role, "asked": 2, "amount": 5000}
            assert self.holder.post(self.at("train-partners"), about).status_code == 302

    def at(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.train.pk, *more])

    def list(self, *references: str) -> dict[str, str]:
        page = self.holder.post(self.at("train"), {"do": "list", "references": "\n".join(references)})
        assert page.status_code == 200, page.content.decode()
        return dict(
            re.findall(r'<th scope="row">([\w-]+)</th><td class="num">([A-Z0-9-]+)</td>', page.content.decode())
        )

    def part(self, role: str) -> str:
        return reverse("train-part", args=[Partner.objects.get(role=role).pk])

    def does(self, reference: str, **asked: Any) -> Any:
        rider = Rider.objects.get(reference=reference)
        return self.holder.post(self.at("train-rider", rider.pk), asked)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def by_code(code: str) -> Client:
    person = Client()
    assert person.post(reverse("train-code"), {"code": code.lower()}).status_code == 302
    return person


def answers(person: Client, reference: str, do: str, **more: str) -> Any:
    rider = str(Rider.objects.get(reference=reference).pk)
    return person.post(reverse("my-train"), {"do": do, "rider": rider, **more})


def test_from_a_list_by_a_yes_to_a_contract(desk: Desk) -> None:
    codes = desk.list("a1", "a2", "a3")
    assert set(codes) == {"a1", "a2", "a3"}
    person = by_code(codes["a1"])
    assert "is voor jou" in person.get(reverse("my-train")).content.decode()
    assert answers(person, "a1", "yes").status_code == 302
    assert "Je bent bij: Rondkijken" in person.get(reverse("my-train")).content.decode()
    assert "Je staat op de lijst" in by_code(codes["a3"]).get(reverse("my-train")).content.decode()
    today = timezone.localdate().isoformat()
    stages = ("orientation", "recruited", "fitting", "matched")
    for before, after in pairwise(stages[:3]):
        assert desk.does("a1", do="move", before=before, after=after, on=today).status_code == 302
    refused = desk.does("a1", do="move", before="fitting", after="matched", on=today)
    assert refused.status_code == 422
    assert "Nog geen werkgever heeft deze persoon een plek toegezegd" in refused.content.decode()
    assert (
        desk.parties["employer"].post(desk.part("employer"), {"do": "promise", "places": 1}).status_code == 302
    )
    employer = Partner.objects.get(role="employer").organisation_id
    assert desk.does("a1", do="place", organisation=employer).status_code == 302
    for before, after in (("fitting", "matched"), ("matched", "training")):
        assert desk.does("a1", do="move", before=before, after=after, on=today).status_code == 302
    rider = str(Rider.objects.get(reference="a1").pk)
    noted = {"do": "certificate", "rider": rider, "day": today}
    assert desk.parties["provider"].post(desk.part("provider"), noted).status_code == 302
    signed = {"do": "contract", "rider": rider, "hours": "32", "begins": today}
    assert desk.parties["employer"].post(desk.part("employer"), signed).status_code == 302
    assert desk.does("a1", do="move", before="training", after="work", on=today).status_code == 302
    one = Rider.objects.get(reference="a1")
    assert (one.stage, one.certificate_on, one.contract_hours) == ("work", timezone.localdate(), 32)
    page = desk.holder.get(desk.at("train")).content.decode()
    assert "1 van 2 stoelen bezet" in page
    table = desk.holder.get(desk.at("train-export", "csv")).content.decode()
    assert "a1;1;aan boord;Aan het werk;De employer" in table
    assert desk.holder.get(desk.at("train-export", "xlsx")).status_code == 200
    assert desk.holder.get(desk.at("train-export", "pdf")).status_code == 404


def test_an_employer_notes_contracts_of_its_own_people_and_a_provider_puts_a_certificate_right(
    desk: Desk,
) -> None:
    codes = desk.list("a1", "a2")
    for name in ("a1", "a2"):
        answers(by_code(codes[name]), name, "yes")
    desk.parties["employer"].post(desk.part("employer"), {"do": "promise", "places": 1})
    employer = Partner.objects.get(role="employer").organisation_id
    desk.does("a1", do="place", organisation=employer)
    mine, other = (str(Rider.objects.get(reference=name).pk) for name in ("a1", "a2"))
    signed = {"do": "contract", "hours": "24", "begins": "2027-09-01", "until": "2028-08-31"}
    post = desk.parties["employer"].post
    assert post(desk.part("employer"), signed | {"rider": other}).status_code == 404
    refused = post(desk.part("employer"), signed | {"rider": mine, "until": "2027-08-31"})
    assert refused.status_code == 422
    assert "De laatste dag komt na de eerste" in refused.content.decode()
    assert post(desk.part("employer"), signed | {"rider": mine}).status_code == 302
    assert "24 uur per week" in desk.parties["employer"].get(desk.part("employer")).content.decode()
    Rider.objects.filter(reference="a1").update(stage="training")
    day = timezone.localdate()
    teach, part = desk.parties["provider"].post, desk.part("provider")
    late = {"do": "certificate", "rider": mine, "day": (day + timedelta(days=1)).isoformat()}
    assert teach(part, late).status_code == 302
    assert Rider.objects.get(reference="a1").certificate_on is None
    assert teach(part, late | {"day": "2026-01-02"}).status_code == 302
    assert Rider.objects.get(reference="a1").certificate_on is not None
    assert teach(part, {"do": "no-certificate", "rider": mine}).status_code == 302
    assert Rider.objects.get(reference="a1").certificate_on is None
    assert teach(part, signed | {"rider": mine}).status_code == 403


def test_who_is_ticked_goes_one_stop_further_and_who_may_not_is_named(desk: Desk) -> None:
    codes = desk.list("a1", "a2")
    answers(by_code(codes["a1"]), "a1", "yes")
    ticked = [str(one.pk) for one in Rider.objects.all()]
    for stops in (1, 2, 3):
        page = desk.holder.post(desk.at("train"), {"do": "move", "rider": ticked}, follow=True)
        said = page.content.decode()
        assert ("1 persoon is een halte verder" in said) is (stops < 3)
    assert "a1: Nog geen werkgever heeft deze persoon een plek toegezegd" in said
    assert [one.stage for one in Rider.objects.order_by("reference")] == ["fitting", "orientation"]
    nobody = desk.holder.post(desk.at("train"), {"do": "move"}, follow=True).content.decode()
    assert "Vink aan wie een halte verder gaat" in nobody


def test_who_gave_an_address_is_mailed_of_a_seat_reminded_and_told_when_it_went_on(desk: Desk) -> None:
    codes = desk.list("a1", "a2", "a3")
    person = by_code(codes["a1"])
    assert answers(person, "a1", "mail", email="no address").status_code == 422
    assert answers(person, "a1", "mail", email="a1@example.org").status_code == 302
    assert "gaat naar a1@example.org" in person.get(reverse("my-train")).content.decode()
    today = timezone.localdate()
    last = Rider.objects.get(reference="a1").answer_by
    assert last is not None
    said = []
    for day in (today, today, last - timedelta(days=1), last, last + timedelta(days=1)):
        seats.lapse_due(today=day)
        for rider, word in telling.due(today=day):
            tasks.tell_rider(rider=str(rider), word=str(word))
        said.append(len(mail.outbox))
    assert said == [1, 1, 2, 2, 3]
    subjects = [one.subject for one in mail.outbox]
    assert "zeg uiterlijk" in subjects[0]
    assert subjects[1:] == [
        f"Je stoel blijft vrij tot en met {weekday(last)}",
        "Je stoel ging naar de volgende",
    ]
    assert all(one.to == ["a1@example.org"] for one in mail.outbox)
    assert Rider.objects.get(reference="a3").state == "offered"
    assert codes["a1"] not in mail.outbox[0].body


def test_an_address_is_not_kept_once_somebody_answered(desk: Desk) -> None:
    codes = desk.list("a1")
    person = by_code(codes["a1"])
    answers(person, "a1", "mail", email="a1@example.org")
    answers(person, "a1", "yes")
    assert Rider.objects.get().email == ""
    tasks.seats_told(timestamp=0)
    assert not mail.outbox


def test_a_no_and_dropping_out_offer_the_seat_on(desk: Desk) -> None:
    codes = desk.list("a1", "a2", "a3", "a4")
    answers(by_code(codes["a1"]), "a1", "no")
    assert Rider.objects.get(reference="a3").state == "offered"
    person = by_code(codes["a2"])
    answers(person, "a2", "yes")
    answers(person, "a2", "drop", reason="money")
    assert Rider.objects.get(reference="a4").state == "offered"
    late = answers(person, "a2", "yes")
    assert late.status_code == 302
    assert "ga je niet meer" in person.get(reverse("my-train")).content.decode()
    page = desk.holder.get(desk.at("train")).content.decode()
    assert "het geld is niet genoeg" in page


def test_codes_come_as_a_table_to_keep_too(desk: Desk) -> None:
    page = desk.holder.post(desk.at("train"), {"do": "list", "references": "a1 a2"}).content.decode()
    table = unquote(re.findall(r'href="data:text/csv;charset=utf-8,([^"]+)"', page)[0])
    head, first, second = table.strip("\ufeff\r\n").split("\r\n")
    assert (head, first[:3], second[:3]) == ("Nummer;Code", "a1;", "a2;")
    assert by_code(second[3:]).get(reverse("my-train")).status_code == 200


def test_a_code_answers_for_its_own_person_only(desk: Desk) -> None:
    codes = desk.list("a1", "a2")
    assert answers(by_code(codes["a1"]), "a2", "yes").status_code == 404
    assert Rider.objects.get(reference="a2").state == "offered"
    assert Client().get(reverse("my-train")).status_code == 302
    assert Client().post(reverse("train-code"), {"code": "AAAAAAAAAA"}).status_code == 422


def test_names_and_doubles_are_refused_and_nobody_is_listed(desk: Desk) -> None:
    for wrong in ("a1\na2, Jan's", "", "a9\na9 é!"):
        page = desk.holder.post(desk.at("train"), {"do": "list", "references": wrong})
        assert page.status_code == 422
    assert not Rider.objects.exists()
    desk.list("a1")
    page = desk.holder.post(desk.at("train"), {"do": "list", "references": "a2 a1"})
    assert page.status_code == 422
    assert "a1 zit er al in" in page.content.decode()


def test_each_party_sees_its_own_part_and_nothing_else(desk: Desk) -> None:
    codes = desk.list("zz-one", "zz-two")
    for name, code in codes.items():
        answers(by_code(code), name, "yes")
    desk.parties["employer"].post(desk.part("employer"), {"do": "promise", "places": 1})
    employer = Partner.objects.get(role="employer").organisation_id
    desk.does("zz-one", do="place", organisation=employer)
    seen = {role: client.get(desk.part(role)).content.decode() for role, client in desk.parties.items()}
    assert "zz-one" in seen["employer"]
    assert "zz-two" not in seen["employer"]
    assert "zz-one" in seen["coach"]
    assert "zz-two" in seen["coach"]
    for role in ("provider", "fund"):
        assert "zz-" not in seen[role]
    assert "5.000" in seen["fund"]
    assert "5.000" not in seen["employer"] + seen["coach"] + seen["provider"]
    for role, client in desk.parties.items():
        for other in desk.parties:
            assert client.get(desk.part(other)).status_code == (200 if other == role else 404)
        assert client.get(desk.at("train")).status_code == 404
        rider = Rider.objects.get(reference="zz-one").pk
        assert client.post(desk.at("train-rider", rider), {"do": "remove"}).status_code == 404
    assert Rider.objects.count() == 2


def test_a_part_does_what_is_its_own_and_no_more(desk: Desk) -> None:
    codes = desk.list("a1")
    answers(by_code(codes["a1"]), "a1", "yes")
    rider = str(Rider.objects.get(reference="a1").pk)
    deeds = {
        "promise": {"places": 1},
        "move": {"rider": rider, "before": "orientation"},
        "certificate": {"rider": rider, "day": timezone.localdate().isoformat()},
    }
    own = {"employer": "promise", "coach": "move"}
    for role, client in desk.parties.items():
        for deed, asked in deeds.items():
            answer = client.post(desk.part(role), {"do": deed, **asked})
            # Who is not at the training yet is not there for who gives it.
            expected = (
                302 if own.get(role) == deed else 404 if (role, deed) == ("provider", "certificate") else 403
            )
            assert answer.status_code == expected, (role, deed)
    assert Rider.objects.get().stage == "recruited"


def test_days_out_of_order_and_too_few_seats_are_told(desk: Desk) -> None:
    day = timezone.localdate()
    told = {"kind": "cohort", "name": "x", "least": 5, "most": 2, "answer_days": 5, "orientation_on": day}
    page = desk.holder.post(reverse("train-new"), told).content.decode()
    assert "Dit is minder dan het kleinste aantal stoelen" in page
    assert "Kies een dag, of een cursus die er een heeft" in page
    days = {"training_on": day - timedelta(days=1), "work_on": day}
    assert desk.holder.post(reverse("train-new"), told | {"least": 1} | days).status_code == 422
    assert Train.objects.count() == 1


def test_a_train_without_a_course_gets_other_names_for_its_stops(desk: Desk) -> None:
    day = timezone.localdate() + timedelta(days=3)
    told = {"kind": "neighbourhood", "name": "Wijk", "answer_days": 5} | SEATS
    days = dict.fromkeys(("orientation_on", "training_on", "work_on"), day)
    assert desk.holder.post(reverse("train-new"), told | days).status_code == 302
    page = desk.holder.get(reverse("train", args=[Train.objects.get(name="Wijk").pk])).content.decode()
    assert "Leren en werken" in page


def test_pages_of_many_people_ask_the_database_no_more(desk: Desk, django_assert_max_num_queries: Any) -> None:
    desk.list(*(f"p{number}" for number in range(100)))
    with django_assert_max_num_queries(22):
        desk.holder.get(desk.at("train"))


def test_an_adviser_has_trains_proposed_and_makes_one(db: None) -> None:
    import_pack(read_pack(SHIPPED), by="terminal")
    centre, today = an_organisation("Het Centrum"), timezone.localdate()
    adviser = came_in(account_of(Role.ADVISER, centre))
    days = {"notified_on": today, "last_day": today + timedelta(days=60)}
    case = open_case(centre=centre, told=CaseTold("Bank", people=60, **days), by="terminal")
    region = current_region()
    bank = bank_roster(region.records, Bank(language="nl", people=60))
    take_in(case=case.pk, people=read_roster(bank, "x.csv", region, "nl"), by="terminal")
    asked = adviser.post(reverse("train-proposals"), {"source": f"case:{case.pk}", "least": 2, "most": 5})
    assert asked.status_code == 302
    row = Proposal.objects.get()
    page = reverse("train-proposal", args=[row.pk])
    assert "Iedereen wordt bekeken" in adviser.get(page).content.decode()
    second = adviser.post(reverse("train-proposals"), {"source": f"found:{centre}", "least": 2, "most": 5})
    assert second.status_code == 200
    run_proposal(row.pk)
    shown = adviser.get(page).content.decode()
    assert "Ze missen allemaal" in shown
    first = row.trains.order_by("number").first()
    do = reverse("train-proposal-do", args=[row.pk])
    made = adviser.post(do, {"do": "make", "train": str(first.pk)}).content.decode()
    assert "Het treintje is gemaakt" in made
    assert "Codes van wie nieuw is" in made
    assert Train.objects.get().riders.filter(state="offered").exists()
    assert adviser.post(do, {"do": "make", "train": str(first.pk)}).status_code == 302
    assert Train.objects.count() == 1
    for stranger in (Role.BROKER, Role.COACH):
        other = came_in(account_of(stranger, an_organisation(f"Ander {stranger}")))
        assert other.get(page).status_code == 404
        assert other.post(do, {"do": "remove"}).status_code == 404
    same = came_in(account_of(Role.MUNICIPALITY, centre))
    assert same.get(page).status_code == 404  # holds trains there, and does not keep the case
    assert adviser.post(do, {"do": "remove"}).status_code == 302
    assert not Proposal.objects.exists()
    assert Train.objects.exists()


def test_figures_for_everybody_say_no_small_count(desk: Desk) -> None:
    Train.objects.update(most=12)
    codes = desk.list(*(f"p{number}" for number in range(9)))
    for name, code in codes.items():
        answers(by_code(code), name, "yes")
    for name in ("p1", "p2"):
        answers(by_code(codes[name]), name, "drop", reason="money")
    page = Client().get(reverse("train-figures")).content.decode()
    assert "Treintje" in page
    assert 'data-name="begonnen">9<' in page
    assert 'data-name="uitgestapt">minder dan 5<' in page
    assert "het geld" not in page.lower()
    table = Client().get(reverse("train-figures-file", args=["csv"])).content.decode()
    assert "Treintje;9;0;0;minder dan 5" in table
