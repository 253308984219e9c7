# SPDX-License-Identifier: EUPL-1.2
"""A train at the desk of who holds it, and what each party sees of it: its own part and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.accounts.enums import Role
from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.apps.trains.models import Partner, Proposal, Rider, Train
from overstap.bridge.region import current_region
from overstap.bridge.region_import import import_pack
from overstap.bridge.trains import run_proposal
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.pack import read_pack
from overstap.engine.roster.reading import read_roster
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
    noted = desk.parties["provider"].post(desk.part("provider"), {"do": "certificate", "rider": rider})
    assert noted.status_code == 302
    assert desk.does("a1", do="contract", hours="32", begins=today).status_code == 302
    assert desk.does("a1", do="move", before="training", after="work", on=today).status_code == 302
    one = Rider.objects.get(reference="a1")
    assert (one.stage, one.certificate_on, one.contract_hours) == ("work", timezone.localdate(), 32)
    page = desk.holder.get(desk.at("train")).content.decode()
    assert "1 van 2 stoelen bezet" in page
    table = desk.holder.get(desk.at("train-export", "csv")).content.decode()
    assert "a1;1;aan boord;Aan het werk;De employer" in table
    assert desk.holder.get(desk.at("train-export", "xlsx")).status_code == 200
    assert desk.holder.get(desk.at("train-export", "pdf")).status_code == 404


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
        "certificate": {"rider": rider},
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
