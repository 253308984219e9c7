# SPDX-License-Identifier: EUPL-1.2
"""Somebody without an account reports discrimination; the trusted person alone reads and answers it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_internship_round import opened

SCHOOL = "vlietstroom-college-a"
"""No other test of the browser knows it."""


def test_the_safe_way_from_a_report_to_an_answer(
    open_page: OpenPage, overstap: Callable[..., str], axe: Callable[[Page], None]
) -> None:
    of_it = ("--organisation", SCHOOL)
    school = comes_in(open_page(), overstap, "melding@example.org", "--role", "school", *of_it)
    vera = comes_in(open_page(), overstap, "vera@example.org", "--role", "provider", *of_it, "--owner")
    round_ = opened(school, "Winter", "2099-10-15", "2099-11-01", "2099-12-01")
    for page in (f"{round_}bedrijven/", "/rondes/zonder-plek/", "/stagetekort/"):
        school.goto(page)
        axe(school)

    vera.goto(f"/organisaties/{SCHOOL}/vertrouwenspersoon/")
    vera.get_by_label("Wie", exact=True).select_option(label="vera@example.org")
    vera.get_by_label("Naam, zoals wie meldt hem ziet").fill("Vera Vertrouwd")
    axe(vera)
    vera.get_by_role("button", name="Bewaren").click()
    expect(vera.get_by_text("Bewaard.")).to_be_visible()

    somebody = open_page(width=PHONE, scripts=False)
    somebody.goto("/melden/")
    somebody.get_by_label("Welke school").select_option(SCHOOL)
    somebody.get_by_label("Waar gaat het over").select_option("discrimination")
    somebody.get_by_label("Wat er aan de hand is").fill("Ik mocht niet komen.")
    somebody.get_by_role("button", name="Meld het").click()
    code = somebody.get_by_text(re.compile("^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$")).inner_text()

    vera.goto("/meldingen/")
    axe(vera)
    expect(vera.get_by_role("link", name=re.compile("discriminatie"))).to_be_visible()
    vera.get_by_role("link", name=re.compile("discriminatie")).click()
    expect(vera.get_by_text("Ik mocht niet komen.")).to_be_visible()
    vera.get_by_label("Jouw bericht").fill("Zullen we bellen?")
    axe(vera)
    vera.get_by_role("button", name="Stuur dit").click()
    expect(vera.get_by_text("Zullen we bellen?")).to_be_visible()
    school.goto("/meldingen/")
    expect(school.get_by_text("discriminatie")).to_have_count(0)

    back = open_page(width=PHONE)
    back.goto("/melden/")
    axe(back)
    back.goto("/melden/code/")
    axe(back)
    back.get_by_label("Code").fill(code.lower())
    back.get_by_role("button", name="Naar mijn melding").click()
    expect(back.get_by_text("Zullen we bellen?")).to_be_visible()
    axe(back)
    back.get_by_role("button", name="Haal mijn melding weg").click()
    expect(back.get_by_text("Je melding is weg")).to_be_visible()
