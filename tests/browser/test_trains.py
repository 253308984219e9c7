# SPDX-License-Identifier: EUPL-1.2
"""A train in a real browser: proposed, made, a yes, to work; somebody drops out and the next is asked."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_mobility import Look, Said, came_in


def travels(open_page: OpenPage, code: str) -> Page:
    """Somebody with their code, on a phone."""
    person = open_page(width=PHONE)
    person.goto("/mijn-treintje/code/")
    person.get_by_label("Code").fill(code.lower())
    person.get_by_role("button", name="Naar mijn treintje").click()
    return person


def test_from_a_proposal_to_certificate_and_contract(
    open_page: OpenPage, overstap: Said, axe: Look, fits: Look, tmp_path: Path
) -> None:
    page = came_in(open_page(), overstap, "treintje")

    def look(one: Page, *widths: int) -> None:
        for width in widths or (320, 1280):
            one.set_viewport_size({"width": width, "height": 900})
            axe(one)
            fits(one)

    page.goto("/zaken/")
    page.get_by_role("link", name="Een zaak openen").click()
    page.get_by_label("Bedrijf").fill("Bank van de trein")
    page.get_by_label("Dag van de melding").fill("2027-01-11")
    page.get_by_label("Laatste werkdag").fill("2027-06-30")
    page.get_by_label("Hoeveel mensen hun werk verliezen").fill("60")
    page.get_by_role("button", name="De zaak openen").click()
    page.get_by_role("link", name="Mensen toevoegen").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="Een bestand om mee te proberen").click()
    few = tmp_path / "bank.csv"
    few.write_text("".join(Path(got.value.path()).read_text().splitlines(keepends=True)[:61]))
    page.get_by_label("Een tabel: Excel of CSV").set_input_files(few)
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("60 nieuw").wait_for()

    page.goto("/treintjes/voorstellen/")
    look(page)
    page.get_by_label("Voor wie").select_option(label="De mensen van Bank van de trein")
    page.get_by_label("Minstens zoveel stoelen").fill("2")
    page.get_by_label("Hoogstens zoveel stoelen").fill("4")
    page.get_by_role("button", name="Stel treintjes voor").click()
    expect(page.get_by_text("Ze missen allemaal").first).to_be_visible(timeout=300_000)
    look(page)
    page.get_by_role("button", name="Maak dit treintje").first.click()
    expect(page.get_by_text("Het treintje is gemaakt")).to_be_visible()
    codes = codes_on(page)
    look(page)
    page.goto("/treintjes/")
    look(page)
    # This centre has one train: no other test makes any.
    page.locator(".train-cards a").click()
    expect(page.get_by_label("Nummers")).to_be_visible()
    train = page.url
    page.get_by_label("Nummers").fill("wacht-1 wacht-2 wacht-3 wacht-4")
    page.get_by_role("button", name="Zet op de lijst").click()
    codes |= codes_on(page)

    # A seat says the whole number to who cannot see it, and its end to who can.
    offered = page.locator(".carriage__seat.is-offered a > span:first-of-type").all_inner_texts()
    first, second = (one.split()[0] for one in offered[:2])
    person, other = travels(open_page, codes[first]), travels(open_page, codes[second])
    look(person, 320, PHONE)
    for one in (person, other):
        one.get_by_role("button", name="Ja, ik neem deze stoel").click()
        expect(one.get_by_text("Je bent aan boord.")).to_be_visible()

    page.goto(f"{train}partners/")
    look(page)
    page.get_by_label("Toegezegde plekken").first.fill("2")
    page.get_by_role("button", name="Noteer de toezegging").first.click()
    expect(page.get_by_text("2 plekken toegezegd")).to_be_visible()
    page.goto(train)
    page.get_by_role("link", name=re.compile(f"^{first}$")).first.click()
    for _stop in ("Gekozen op skills", "Paskamer"):
        page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("De slagboom is dicht")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Geef deze plek").click()
    for stop in ("Scholing", "Aan het werk"):
        page.get_by_role("button", name="Verder").click()
        expect(page.get_by_text(f"Volgende halte: {stop}")).to_be_visible()
    person.reload()
    expect(person.get_by_text("Je bent bij: Scholing")).to_be_visible()

    other.get_by_text("Ik wil stoppen").click()
    other.get_by_label("Waarom").select_option(label="Het geld is niet genoeg")
    look(other, PHONE)
    other.get_by_role("button", name="Stop", exact=True).click()
    expect(other.get_by_text("Je bent uitgestapt")).to_be_visible()
    there = page.url
    page.goto(train)
    expect(page.get_by_text("het geld is niet genoeg")).to_be_visible()
    expect(page.locator(".carriage__seat.is-free")).to_have_count(0)

    page.goto(there)
    page.get_by_role("button", name="Noteer het certificaat").click()
    page.get_by_label("Uren per week").fill("32")
    page.get_by_label("Vanaf").fill("2027-01-01")
    page.get_by_role("button", name="Noteer het contract").click()
    expect(page.get_by_text("32 uur per week vanaf 1 jan 2027, vast")).to_be_visible()
    page.get_by_role("button", name="Verder").click()
    person.reload()
    expect(person.get_by_text("Je bent bij: Aan het werk")).to_be_visible()
    look(person, PHONE)
    page.goto("/treintjes/cijfers/")
    look(page)


def codes_on(page: Page) -> dict[str, str]:
    """The codes that a page shows this once, by number."""
    page.get_by_role("heading", name="Codes van wie nieuw is").wait_for()
    rows = page.locator("section:has(#codes-title) tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").inner_text() for row in rows}
