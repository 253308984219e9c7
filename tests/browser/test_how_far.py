# SPDX-License-Identifier: EUPL-1.2
"""How far one gets, as a visitor sees it: with and without scripts, on a phone, by keyboard, by night."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
OpenPage = Callable[..., Page]

GROUP = "/hoe-ver/groep/?occupation=bank-counter-clerk&place=zoetermeer&months=6&hours=8&money=0&money=1000"


def answered(page: Page) -> None:
    """Waits until the answer has come in by itself."""
    expect(page.locator(".far-counts")).to_be_visible()


def test_from_an_occupation_to_what_is_near_by_itself(page: Page, axe: Check, fits: Check) -> None:
    page.goto("/beroepen/bank-counter-clerk/")
    page.get_by_role("link", name="Hoe ver kom je hiervandaan?").click()
    answered(page)
    expect(page.locator("#said")).to_have_text("Het antwoord is er.")
    expect(page.locator("#near-title")).to_be_visible()
    axe(page)
    fits(page)


def test_without_scripts_one_waits_for_the_answer(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.goto(GROUP + "&floor=2000&distance=5")
    wait = page.get_by_role("link", name="Wacht op het antwoord")
    if wait.count():
        wait.click()
    expect(page.locator(".far-counts")).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(phone: Page, axe: Check, fits: Check) -> None:
    phone.goto(GROUP)
    answered(phone)
    phone.get_by_text("Laat zien wat buiten bereik is").click()
    phone.get_by_text("Verander de vraag").click()
    fits(phone)
    axe(phone)


def test_by_night_the_rules_hold(open_page: OpenPage, axe: Check) -> None:
    page = open_page(dark=True)
    page.goto(GROUP)
    answered(page)
    axe(page)


def test_the_keyboard_asks_another_question(page: Page) -> None:
    page.goto("/hoe-ver/groep/")
    page.get_by_label("Werk dat de groep nu heeft").focus()
    page.keyboard.type("Baliemedewerker bank")
    for _ in range(60):
        if page.evaluate("document.activeElement.type") == "submit":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**occupation=bank-counter-clerk**")
    answered(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_how_far_an_example_person_gets_and_what_stops_them(
    scripts: bool, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    page = open_page(width=320, scripts=scripts)
    page.goto("/")
    page.locator("button.example").first.click()
    expect(page.locator("#yours-title")).to_be_visible()
    page.goto("/hoe-ver/?months=12&wait=yes")
    expect(page.locator("#why-title")).to_be_visible()
    fits(page)
    if scripts:
        axe(page)
    page.goto("/hoe-ver/?months=6&why=yes&wait=yes")
    expect(page.locator(".far-held li").first).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Plan hoe ik daar kom").first.click()
    page.wait_for_url("**/mijn-reizen/")
