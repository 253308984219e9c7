# SPDX-License-Identifier: EUPL-1.2
"""The transit map as people use it: on a desk and a phone, day and night, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", ["/kaart/", "/en/map/", "/kaart/administration/"])
def test_the_map_keeps_the_accessibility_rules(
    address: str, dark: bool, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    page = open_page(dark=dark)
    page.goto(address)
    axe(page)
    fits(page)


def test_on_a_phone_the_lines_come_first_and_the_map_scrolls_in_its_sheet(
    phone: Page, axe: Check, fits: Check
) -> None:
    phone.goto("/kaart/")
    fits(phone)
    axe(phone)
    sheet = phone.locator(".map__sheet")
    choice, map_ = phone.locator(".map-choice").first.bounding_box(), sheet.bounding_box()
    assert choice is not None
    assert map_ is not None
    assert choice["y"] < map_["y"]
    inside, wide = sheet.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert inside > 2 * wide
    # Letters on the map are never smaller than in full size.
    assert phone.locator(".map__drawing").evaluate("one => one.getBoundingClientRect().width") >= 1000


def test_names_on_the_screen_do_not_overlap(page: Page) -> None:
    """Measured by the browser, with the letters it really draws."""
    page.goto("/kaart/")
    page.evaluate("document.fonts.ready")
    over = page.evaluate(
        """() => {
          const names = [...document.querySelectorAll(".map-name")];
          const boxes = names.map((one) => [one.textContent, one.getBBox(), one.closest("a")]);
          const over = [];
          boxes.forEach(([name, box, link], at) => boxes.slice(0, at).forEach(([other, there, owner]) => {
            if (link === owner) return;
            const high = 3;  // a box of letters has room above and below that rows may share
            if (box.x < there.x + there.width && there.x < box.x + box.width &&
                box.y + high < there.y + there.height - high && there.y + high < box.y + box.height - high)
              over.push(`${name} / ${other}`);
          }));
          return over;
        }"""
    )
    assert over == []


def test_the_letters_are_no_wider_than_the_map_reckons_with(page: Page) -> None:
    page.goto("/kaart/")
    page.evaluate("document.fonts.ready")
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".map-station")].map((one) => {
          const hit = one.querySelector(".map-station__hit").getBBox();
          const rows = [...one.querySelectorAll(".map-name")].map((row) => row.getBBox());
          const left = Math.min(...rows.map((row) => row.x));
          const right = Math.max(...rows.map((row) => row.x + row.width));
          return [one.textContent.trim(), left - hit.x, hit.x + hit.width - right];
        }).filter(([, left, right]) => left < 0 || right < 0).map(([name]) => name)"""
    )
    assert wide == []


def test_a_station_leads_to_its_occupation(page: Page) -> None:
    page.goto("/kaart/")
    page.locator('.map-station[href="/beroepen/receptionist/"]').click()
    expect(page.locator("h1")).to_have_text("Receptionist")


def test_the_map_is_enlarged_with_buttons_and_keys(page: Page) -> None:
    page.goto("/kaart/")
    drawing = page.locator(".map__drawing")

    def width() -> float:
        return float(drawing.evaluate("one => one.getBoundingClientRect().width"))

    whole = width()
    page.get_by_role("button", name="Groter").click()
    assert width() > whole * 1.2
    page.locator(".map__sheet").focus()
    page.keyboard.press("+")
    larger = width()
    assert larger > whole * 1.6
    expect(page.locator("[data-said]")).to_have_text("Vergroot tot 180%")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("-")
    assert width() < larger
    page.get_by_role("button", name="Hele kaart").click()
    assert width() == pytest.approx(whole)


def test_the_keyboard_can_pass_over_the_map(page: Page) -> None:
    page.goto("/kaart/")
    page.locator(".map-choice").last.focus()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Sla de kaart over")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#stations")).to_be_focused()


def test_without_scripts_there_is_a_map_and_no_dead_button(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.goto("/kaart/")
    expect(page.locator(".map-station").first).to_be_visible()
    expect(page.locator(".map__tools")).to_be_hidden()
    page.locator(".map-choice").nth(1).click()
    expect(page.locator("h1")).to_contain_text("Zorg en welzijn")


def test_on_paper_the_map_is_whole(page: Page) -> None:
    page.goto("/kaart/")
    page.emulate_media(media="print")
    expect(page.locator(".map__drawing")).to_be_visible()
    for gone in (".map-lines", ".map__bar", ".site-nav"):
        expect(page.locator(gone)).to_be_hidden()
