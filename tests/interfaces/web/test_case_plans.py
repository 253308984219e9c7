# SPDX-License-Identifier: EUPL-1.2
"""Plans of a case: asked for, made behind the pages, explained, changed by hand, planned again, taken along."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from datetime import date

import polars as pl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from overstap.apps.accounts.enums import Role
from overstap.apps.mobility import plans
from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.apps.mobility.models import Case, CasePlan, PersonRule, PlanLine
from overstap.bridge.case_plans import READY_TASK, ask_to_be_ready, run_plan
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.region import Region
from overstap.engine.region.placing_ways import payers
from overstap.engine.roster.reading import read_roster
from overstap.web.downloads import as_csv
from tests.interfaces.web.who import BY, account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db

WEIGHTS = {"income": "100", "fit": "50", "cost": "1", "change": "100"}


@pytest.fixture
def adviser(db: None) -> Client:
    return came_in(account_of(Role.ADVISER, an_organisation("Werkcentrum")))


@pytest.fixture
def case(adviser: Client, haaglanden: Region, monkeypatch: pytest.MonkeyPatch) -> Case:
    """With 120 people of the made-up bank."""
    monkeypatch.setattr("overstap.bridge.case_plans.current_region", lambda: haaglanden)
    told = CaseTold("Bank", date(2027, 1, 11), date(2027, 6, 30), people=120)
    made = open_case(centre=reverse_centre(), told=told, by=BY)
    people = read_roster(bank_roster(haaglanden.records, Bank(people=120)), "x.csv", haaglanden, "nl")
    take_in(case=made.pk, people=people, by=BY)
    return made


def reverse_centre() -> str:
    from overstap.apps.organisations.models import Organisation

    return Organisation.objects.get(name="Werkcentrum").pk


def planned(adviser: Client, case: Case, **asked: str) -> CasePlan:
    """Asks for a plan on the page, and has it made as the worker does."""
    answer = adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS | asked)
    assert answer.status_code == 302, answer.content.decode()[-4000:]
    plan = case.plans.get(state="asked")
    run_plan(plan.pk)
    plan.refresh_from_db()
    return plan


def said(adviser: Client, case: Case, plan: CasePlan, **asked: str) -> str:
    return adviser.get(reverse("case-plan", args=[case.pk, plan.pk]), asked).content.decode()


def test_a_plan_is_asked_for_in_the_background_and_says_so_while_it_is_made(
    adviser: Client, case: Case
) -> None:
    adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS)
    plan = case.plans.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'plan' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("overstap.config.tasks.make_case_plan", str(plan.pk))]
    page = said(adviser, case, plan)
    assert "wordt gemaakt" in page
    assert "hx-get" in page
    again = adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS)
    assert "al een plan gemaakt" in again.content.decode()
    assert case.plans.count() == 1


def test_a_plan_places_people_and_says_why_the_others_are_not(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    assert plan.state == "made"
    placed = plan.lines.exclude(opening="").count()
    assert plan.found["placed"] == placed > 20
    assert plan.lines.count() == 120
    assert plan.found["proven"] is True
    page = said(adviser, case, plan)
    assert "het beste dat er is" in page
    assert 'class="flows"' in page
    unplaced = said(adviser, case, plan, who="not")
    assert any(reason in unplaced for reason in ("Er is een weg, maar", "Geen werkplek past", "elke valt af"))
    assert f"{120 - placed} mensen" in unplaced


def test_no_opening_takes_more_people_than_it_has_places(
    adviser: Client, case: Case, haaglanden: Region
) -> None:
    plan = planned(adviser, case)
    held = list(plan.lines.exclude(opening="").values_list("opening", "edition"))
    for opening in {one for one, _ in held}:
        assert sum(one == opening for one, _ in held) <= haaglanden.records.openings[opening].places
    for edition in {one for _, one in held if one}:
        assert sum(one == edition for _, one in held) <= haaglanden.records.editions[edition].seats


def test_money_is_not_spent_twice(adviser: Client, case: Case) -> None:
    for budget in (0.0, 2000.0):
        plan = planned(adviser, case, budget=str(budget))
        own = sum(one.cost - one.paid for one in plan.lines.all())
        assert own <= budget + 0.01
        assert round(own) == round(plan.found["cost"] - sum(plan.found["paid"].values()))


def test_a_source_of_money_has_a_ceiling_and_a_course_runs_from_its_least_number(
    adviser: Client, case: Case, haaglanden: Region
) -> None:
    plan = planned(adviser, case, least="3", **{"source-sociaal-plan-budget-d": "2500"})
    assert plan.asked["sources"] == {"sociaal-plan-budget-d": 2500.0}
    paid = [line.paid for line in plan.lines.all() if line.payer == "sociaal-plan-budget-d"]
    assert 0 < sum(paid) <= 2500
    runs = Counter(line.edition for line in plan.lines.all() if line.edition)
    fixed = {one: n for one, n in runs.items() if not haaglanden.records.editions[one].continuous}
    assert fixed
    assert min(fixed.values()) >= 3
    again = adviser.get(reverse("case-plans", args=[case.pk])).content.decode()
    assert re.search(r'name="source-sociaal-plan-budget-d"\s[^>]*value="2500', again)


def test_what_is_decided_by_hand_is_kept_and_little_else_changes(adviser: Client, case: Case) -> None:
    first = planned(adviser, case)
    before = dict(first.lines.values_list("person_id", "opening"))
    fixed, moved = first.lines.exclude(opening="").order_by("pk")[:2]
    for line, do in ((fixed, "lock"), (moved, "forbid")):
        asked = {"opening": line.opening, "edition": line.edition, "do": do}
        assert (
            adviser.post(reverse("case-person-decide", args=[case.pk, line.person_id]), asked).status_code
            == 302
        )
    second = planned(adviser, case)
    after = dict(second.lines.values_list("person_id", "opening"))
    assert after[fixed.person_id] == fixed.opening
    assert after[moved.person_id] != moved.opening
    changed = [person for person, opening in before.items() if opening != after[person]]
    assert 1 <= len(changed) <= 6
    page = adviser.get(reverse("case-person", args=[case.pk, fixed.person_id])).content.decode()
    assert "Blijft bij" in page
    asked = {"opening": fixed.opening, "do": "free"}
    adviser.post(reverse("case-person-decide", args=[case.pk, fixed.person_id]), asked)
    assert PersonRule.objects.count() == 1
    beside = adviser.get(reverse("case-plans", args=[case.pk])).content.decode()
    assert beside.count('scope="col"') == 2


def test_somebody_reads_what_else_there_is_and_why_not(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    line = next(one for one in plan.lines.filter(opening="") if one.why["others"])
    page = adviser.get(reverse("case-person", args=[case.pk, line.person_id])).content.decode()
    assert "Geen plek." in page
    assert "Wat anders kan, en waarom niet" in page


def test_a_plan_is_taken_along_as_csv_and_workbook(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    told = adviser.get(reverse("case-plan-export", args=[case.pk, plan.pk, "csv"])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told), delimiter=";"))
    assert len(rows) == 120
    assert sum(bool(row["Naar"]) for row in rows) == plan.found["placed"]
    assert all(row["Naar"] or row["Wat in de weg staat"] for row in rows)
    book = adviser.get(reverse("case-plan-export", args=[case.pk, plan.pk, "xlsx"])).content
    assert pl.read_excel(io.BytesIO(book)).height == 120
    assert adviser.get(reverse("case-plan-export", args=[case.pk, plan.pk, "exe"])).status_code == 404


def test_what_looks_like_a_formula_is_none() -> None:
    assert b"'=1+1" in as_csv([["=1+1"], ["@x"]])


def test_the_page_of_a_plan_asks_few_questions(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    said(adviser, case, plan)
    few = CaptureQueriesContext(connection)
    with few:
        said(adviser, case, plan)
    assert len(few) <= 12


def test_a_stopped_plan_keeps_the_best_so_far(adviser: Client, case: Case) -> None:
    adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS)
    plan = case.plans.get()
    adviser.post(reverse("case-plan-change", args=[case.pk, plan.pk]), {"do": "stop"})
    run_plan(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.found["stopped"], plan.found["proven"]) == ("made", True, False)
    assert "Gestopt" in said(adviser, case, plan)


def test_a_plan_that_was_removed_is_not_made_and_one_that_was_made_is_not_made_again(
    adviser: Client, case: Case
) -> None:
    plan = planned(adviser, case)
    lines = set(plan.lines.values_list("pk", flat=True))
    run_plan(plan.pk)
    assert set(plan.lines.values_list("pk", flat=True)) == lines
    adviser.post(reverse("case-plan-change", args=[case.pk, plan.pk]), {"do": "remove"})
    run_plan(plan.pk)
    assert not PlanLine.objects.exists()


def test_what_cannot_be_together_is_told(adviser: Client, case: Case, haaglanden: Region) -> None:
    plan = planned(adviser, case)
    line = plan.lines.exclude(opening="").first()
    full = haaglanden.records.openings[line.opening].places
    able = [
        one
        for one in plan.lines.all()
        if any(way["opening"] == line.opening and not way["edition"] for way in one.why["others"])
    ]
    for one in able[: full + 1]:
        plans.set_rule(case=case.pk, person=one.person_id, opening=line.opening, rule=plans.Rule.LOCKED, by=BY)
    if len(able) <= full:
        pytest.skip("too few people could go there to overfill it")
    adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS)
    wrong = case.plans.get(state="asked")
    with pytest.raises(ValueError, match="locked"):
        run_plan(wrong.pk)
    assert "lukte niet" in said(adviser, case, wrong)


def test_a_weight_that_is_none_is_refused(adviser: Client, case: Case) -> None:
    answer = adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS | {"income": "veel", "budget": "-1"})
    assert answer.status_code == 422
    assert not case.plans.exists()


def test_a_plan_tells_what_each_limit_costs_and_how_much_is_used(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case, budget="2000", guidance="60")
    assert plan.found["weighed"] is True
    costs = {one["constraint"]: one["placed"] for one in plan.found["costs"]}
    assert costs["guidance:advisers"] > 0
    assert all(placed >= 0 for placed in costs.values())
    assert {one["id"]: one["used"] <= one["most"] for one in plan.found["limits"]} == {
        "fund": True,
        "advisers": True,
    }
    page = said(adviser, case, plan)
    assert "Wat elke grens kost" in page
    assert "van 60" in page


def test_somebody_with_a_place_reads_why_and_somebody_without_what_would_help(
    adviser: Client, case: Case
) -> None:
    plan = planned(adviser, case)
    placed = plan.lines.exclude(opening="").first()
    page = adviser.get(reverse("case-person", args=[case.pk, placed.person_id])).content.decode()
    assert "Waarom deze" in page
    assert "Hoe goed het past" in page
    without = next(one for one in plan.lines.filter(opening="") if one.why["helps"])
    page = adviser.get(reverse("case-person", args=[case.pk, without.person_id])).content.decode()
    assert "Wat zou helpen" in page


def test_a_letter_is_a_pdf_with_the_reference_and_no_name(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    case.members.update(name="Jan Jansen")
    for line in (plan.lines.exclude(opening="").first(), plan.lines.filter(opening="").first()):
        for language, title in (("nl", "Met vriendelijke groet"), ("en", "Kind regards")):
            answer = adviser.get(reverse("case-letter", args=[case.pk, line.person_id]), {"language": language})
            assert answer["Content-Type"] == "application/pdf"
            text = text_of(answer.content)
            assert title in text
            assert line.person.reference in text
            assert "Werkcentrum" in text
            assert "Jansen" not in text


def test_letters_to_everybody_come_as_a_zip_while_they_are_made(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    kept = set(plan.lines.order_by("pk").values_list("pk", flat=True)[:4])
    plan.lines.exclude(pk__in=kept).delete()
    answer = adviser.get(reverse("case-letters", args=[case.pk, plan.pk]))
    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as letters:
        assert letters.testzip() is None
        assert len(letters.namelist()) == 4
        assert all(letters.read(name)[:5] == b"%PDF-" for name in letters.namelist())


def test_a_plan_that_is_fixed_moves_who_looks_around_and_nobody_twice(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    byhand = plan.lines.exclude(opening="").first().person
    case.members.filter(pk=byhand.pk).update(stage="out")
    for _again in range(2):
        adviser.post(reverse("case-plan-change", args=[case.pk, plan.pk]), {"do": "fix"})
        stands = Counter(case.members.values_list("stage", flat=True))
        assert stands["out"] == 1
        assert stands["matched"] + stands["training"] == plan.found["placed"] - 1
        assert stands["training"] >= plan.lines.exclude(edition="").count() - 1
    board = adviser.get(reverse("case-board-export", args=[case.pk]), {"stage": "training"}).content
    assert pl.read_excel(io.BytesIO(board)).height == stands["training"]


def test_nobody_is_fixed_where_there_is_no_room_left(adviser: Client, case: Case, haaglanden: Region) -> None:
    opening = next(one for one in haaglanden.records.openings.values() if one.places == 1)
    first, second = case.members.order_by("reference")[:2]
    for person, said_so in ((first, "Beslist."), (second, "Er is geen ruimte")):
        asked = {"opening": opening.id, "do": "lock"}
        address = reverse("case-person-decide", args=[case.pk, person.pk])
        assert said_so in adviser.post(address, asked, follow=True).content.decode()
    assert PersonRule.objects.count() == 1
    plan = planned(adviser, case)
    assert plan.lines.get(person=first).opening == opening.id


def test_a_day_of_a_move_is_noted_and_not_one_to_come(adviser: Client, case: Case) -> None:
    person = case.members.first()
    address = reverse("case-person", args=[case.pk, person.pk])
    told = {"before": "orientation", "after": "matched", "reason": "Past"}
    assert adviser.post(address, told | {"on": "2199-01-01"}).status_code == 422
    assert adviser.post(address, told | {"on": "2026-01-05"}).status_code == 302
    assert person.moves.get().at.date() == date(2026, 1, 5)


def test_who_comes_later_is_planned_beside_those_who_were(
    adviser: Client, case: Case, haaglanden: Region
) -> None:
    before = dict(planned(adviser, case).lines.values_list("person_id", "opening"))
    more = read_roster(bank_roster(haaglanden.records, Bank(people=130)), "x.csv", haaglanden, "nl")
    take_in(case=case.pk, people=more[120:], by=BY)
    second = planned(adviser, case)
    after = dict(second.lines.values_list("person_id", "opening"))
    assert len(after) == 130
    assert second.found["changed"] <= 5
    assert sum(after[one] != to for one, to in before.items() if to) <= 5


def text_of(pdf: bytes) -> str:
    """What stands in a PDF, with single spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_background_is_asked_once_to_be_ready_for_plans() -> None:
    for _ in range(2):
        ask_to_be_ready()
    assert ProcrastinateJob.objects.filter(task_name=READY_TASK, status="todo").count() == 1


