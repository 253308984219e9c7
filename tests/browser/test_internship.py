# SPDX-License-Identifier: EUPL-1.2
"""An internship from a round that stands to where the student went: each side in a browser of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_internship_round import added, brought_in, opened

# A school and a host that no other test of the browser knows.
SCHOOL, HOST = "zorgcollege-leidse-rand-b", "apotheek-molenpad-b"
HOST_NAME = "Apotheek Molenpad"
PLACE = "Leerling apothekersassistent BBL"
STUDENTS = """nummer;beroep;woonplaats;vaardigheden
b1;apothekersassistent;Leiden;klanten helpen, nauwkeurig werken
"""


def a_round_that_stands(school: Page, listed: Path) -> tuple[str, str]:
    """A round of one student and one place that is fixed: its address, and the code of the student."""
    days = (date.today() + timedelta(days=days) for days in (0, 1, 10))
    round_ = opened(school, "Najaar", *(day.isoformat() for day in days))
    brought_in(school, round_, listed, STUDENTS)
    code = school.get_by_role("row", name="b1").locator("td").inner_text()
    added(school, round_, PLACE, HOST_NAME)
    school.goto(round_)
    school.get_by_role("button", name="Houd de ronde").click()
    expect(school.get_by_role("button", name="Zet het vast")).to_be_visible()
    school.get_by_role("button", name="Zet het vast").click()
    expect(school.get_by_role("link", name="Naar de stages")).to_be_visible()
    return round_, code


def answers(page: Page, note: str) -> None:
    """Says how it was: the first answer to each question."""
    for question in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
        question.get_by_role("radio").first.check()
    page.get_by_label("Wat je nog kwijt wilt").fill(note)
    page.get_by_role("button", name="Bewaar mijn antwoorden").click()
    expect(page.get_by_text("Dank je. Het is bewaard hoe het was.")).to_be_visible()


def test_from_a_round_that_stands_to_where_the_student_went(
    open_page: OpenPage, overstap: Callable[..., str], tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    school = comes_in(open_page(), overstap, "bpv@example.org", "--role", "school", "--organisation", SCHOOL)
    round_, code = a_round_that_stands(school, tmp_path / "studenten.csv")
    school.goto(round_)
    school.get_by_role("link", name="Naar de stages").click()
    axe(school)
    school.get_by_role("link", name="b1").click()
    expect(school.locator(".dl dd").first).to_contain_text(HOST_NAME)
    internship = school.url
    axe(school)

    with school.expect_download() as paper:
        school.get_by_role("link", name="De overeenkomst als pdf").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    school.get_by_role("button", name="Laat tekenen").click()
    expect(school.get_by_text("De overeenkomst staat klaar; iedereen kan tekenen.")).to_be_visible()
    student = open_page(width=PHONE)
    student.goto("/stage/")
    student.get_by_label("Code").fill(code)
    student.get_by_role("button", name="Naar de plekken").click()
    axe(student)
    student.get_by_role("button", name="Ik heb getekend").click()
    expect(student.get_by_text("Genoteerd: je hebt getekend.")).to_be_visible()

    host = comes_in(open_page(), overstap, "baas@example.org", "--role", "host", "--organisation", HOST)
    host.goto("/mijn-account/")
    host.get_by_role("link", name="Stages bij jullie").click()
    ours = host.get_by_role("listitem").filter(has_text="Student b1").get_by_role("link")
    expect(ours).to_be_visible()
    axe(host)
    ours.click()
    expect(host.get_by_role("button", name="Wij hebben getekend")).to_be_visible()
    axe(host)
    host.get_by_role("button", name="Wij hebben getekend").click()
    expect(host.get_by_text("Genoteerd: het leerbedrijf heeft getekend.")).to_be_visible()
    school.goto(internship)
    school.get_by_role("button", name="De school heeft getekend").click()
    expect(school.get_by_text("Genoteerd: de school heeft getekend.")).to_be_visible()
    school.get_by_role("button", name="De stage is begonnen").click()
    expect(school.get_by_text("De stage is bezig.")).to_be_visible()

    longer = date.today() + timedelta(days=40)
    school.get_by_text("Wijzig wat iedereen tekende").click()
    school.get_by_label("Nieuwe laatste dag").fill(longer.isoformat())
    school.get_by_label("Uren per week vanaf dan").fill("20")
    school.get_by_role("button", name="Laat de wijziging tekenen").click()
    expect(school.get_by_text("De wijziging staat klaar;")).to_be_visible()
    axe(school)
    school.get_by_role("button", name="De school heeft getekend").click()
    expect(school.get_by_text("Genoteerd: de school heeft getekend.")).to_be_visible()
    host.reload()
    axe(host)
    host.get_by_role("button", name="Wij hebben getekend").click()
    expect(host.get_by_text("Genoteerd: het leerbedrijf heeft getekend.")).to_be_visible()
    student.reload()
    axe(student)
    student.get_by_role("button", name="Ik heb getekend").click()
    expect(student.get_by_role("heading", name=re.compile("^Gewijzigd op"))).to_be_visible()
    school.goto(internship)

    school.get_by_label("Dag", exact=True).fill(date.today().isoformat())
    school.get_by_role("button", name="Plan het in").click()
    expect(school.get_by_text("Het gesprek staat gepland.")).to_be_visible()
    school.get_by_text("Noteer hoe het ging").click()
    school.get_by_label("Hoe het gaat").select_option("goes-well")
    school.get_by_label("Wat is afgesproken, in één zin").fill("Elke week een uur samen.")
    axe(school)
    school.locator(".talk").get_by_role("button", name="Bewaren").click()
    expect(school.get_by_text("Elke week een uur samen.")).to_be_visible()

    school.get_by_role("button", name="Afgerond").click()
    expect(school.get_by_text("De stage is afgerond.")).to_be_visible()
    student.reload()
    answers(student, "Fijne plek")
    axe(student)
    host.reload()
    answers(host, "Graag weer")
    expect(host.get_by_text("Fijne plek")).to_have_count(0)
    student.reload()
    expect(student.get_by_text("Graag weer")).to_be_visible()
    student.get_by_label("Waar ben je nu?").select_option("job-here")
    student.get_by_role("button", name=re.compile("^Bewaren")).click()
    expect(student.get_by_text("Dank je. Je school weet waar je bent.")).to_be_visible()
    axe(student)
    school.goto(internship)
    expect(school.get_by_text("Werkt bij het leerbedrijf")).to_be_visible()
    axe(school)
    school.goto("/stages/cijfers/")
    # This school has one internship, so there is one number to withhold.
    expect(school.get_by_text("minder dan 5")).to_be_visible()
    axe(school)
