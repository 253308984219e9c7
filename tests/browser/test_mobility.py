# SPDX-License-Identifier: EUPL-1.2
"""The bank that closes, in a real browser: its days, 1,500 people from a file, where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.coming_in import comes_in, with_second_lock

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]
Said = Callable[..., str]

WRONG = "nummer;beroep;woonplaats;leeftijd\n1;xyzzy;Delf;50\n"
CENTRE = "bank-van-de-vliet-a"
"""Any organisation can keep a mobility centre: its advisers make it one."""


def came_in(page: Page, overstap: Said, name: str) -> Page:
    """An adviser of the centre, with the second lock that advisers have."""
    role = ("--role", "adviser", "--organisation", CENTRE)
    return with_second_lock(comes_in(page, overstap, f"{name}@example.org", *role))


def refused(page: Page, address: str, **filled: Any) -> None:
    """Sends a form beside the browser, which writes a refused one to the console as an error, and shows it."""
    token = page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(address or page.url, multipart={"csrfmiddlewaretoken": token, **filled})
    assert answer.status == 422
    page.evaluate("html => { document.open(); document.write(html); document.close(); }", answer.text())
    page.get_by_role("alert").wait_for()


def test_a_bank_closes_and_everybody_of_it_stands_somewhere(
    open_page: OpenPage, overstap: Said, axe: Look, fits: Look, tmp_path: Path
) -> None:
    page = came_in(open_page(), overstap, "lotte")

    def look(width: int = 1280) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        fits(page)

    def at_every_width() -> None:
        for width in (320, 390, 1280):
            look(width)

    page.goto("/mijn-account/")
    page.get_by_role("link", name="Zaken van massaontslag").click()
    at_every_width()
    page.get_by_role("link", name="Een zaak openen").click()
    at_every_width()
    refused(page, "")
    look()
    page.goto(f"{page.url}")
    page.get_by_label("Bedrijf").fill("Bank van de Vliet")
    page.get_by_label("Dag van de melding").fill("2027-01-11")
    page.get_by_label("Laatste werkdag").fill("2027-04-30")
    page.get_by_label("Hoeveel mensen hun werk verliezen").fill("1500")
    page.get_by_role("button", name="De zaak openen").click()
    page.get_by_text("Niet iedereen kan op de laatste werkdag weg zijn.").wait_for()
    at_every_width()
    page.get_by_role("link", name="De dagen veranderen").click()
    page.get_by_label("Laatste werkdag").fill("2027-06-30")
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_text("Het is veranderd.").wait_for()
    expect(page.get_by_role("cell", name="11 februari 2027").first).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="In je agenda").click()
    assert "SUMMARY:Bank van de Vliet: De wachttijd is voorbij" in Path(got.value.path()).read_text()

    page.get_by_role("link", name="Mensen toevoegen").click()
    at_every_width()
    wrong = {"name": "fout.csv", "mimeType": "text/csv", "buffer": WRONG.encode()}
    refused(page, "", file=wrong)
    expect(page.get_by_role("alert")).to_contain_text("“leeftijd”")
    look()
    page.goto(page.url)
    with page.expect_download() as got:
        page.get_by_role("link", name="Een bestand om mee te proberen").click()
    bank = tmp_path / "bank.csv"
    got.value.save_as(bank)
    for said in ("1500 nieuw, 0 veranderd, 0 hetzelfde", "0 nieuw, 0 veranderd, 1500 hetzelfde"):
        page.get_by_label("Een tabel: Excel of CSV").set_input_files(bank)
        page.get_by_role("button", name="Toevoegen").click()
        page.get_by_text(said).wait_for()
        at_every_width()
        page.go_back()

    page.goto(page.url.replace("toevoegen/", ""))
    page.get_by_label("Beroep").select_option(index=1)
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="VOORBEELD").first.click()
    at_every_width()
    page.get_by_label("Naar").select_option(label="Gematcht")
    page.get_by_label("Waarom", exact=True).fill("Past bij een plek in de zorg")
    page.get_by_role("button", name="Verplaatsen").click()
    page.get_by_text("Past bij een plek in de zorg").wait_for()
    at_every_width()
    page.get_by_role("link", name="Wie staat waar").click()
    page.get_by_role("link", name="gematcht").click()
    expect(page.get_by_role("status")).to_have_text("1 persoon")
    look()


def answers_itself(page: Page, code: str, axe: Look, fits: Look) -> None:
    """Somebody without an account sees what is proposed to them, by the code on their letter, and says no."""
    page.goto("/code/")
    page.get_by_label("Code").fill(code)
    page.locator("main button[type=submit]").click()
    page.get_by_role("heading", name="Mijn voorstel").wait_for()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        fits(page)
    page.get_by_role("button", name="Nee, dit niet").first.click()
    page.get_by_text("Je antwoord is bewaard.").wait_for()
    axe(page)


def test_a_plan_is_made_changed_by_hand_made_again_explained_and_taken_along(
    open_page: OpenPage, overstap: Said, axe: Look, fits: Look, tmp_path: Path
) -> None:
    page = came_in(open_page(), overstap, "marit")

    def at_every_width() -> None:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            fits(page)

    def made() -> None:
        page.get_by_role("button", name="Plan", exact=True).click()
        page.get_by_role("heading", name="Persoon voor persoon").wait_for()

    page.goto("/zaken/nieuw/")
    page.get_by_label("Bedrijf").fill("Een bank die sluit")
    page.get_by_label("Laatste werkdag").fill("2027-06-30")
    page.get_by_label("Hoeveel mensen hun werk verliezen").fill("1500")
    page.get_by_role("button", name="De zaak openen").click()
    page.get_by_role("link", name="Mensen toevoegen").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="Een bestand om mee te proberen").click()
    got.value.save_as(tmp_path / "bank.csv")
    page.get_by_label("Een tabel: Excel of CSV").set_input_files(tmp_path / "bank.csv")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("1500 nieuw").wait_for()
    page.get_by_role("link", name="Een bank die sluit").click()
    page.get_by_role("link", name="Plannen").click()
    made()
    at_every_width()
    page.goto(page.url.split("plannen/")[0] + "plannen/")
    at_every_width()
    page.get_by_role("link", name="Plan van").click()
    page.get_by_role("heading", name="Persoon voor persoon").wait_for()
    plan = page.url
    page.get_by_text("Zonder alleen deze grens").wait_for()
    at_every_width()
    page.get_by_role("link", name="niet geplaatst", exact=True).click()
    at_every_width()
    page.get_by_role("link", name="VOORBEELD").first.click()
    page.get_by_role("heading", name="In het nieuwste plan").wait_for()
    expect(page.get_by_text("Geen plek.")).to_be_visible()
    at_every_width()
    page.goto(f"{plan}?who=placed")
    page.get_by_role("link", name="VOORBEELD").first.click()
    expect(page.get_by_role("link", name="Een brief voor deze persoon")).to_be_visible()
    person = page.url
    with page.expect_download() as got:
        page.get_by_role("link", name="Een brief voor deze persoon").click()
    assert Path(got.value.path()).read_bytes()[:5] == b"%PDF-"
    page.goto(plan)
    page.get_by_role("button", name="Laat dit plan aan de mensen zien").click()
    page.get_by_text("Mensen kunnen het nu zien.").wait_for()
    page.goto(person)
    with page.expect_download() as got:
        page.get_by_role("link", name="Een brief voor deze persoon").click()
    text = " ".join(PdfReader(got.value.path()).pages[0].extract_text().split())
    code = re.search(r"[A-Z2-9]{4} [A-Z2-9]{4} [A-Z2-9]{4}", text)
    assert code
    answers_itself(open_page(), code.group(), axe, fits)
    page.reload()
    page.get_by_text("Zegt zelf nee tegen").wait_for()
    at_every_width()
    page.get_by_role("button", name="Nooit hier").first.click()
    page.get_by_text("Beslist. Het volgende plan").wait_for()
    at_every_width()
    page.goto(plan)
    page.get_by_role("link", name="Plan opnieuw").first.click()
    made()
    page.goto(person)
    expect(page.get_by_text("Nooit bij")).to_be_visible()
    page.goto(plan)
    with page.expect_download() as got:
        page.get_by_role("link", name="Voor Excel").click()
    assert Path(got.value.path()).read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="Het plan vastleggen").click()
    page.get_by_text("verplaatst op het bord").wait_for()
    at_every_width()
