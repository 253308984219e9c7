# SPDX-License-Identifier: EUPL-1.2
"""A host and a school, each in a browser of their own: from a place that is brought to one that takes part."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_internship_round import SCHOOL, STUDENTS, way_in

HOST = "academie-waakzaam-a"


def test_a_host_brings_a_place_and_the_school_takes_it_in(
    open_page: OpenPage,
    overstap: Callable[..., str],
    named_site: str,
    tmp_path: Path,
    axe: Callable[[Page], None],
) -> None:
    overstap("account", "create", "ronde@example.org", "--role", "school", "--organisation", SCHOOL)
    overstap("account", "create", "werk@example.org", "--role", "employer", "--organisation", HOST)
    school = open_page(at=named_site)
    school.goto(way_in(overstap, "ronde@example.org"))
    school.get_by_role("button", name="Inloggen").click()
    school.goto("/rondes/nieuw/")
    school.get_by_label("Hoe de ronde heet").fill("Najaar")
    for label, day in (
        ("Laatste dag voor wensen", "2099-08-15"),
        ("Eerste dag van de stages", "2099-09-01"),
        ("Laatste dag van de stages", "2099-12-01"),
    ):
        school.get_by_label(label).fill(day)
    school.get_by_role("button", name="Bewaren").click()
    round_ = school.url
    listed = tmp_path / "studenten.csv"
    listed.write_text(STUDENTS)
    school.goto(f"{round_}studenten/")
    school.get_by_label("Een tabel: Excel of CSV").set_input_files(listed)
    school.get_by_role("button", name="Toevoegen").click()

    host = open_page(width=PHONE, at=named_site)
    host.goto(way_in(overstap, "werk@example.org"))
    host.get_by_role("button", name="Inloggen").click()
    host.goto(f"/werkgevers/{HOST}/")
    host.get_by_role("link", name="Studenten die willen leren").click()
    axe(host)
    host.get_by_role("link", name="Najaar").click()
    axe(host)
    host.get_by_label("Welke plek").select_option("new")
    host.get_by_label("Hoe de plek heet").fill("Keuken")
    host.get_by_label("Voor welke opleiding").select_option(index=1)
    host.get_by_label("Uren per week", exact=True).fill("24")
    host.get_by_role("button", name="Breng deze plek").click()
    expect(host.get_by_text("de school bekijkt hem")).to_be_visible()

    school.goto(round_)
    school.get_by_role("link", name="Gebracht door werkgevers").click()
    axe(school)
    school.get_by_role("button", name=re.compile("^Laat toe")).click()
    expect(school.get_by_text("De plek doet mee.")).to_be_visible()
    host.reload()
    expect(host.get_by_text("doet mee", exact=True)).to_be_visible()
    axe(host)
