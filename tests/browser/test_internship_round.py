# SPDX-License-Identifier: EUPL-1.2
"""A school and a student, each in a browser of their own: from a list to a place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage

SCHOOL = "wiebelbrug-a"
STUDENTS = """nummer;beroep;woonplaats;vaardigheden
k1;kok;Leiden;koken, keuken schoonhouden
k2;kok;Delft;
"""


def way_in(overstap: Callable[..., str], email: str) -> str:
    """A link that logs in."""
    return str(json.loads(overstap("account", "link", email, "--json"))["link"])


def test_from_a_list_of_students_to_a_place(
    open_page: OpenPage,
    overstap: Callable[..., str],
    named_site: str,
    tmp_path: Path,
    axe: Callable[[Page], None],
) -> None:
    overstap("account", "create", "stage@example.org", "--role", "school", "--organisation", SCHOOL)
    school = open_page(at=named_site)
    school.goto(way_in(overstap, "stage@example.org"))
    school.get_by_role("button", name="Inloggen").click()
    school.goto("/rondes/")
    axe(school)
    school.get_by_role("link", name="Begin een ronde").click()
    school.get_by_label("Hoe de ronde heet").fill("Voorjaar")
    for label, day in (
        ("Laatste dag voor wensen", "2099-01-15"),
        ("Eerste dag van de stages", "2099-02-01"),
        ("Laatste dag van de stages", "2099-07-01"),
    ):
        school.get_by_label(label).fill(day)
    axe(school)
    school.get_by_role("button", name="Bewaren").click()
    round_ = school.url
    school.get_by_role("link", name="Studenten").click()
    listed = tmp_path / "studenten.csv"
    listed.write_text(STUDENTS)
    school.get_by_label("Een tabel: Excel of CSV").set_input_files(listed)
    school.get_by_role("button", name="Toevoegen").click()
    expect(school.get_by_text("2 studenten zitten in de ronde")).to_be_visible()
    axe(school)
    code = school.get_by_role("row", name="k1").locator("td").inner_text()
    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}", code)
    school.goto(f"{round_}plekken/")
    axe(school)
    school.get_by_role("button", name=re.compile("^Toevoegen")).first.click()
    expect(school.get_by_role("button", name=re.compile("^Haal eruit"))).to_have_count(1)

    student = open_page(width=PHONE, at=named_site)
    student.goto("/stage/")
    axe(student)
    student.get_by_label("Code").fill(code.lower())
    student.get_by_role("button", name="Naar de plekken").click()
    student.get_by_label("Keus 1").select_option(index=1)
    axe(student)
    student.get_by_role("button", name="Bewaar mijn wensen").click()
    expect(student.get_by_text("Je wensen zijn bewaard")).to_be_visible()

    school.goto(round_)
    school.get_by_role("button", name="Houd de ronde").click()
    expect(school.get_by_text("Niemand heeft liever elkaar:")).to_be_visible()
    axe(school)
    school.get_by_role("button", name="Zet het vast").click()

    student.reload()
    expect(student.get_by_text("Je hebt een plek:")).to_be_visible()
    student.get_by_role("button", name="Klaar: vergeet mijn code hier").click()
    student.goto("/stage/wensen/")
    expect(student).to_have_url(re.compile("/stage/$"))
