# SPDX-License-Identifier: EUPL-1.2
"""Why this order, as a person asks it: from their results to the explanation, on a desk and on phones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in, with_second_lock
from tests.browser.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.test_find_work import tell

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]
Said = Callable[..., str]


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


def test_somebody_tells_their_group_and_takes_it_back_and_who_watches_sees_rules_and_shares(
    open_page: OpenPage, overstap: Said, axe: Check, fits: Check
) -> None:
    page = with_second_lock(comes_in(open_page(), overstap, "watch@example.org", "--role", "operator"))
    page.goto("/mijn-account/groepen/")
    page.get_by_label("45 tot en met 54").check()
    page.get_by_role("button", name="Ik vind het goed dat dit wordt geteld").click()
    expect(page.get_by_label("45 tot en met 54")).to_be_checked()
    for width in (DESKTOP, SMALL_PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        for address in ("/mijn-account/groepen/", "/toezicht/", "/toezicht/eerlijk/", "/privacy/"):
            page.goto(address)
            axe(page)
            fits(page)
    page.goto("/toezicht/eerlijk/")
    expect(page.get_by_text("te weinig om te tonen").first).to_be_visible()
    page.goto("/mijn-account/groepen/")
    page.get_by_role("button", name="Trek alles in").click()
    expect(page.get_by_label("45 tot en met 54")).not_to_be_checked()
