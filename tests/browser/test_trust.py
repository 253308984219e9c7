# SPDX-License-Identifier: EUPL-1.2
"""Why this order, as a person asks it: from their results to the explanation, on a desk and on phones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.test_find_work import tell

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.mark.parametrize("width", [DESKTOP, PHONE, SMALL_PHONE])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_results_lead_to_why_and_to_how_it_works(
    open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    tell(page)
    page.goto("/mijn-werk/")
    code = page.locator("p.small .nowrap").inner_text()
    page.get_by_role("link", name="Waarom deze volgorde?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waarom deze volgorde?")
    expect(page.get_by_text("precies hetzelfde antwoord")).to_be_visible()
    expect(page.get_by_text(code)).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Zo werkt het zoeken").first.click()
    axe(page)
    fits(page)
    page.get_by_label("De code, zoals die onder de resultaten stond").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Opzoeken").click()
    expect(page.get_by_text("precies hetzelfde antwoord")).to_be_visible()
