# SPDX-License-Identifier: EUPL-1.2
"""Planning a journey as people do: a bank clerk who is worried about her rent, and the coach beside her."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]

TOLD = {
    "now": "Ik ben baliemedewerker bij een bank in Zoetermeer, al 17 jaar. Ik help klanten en doe de kas.",
    "to": "secretaresse",
    "free_hours": "12",
    "wage": "20,50",
    "pay_hours": "32",
    "last_day": "2027-06-30",
    "work_years": "17",
    "service_years": "17",
    "income_floor": "1900",
    "savings": "4000",
    "budget": "1500",
}
ALL_OPEN = "all => all.forEach(one => { one.open = true; })"


def plan(page: Page) -> None:
    """Fills in the planner, takes the usual skills of a bank clerk, and plans."""
    page.goto("/")
    page.get_by_text("Meer opties").click()
    for name, value in TOLD.items():
        page.locator(f"#{name}").fill(value)
    page.locator("#place").select_option("zoetermeer")
    page.get_by_role("button", name="Plan mijn reis").click()
    page.locator(".pill input").first.check()
    page.get_by_role("button", name="Dit is mijn werk").click()
    page.get_by_role("button", name="Ik kan dit allemaal").click()
    expect(page.locator("#usual-title")).to_have_count(0)
    page.get_by_role("button", name="Plan mijn reis").click()
    expect(page.locator("#assume")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_worried_clerk(scripts: bool, open_page: OpenPage, axe: Check, fits: Check) -> None:
    page = open_page(scripts=scripts)
    plan(page)
    assert page.url.endswith("/mijn-reizen/")
    card = page.locator(".journey").first
    expect(card.locator(".journey__drop")).to_be_visible()
    expect(card.locator(".sums dd")).to_have_count(3)
    expect(card.locator(".drawing__lines")).to_be_visible()
    card.get_by_text("Als tabel").click()
    expect(card.get_by_role("table", name="De stappen")).to_be_visible()
    if scripts:
        page.locator("details").evaluate_all(ALL_OPEN)
        axe(page)
        fits(page)
    title = card.locator("h2").inner_text()
    card.get_by_role("link", name="Stap voor stap").click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator("#steps-title")).to_be_visible()
    expect(page.get_by_role("heading", name="Een mens beslist")).to_be_visible()
    if scripts:
        page.locator("details").evaluate_all(ALL_OPEN)
        axe(page)
        fits(page)


def test_on_a_phone_the_journey_is_a_list_from_top_to_bottom(phone: Page, axe: Check, fits: Check) -> None:
    plan(phone)
    card = phone.locator(".journey").first
    expect(card.locator(".legs")).to_be_visible()
    assert card.locator(".drawing__lines").is_hidden()
    phone.locator("details").evaluate_all(ALL_OPEN)
    axe(phone)
    fits(phone)
    card.locator("h2 a").click()
    axe(phone)
    fits(phone)


def test_in_the_dark_the_rules_hold(open_page: OpenPage, axe: Check) -> None:
    page = open_page(dark=True)
    plan(page)
    axe(page)
    page.locator(".journey h2 a").first.click()
    axe(page)


def test_the_coach_changes_what_is_assumed_plans_again_and_prints(page: Page, axe: Check) -> None:
    plan(page)
    page.get_by_text("Tijd, loon en leren: onze schattingen").click()
    page.locator("#search-days_stable").fill("30")
    page.get_by_role("button", name="Plan hiermee").click()
    expect(page.locator("#search-days_stable")).to_have_value("30")
    expect(page.locator(".assume .tag--now")).to_have_count(1)

    page.get_by_role("button", name="Een week later vertrekken").click()
    expect(page.get_by_role("button", name="Een week eerder vertrekken")).to_be_visible()
    page.get_by_role("button", name="Zonder inkomensval").click()
    held = page.get_by_role("button", name=re.compile("^nooit minder inkomen dan nu"))
    expect(held).to_be_visible()
    axe(page)
    held.click()
    expect(held).to_have_count(0)
    page.get_by_text("Verander mijn vraag", exact=True).click()
    page.locator("#to").fill("zorg")
    page.get_by_role("button", name="Plan opnieuw").click(timeout=40_000)
    expect(page.locator(".asked__to dd")).to_contain_text("Zorg")
    expect(page.locator(".journey").first).to_be_visible(timeout=30_000)

    page.emulate_media(media="print")
    for gone in (".replan", ".site-nav", ".trip"):
        assert page.locator(gone).first.is_hidden()
    expect(page.locator(".journey .sums").first).to_be_visible()


def test_a_search_that_goes_on_is_said(page: Page) -> None:
    plan(page)
    page.evaluate(
        "document.addEventListener('submit', (event) => event.preventDefault())"
    )  # it goes on for ever
    page.get_by_role("button", name="Een week later vertrekken").click()
    expect(page.locator("[data-busy]")).to_be_visible()


def test_what_is_shared_is_seen_by_somebody_else_until_it_is_withdrawn(
    open_page: OpenPage, axe: Check, fits: Check
) -> None:
    page, coach = open_page(), open_page(width=320)
    plan(page)
    page.locator(".journey h2 a").first.click()
    page.get_by_text("Deel deze reis met een link").click()
    page.get_by_role("button", name="Maak een link").click()
    address = page.locator("#link-1").input_value()
    axe(page)
    coach.goto(address)
    expect(coach.locator("h1")).to_contain_text("Secretaresse")
    coach.locator("details").evaluate_all(ALL_OPEN)
    axe(coach)
    fits(coach)
    page.get_by_role("button", name="Intrekken").click()
    expect(page.locator("#link-1")).to_have_count(0)
    # Asked for by a script, because the browser itself writes a missing page to the console as an error.
    assert coach.request.get(address).status == 404


def test_when_nothing_is_found_one_press_lets_go_of_what_stands_in_the_way(page: Page, axe: Check) -> None:
    plan(page)
    page.get_by_text("Verander mijn vraag", exact=True).click()
    page.locator("#income_floor").fill("9000")
    page.locator("#savings").fill("0")
    page.get_by_role("button", name="Plan opnieuw").click(timeout=40_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("geen reis")
    axe(page)
    page.get_by_role("button", name="Zonder: wat je per maand nodig hebt").click(timeout=40_000)
    expect(page.locator(".journey").first).to_be_visible()
