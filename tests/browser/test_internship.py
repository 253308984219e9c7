# SPDX-License-Identifier: EUPL-1.2
"""An internship from a round that stands to where the student went: each side in a browser of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage

SCHOOL, HOST = "wiebelbrug-a", "apotheek-molenpad-b"
HOST_NAME = "Apotheek Molenpad"
STUDENTS = """nummer;beroep;woonplaats;vaardigheden
b1;apothekersassistent;Leiden;klanten helpen, nauwkeurig werken
"""


def comes_in(page: Page, overstap: Callable[..., str], email: str) -> None:
    """Logs in by a link."""
    page.goto(str(json.loads(overstap("account", "link", email, "--json"))["link"]))
    page.get_by_role("button", name="Inloggen").click()


def a_round_that_stands(school: Page, listed: Path) -> tuple[str, str]:
    """A round of one student and one place that is fixed: its address, and the code of the student."""
    school.goto("/rondes/nieuw/")
    today = date.today()
    school.get_by_label("Hoe de ronde heet").fill("Najaar")
    for label, days in (
        ("Laatste dag voor wensen", 0),
        ("Eerste dag van de stages", 1),
        ("Laatste dag van de stages", 10),
    ):
        school.get_by_label(label).fill((today + timedelta(days=days)).isoformat())
    school.get_by_role("button", name="Bewaren").click()
    round_ = school.url
    school.get_by_role("link", name="Studenten").click()
    listed.write_text(STUDENTS)
    school.get_by_label("Een tabel: Excel of CSV").set_input_files(listed)
    school.get_by_role("button", name="Toevoegen").click()
    code = school.get_by_role("row", name="b1").locator("td").inner_text()
    school.goto(f"{round_}plekken/")
    # Of this host by name: other tests publish places too, and theirs may be listed first.
    offered = school.get_by_role("listitem").filter(has_text=HOST_NAME)
    offered.get_by_role("button", name=re.compile("^Toevoegen")).first.click()
    # Leaving before the page answers would stop what was asked.
    expect(school.get_by_role("button", name=re.compile("^Haal eruit"))).to_be_visible()
    school.goto(round_)
    school.get_by_role("button", name="Houd de ronde").click(timeout=90_000)  # the first one compiles
    school.get_by_role("button", name="Zet het vast").click()
    expect(school.get_by_role("link", name="Naar de stages")).to_be_visible()
    return round_, code


def answers(page: Page, note: str) -> None:
    """Says how it was: the first answer to each question."""
    for question in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
        question.get_by_role("radio").first.check()
    page.get_by_label("Wat je nog kwijt wilt").fill(note)
    page.get_by_role("button", name="Bewaar mijn antwoorden").click()


def test_from_a_round_that_stands_to_where_the_student_went(
    open_page: OpenPage,
    overstap: Callable[..., str],
    named_site: str,
    tmp_path: Path,
    axe: Callable[[Page], None],
) -> None:
    overstap("account", "create", "bpv@example.org", "--role", "school", "--organisation", SCHOOL)
    school = open_page(at=named_site)
    comes_in(school, overstap, "bpv@example.org")
    round_, code = a_round_that_stands(school, tmp_path / "studenten.csv")
    school.goto(round_)
    school.get_by_role("link", name="Naar de stages").click()
    axe(school)
    school.get_by_role("link", name="b1").click()
    internship = school.url
    axe(school)
    expect(school.locator(".dl dd").first).to_contain_text(HOST_NAME)

    with school.expect_download() as paper:
        school.get_by_role("link", name="De overeenkomst als pdf").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    school.get_by_role("button", name="Laat tekenen").click()
    student = open_page(width=PHONE, at=named_site)
    student.goto("/stage/")
    student.get_by_label("Code").fill(code)
    student.get_by_role("button", name="Naar de plekken").click()
    axe(student)
    student.get_by_role("button", name="Ik heb getekend").click()
    expect(student.get_by_text("Genoteerd: je hebt getekend.")).to_be_visible()

    overstap("account", "create", "baas@example.org", "--role", "host", "--organisation", HOST)
    host = open_page(at=named_site)
    comes_in(host, overstap, "baas@example.org")
    host.goto("/mijn-account/")
    host.get_by_role("link", name="Stages bij jullie").click()
    axe(host)
    host.locator("main .list a").first.click()
    axe(host)
    host.get_by_role("button", name="Wij hebben getekend").click()
    school.goto(internship)
    school.get_by_role("button", name="De school heeft getekend").click()
    school.get_by_role("button", name="De stage is begonnen").click()

    school.get_by_label("Dag").fill(date.today().isoformat())
    school.get_by_role("button", name="Plan het in").click()
    school.get_by_text("Noteer hoe het ging").click()
    school.get_by_label("Hoe het gaat").select_option("goes-well")
    school.get_by_label("Wat is afgesproken, in één zin").fill("Elke week een uur samen.")
    axe(school)
    school.get_by_role("button", name="Bewaren").first.click()
    expect(school.get_by_text("Elke week een uur samen.")).to_be_visible()

    school.get_by_role("button", name="Afgerond").click()
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
    axe(student)
    school.goto(internship)
    expect(school.get_by_text("Werkt bij het leerbedrijf")).to_be_visible()
    axe(school)
    school.goto("/stages/cijfers/")
    expect(school.get_by_text("minder dan 5")).to_be_visible()
    axe(school)
