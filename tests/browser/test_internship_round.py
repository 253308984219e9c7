# SPDX-License-Identifier: EUPL-1.2
"""A school and a student, each in a browser of their own: from a list to a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.conftest import PHONE, OpenPage

# A school and a host that no other test of the browser knows.
SCHOOL, HOST_NAME = "vakschool-snijplank-a", "Hotel De Zilte Meeuw"
PLACE = "Leerling-kok (bbl 2/3)"
STUDENTS = """nummer;beroep;woonplaats;vaardigheden
k1;kok;Leiden;koken, keuken schoonhouden
k2;kok;Delft;
"""


def opened(school: Page, name: str, wishes: str, starts: str, ends: str) -> str:
    """The address of a round that the school opens."""
    school.goto("/rondes/nieuw/")
    school.get_by_label("Hoe de ronde heet").fill(name)
    for label, day in (
        ("Laatste dag voor wensen", wishes),
        ("Eerste dag van de stages", starts),
        ("Laatste dag van de stages", ends),
    ):
        school.get_by_label(label).fill(day)
    school.get_by_role("button", name="Bewaren").click()
    expect(school.get_by_role("heading", level=1)).to_have_text(name)
    return school.url


def brought_in(school: Page, round_: str, listed: Path, students: str) -> None:
    """The students of a list, in a round without any."""
    school.goto(f"{round_}studenten/")
    listed.write_text(students)
    school.get_by_label("Een tabel: Excel of CSV").set_input_files(listed)
    school.get_by_role("button", name="Toevoegen").click()
    expect(school.get_by_role("heading", name="Codes van de nieuwe studenten")).to_be_visible()


def added(school: Page, round_: str, place: str, host: str) -> None:
    """Takes one place into the round, by its name: tests beside this one publish places too."""
    school.goto(f"{round_}plekken/")
    school.get_by_label("Titel, organisatie of plaats").fill(host)
    school.get_by_role("main").get_by_role("button", name="Zoek").click()
    offered = school.get_by_role("listitem").filter(has_text=host).filter(has_text=place)
    offered.get_by_role("button", name=re.compile("^Toevoegen")).click()
    there = school.get_by_role("region", name="In deze ronde")
    expect(there.get_by_role("link", name=place)).to_be_visible()


def test_from_a_list_of_students_to_a_place(
    open_page: OpenPage, overstap: Callable[..., str], tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    role = ("--role", "school", "--organisation", SCHOOL)
    school = comes_in(open_page(), overstap, "stage@example.org", *role)
    school.goto("/rondes/")
    axe(school)
    school.get_by_role("link", name="Begin een ronde").click()
    expect(school.get_by_label("Hoe de ronde heet")).to_be_visible()
    axe(school)
    round_ = opened(school, "Voorjaar", "2099-01-15", "2099-02-01", "2099-07-01")
    brought_in(school, round_, tmp_path / "studenten.csv", STUDENTS)
    expect(school.get_by_text("2 studenten zitten in de ronde")).to_be_visible()
    axe(school)
    code = school.get_by_role("row", name="k1").locator("td").inner_text()
    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}", code)
    school.goto(f"{round_}plekken/")
    axe(school)
    added(school, round_, PLACE, HOST_NAME)

    student = open_page(width=PHONE)
    student.goto("/stage/")
    axe(student)
    student.get_by_label("Code").fill(code.lower())
    student.get_by_role("button", name="Naar de plekken").click()
    student.get_by_label("Keus 1").select_option(label=f"{PLACE}, {HOST_NAME}")
    axe(student)
    student.get_by_role("button", name="Bewaar mijn wensen").click()
    expect(student.get_by_text("Je wensen zijn bewaard")).to_be_visible()

    school.goto(round_)
    school.get_by_role("button", name="Houd de ronde").click()
    expect(school.get_by_text("Niemand heeft liever elkaar:")).to_be_visible()
    axe(school)
    school.get_by_role("button", name="Zet het vast").click()
    expect(school.get_by_role("link", name="Naar de stages")).to_be_visible()

    student.reload()
    expect(student.get_by_text("Je hebt een plek:")).to_be_visible()
    student.get_by_role("button", name="Klaar: vergeet mijn code hier").click()
    expect(student.get_by_label("Code")).to_be_visible()
    student.goto("/stage/wensen/")
    expect(student).to_have_url(re.compile("/stage/$"))