def test_letters_to_print_are_one_file_in_which_each_begins_on_a_new_sheet(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    for sides in (1, 2):
        asked = {"sides": str(sides)}
        answer = adviser.get(reverse("case-letters-print", args=[case.pk, plan.pk]), asked)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
        begins = {
            found.group(1): at
            for at, text in enumerate(pages)
            if (found := re.search(r"(VOORBEELD-\d+) · 1$", text.strip()))
        }
        assert list(begins) == list(plans.lines_of(plan).values_list("person__reference", flat=True))
        assert all(at % sides == 0 for at in begins.values())
    with_place = adviser.get(reverse("case-letters-print", args=[case.pk, plan.pk]), {"who": "placed"})
    assert len(PdfReader(io.BytesIO(with_place.content)).pages) == plan.found["placed"]


def test_many_letters_to_print_come_as_some_files_with_everybody_in_them_once(
    adviser: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("presenters.letter", "views.letters"):
        monkeypatch.setattr(f"overstap.web.mobility.{place}.PER_FILE", 50)
    plan = planned(adviser, case)
    answer = adviser.get(reverse("case-letters-print", args=[case.pk, plan.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as files:
        assert files.namelist() == ["brieven-1-50.pdf", "brieven-51-100.pdf", "brieven-101-120.pdf"]
        whole = [PdfReader(io.BytesIO(files.read(name))) for name in files.namelist()]
    said_ = [
        re.search(r"(VOORBEELD-\d+) · 1$", page.extract_text().strip()) for one in whole for page in one.pages
    ]
    assert [one.group(1) for one in said_ if one] == list(
        plans.lines_of(plan).values_list("person__reference", flat=True)
    )


def test_money_that_is_too_little_for_who_is_fixed_is_told_at_the_lock_and_before_the_plan(
    adviser: Client, case: Case, haaglanden: Region
) -> None:
    plan = planned(adviser, case)
    line = max(plan.lines.exclude(edition=""), key=lambda one: one.cost)
    assert line.cost > 100
    # Of every source: another than the one that paid would pay for somebody fixed.
    none = {"budget": "1"} | {f"source-{one.id}": "1" for one in payers(haaglanden, timezone.localdate())}
    planned(adviser, case, **none)
    asked = {"opening": line.opening, "edition": line.edition, "do": "lock"}
    told = adviser.post(
        reverse("case-person-decide", args=[case.pk, line.person_id]), asked, follow=True
    ).content.decode()
    assert "Wie je vastzette kost" in told
    refused = adviser.post(reverse("case-plans", args=[case.pk]), WEIGHTS | none)
    assert refused.status_code == 422
    assert "Wie je vastzette kost" in refused.content.decode()
    enough = planned(adviser, case)
    assert enough.lines.get(person=line.person_id).opening == line.opening


def test_of_who_is_fixed_the_source_of_money_that_has_enough_left_pays(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    line = max(plan.lines.exclude(payer=""), key=lambda one: one.paid)
    asked = {"opening": line.opening, "edition": line.edition, "do": "lock"}
    adviser.post(reverse("case-person-decide", args=[case.pk, line.person_id]), asked)
    again = planned(adviser, case, **{f"source-{line.payer}": "1"})
    kept = again.lines.get(person=line.person_id)
    assert (kept.opening, kept.edition) == (line.opening, line.edition)
    assert kept.payer != line.payer


def test_who_has_no_place_reads_how_many_could_go_where_they_would(adviser: Client, case: Case) -> None:
    plan = planned(adviser, case)
    line = next(
        one
        for one in plan.lines.filter(opening="")
        if one.why["others"] and one.why["others"][0]["people"] > one.why["others"][0]["places"]
    )
    other = line.why["others"][0]
    page = adviser.get(reverse("case-person", args=[case.pk, line.person_id])).content.decode()
    assert f"{other['people']} mensen kunnen hier terecht" in page
    for one in plan.lines.all():
        openings = [other["opening"] for other in one.why["others"]]
        assert len(set(openings)) == len(openings)


def test_the_page_of_a_case_says_what_the_law_asks_next_and_how_the_newest_plan_stands(
    adviser: Client, case: Case
) -> None:
    at_first = adviser.get(reverse("case", args=[case.pk])).content.decode()
    assert "Nu volgens de wet" in at_first
    assert "Nieuwste plan" not in at_first
    plan = planned(adviser, case)
    page = adviser.get(reverse("case", args=[case.pk])).content.decode()
    assert f"{plan.found['placed']} / 120 met een plek" in page
    assert reverse("case-plan", args=[case.pk, plan.pk]) in page
