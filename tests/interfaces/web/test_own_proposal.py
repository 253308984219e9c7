# SPDX-License-Identifier: EUPL-1.2
"""People of a case see what a plan proposes to them, by the code on their letter, and answer it themselves."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from overstap.apps.mobility import answers, plans
from overstap.apps.mobility.enums import Rule
from overstap.apps.mobility.models import Case, CasePerson, CasePlan, PlanLine
from overstap.engine.region import Region
from tests.interfaces.web.test_case_plans import adviser, case, planned, said
from tests.interfaces.web.who import BY

__all__ = ["adviser", "case"]

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 20, tzinfo=UTC)


@pytest.fixture
def shown(adviser: Client, case: Case) -> CasePlan:
    """A plan that people may see."""
    plan = planned(adviser, case)
    adviser.post(reverse("case-plan-change", args=[case.pk, plan.pk]), {"do": "show"})
    plan.refresh_from_db()
    return plan


def with_code(person: CasePerson) -> Client:
    """A browser without an account in which somebody typed their code, in small letters and with blanks."""
    client = Client()
    answer = client.post(reverse("any-code"), {"code": " " + answers.code_of(person).lower()})
    assert answer.headers["Location"] == reverse("my-proposal")
    return client


def placed(plan: CasePlan) -> PlanLine:
    line = plan.lines.exclude(opening="").order_by("pk").first()
    assert line is not None
    return line


def answered(client: Client, person: CasePerson, opening: str, do: str) -> str:
    told = {"person": str(person.pk), "opening": opening, "do": do}
    return client.post(reverse("my-proposal"), told, follow=True).content.decode()


def test_before_a_plan_is_shown_no_code_opens_anything(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    person = placed(plan).person
    wrong = Client().post(reverse("any-code"), {"code": answers.code_of(person)})
    assert wrong.status_code == 422
    letter = adviser.get(reverse("case-letter", args=[case.pk, person.pk])).content
    assert "deze code" not in PdfReader(io.BytesIO(letter)).pages[0].extract_text()


def test_the_letter_holds_the_code_that_opens_the_proposal(
    adviser: Client, case: Case, shown: CasePlan
) -> None:
    line = placed(shown)
    letter = adviser.get(reverse("case-letter", args=[case.pk, line.person_id])).content
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(letter)).pages).split())
    found = re.search(r"[A-Z2-9]{4} [A-Z2-9]{4} [A-Z2-9]{4}", text)
    assert found
    client = Client()
    client.post(reverse("proposal-code"), {"code": found.group()})
    page = client.get(reverse("my-proposal")).content.decode()
    assert line.person.reference in page
    assert "Waarom dit voorstel" in page
    others = shown.lines.exclude(person=line.person_id).values_list("person__reference", flat=True)
    assert not any(one in page for one in others)


def test_who_has_no_place_reads_why_and_what_else_there_was(shown: CasePlan) -> None:
    line = next(one for one in shown.lines.filter(opening="") if one.why["others"])
    page = with_code(line.person).get(reverse("my-proposal")).content.decode()
    assert "nog geen plek" in page
    assert "Wat er nog meer was" in page


def test_a_no_counts_in_every_next_plan_also_where_the_adviser_fixed_somebody(
    adviser: Client, case: Case, shown: CasePlan
) -> None:
    line = placed(shown)
    plans.set_rule(case=case.pk, person=line.person_id, opening=line.opening, rule=Rule.LOCKED, by=BY)
    page = answered(with_code(line.person), line.person, line.opening, "refuse")
    assert "Je zei nee" in page
    again = planned(adviser, case)
    assert again.lines.get(person=line.person_id).opening != line.opening
    told = adviser.get(reverse("case-person", args=[case.pk, line.person_id])).content.decode()
    assert "Zegt zelf nee tegen" in told
    assert line.person.reference in said(adviser, case, shown)


def test_a_wish_is_seen_by_the_adviser_and_can_be_taken_back(
    adviser: Client, case: Case, shown: CasePlan
) -> None:
    line = next(one for one in shown.lines.all() if one.why["others"])
    other = line.why["others"][0]["opening"]
    client = with_code(line.person)
    assert "Dit wil je graag" in answered(client, line.person, other, "wish")
    told = adviser.get(reverse("case-person", args=[case.pk, line.person_id])).content.decode()
    assert "Wil zelf graag" in told
    assert "Dit wil je graag" not in answered(client, line.person, other, "free")
    assert not answers.answers_in(case)


def test_what_the_adviser_ruled_out_cannot_be_wished(case: Case, shown: CasePlan) -> None:
    line = placed(shown)
    plans.set_rule(case=case.pk, person=line.person_id, opening=line.opening, rule=Rule.FORBIDDEN, by=BY)
    page = answered(with_code(line.person), line.person, line.opening, "wish")
    assert "Praat er samen over" in page
    assert not answers.answers_in(case)


def test_nobody_answers_for_somebody_else_or_to_what_they_were_not_told(
    shown: CasePlan, haaglanden: Region
) -> None:
    mine, theirs = shown.lines.exclude(opening="").order_by("pk")[:2]
    client = with_code(mine.person)
    told = {"person": str(theirs.person_id), "opening": theirs.opening, "do": "refuse"}
    assert client.post(reverse("my-proposal"), told).status_code == 404
    known = {mine.opening, *(one["opening"] for one in mine.why["others"])}
    other = next(one for one in haaglanden.records.openings if one not in known)
    told = {"person": str(mine.person_id), "opening": other, "do": "wish"}
    assert client.post(reverse("my-proposal"), told).status_code == 403


def test_a_newer_plan_is_not_seen_until_it_is_shown(adviser: Client, case: Case, shown: CasePlan) -> None:
    person = placed(shown).person
    planned(adviser, case)
    line = answers.shown_line(person)
    assert line is not None
    assert line.plan_id == shown.pk


def test_the_code_is_forgotten_when_somebody_is_done(shown: CasePlan) -> None:
    client = with_code(placed(shown).person)
    client.post(reverse("my-proposal"), {"do": "leave"})
    assert client.get(reverse("my-proposal")).headers["Location"] == reverse("proposal-code")
