# SPDX-License-Identifier: EUPL-1.2
"""A host and a school, each in a browser of their own: from a place that is brought to one that takes part."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_internship_round import STUDENTS, brought_in, opened

# A school and a host that no other test of the browser knows.
SCHOOL, HOST = "voedselvakschool-de-oven-b", "academie-waakzaam-a"


def test_a_host_brings_a_place_and_the_school_takes_it_in(
    open_page: OpenPage, overstap: Callable[..., str], tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    school = comes_in(open_page(), overstap, "ronde@example.org", "--role", "school", "--organisation", SCHOOL)
    host = comes_in(
        open_page(width=PHONE), overstap, "werk@example.org", "--role", "employer", "--organisation", HOST
    )
    round_ = opened(school, "Najaar met plekken", "2099-08-15", "2099-09-01", "2099-12-01")
    brought_in(school, round_, tmp_path / "studenten.csv", STUDENTS)

    host.goto(f"/werkgevers/{HOST}/")
    host.get_by_role("link", name="Studenten die willen leren").click()
    expect(host.get_by_role("link", name="Najaar met plekken")).to_be_visible()
    axe(host)
    host.get_by_role("link", name="Najaar met plekken").click()
    expect(host.get_by_label("Welke plek")).to_be_visible()
    axe(host)
    host.get_by_label("Welke plek").select_option("new")
    host.get_by_label("Hoe de plek heet").fill("Keuken")
    host.get_by_label("Voor welke opleiding").select_option(index=1)
    host.get_by_label("Uren per week", exact=True).fill("24")
    host.get_by_role("button", name="Breng deze plek").click()
    expect(host.get_by_text("de school bekijkt hem")).to_be_visible()

    school.goto(round_)
    school.get_by_role("link", name="Gebracht door werkgevers").click()
    expect(school.get_by_role("button", name=re.compile("^Laat toe"))).to_be_visible()
    axe(school)
    school.get_by_role("button", name=re.compile("^Laat toe")).click()
    expect(school.get_by_text("De plek doet mee.")).to_be_visible()
    host.reload()
    expect(host.get_by_text("doet mee", exact=True)).to_be_visible()
    axe(host)
