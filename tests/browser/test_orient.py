# SPDX-License-Identifier: EUPL-1.2
"""Finding out what suits, in a real browser: with scripts and without, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_somebody_who_does_not_know_finds_work_to_look_at(
    width: int, scripts: bool, open_page: OpenPage, axe: Look, fits: Look
) -> None:
    page = open_page(width=width, scripts=scripts)

    def look() -> None:
        if scripts:
            axe(page)
            fits(page)

    page.goto("/")
    page.get_by_role("link", name="Ik weet het nog niet").click()
    look()
    page.get_by_role("link", name="Beginnen").first.click()
    for part in range(1, 6):
        page.get_by_text(f"Bladzijde {part} van 5").wait_for()
        look()
        for item in page.locator("fieldset").all():
            item.get_by_label("Heel graag" if part % 2 else "Niet echt").first.check()
        item.get_by_label("Helemaal niet").check()
        page.locator("main .utrecht-button--primary-action").click()
    page.get_by_role("heading", name="Je interesses").wait_for()
    look()
    page.get_by_role("link", name="Beginnen").click()
    look()
    page.locator("fieldset").first.get_by_label("Dit kan ik").check()
    page.get_by_role("button", name="Kijk wat eruit komt").click()
    page.get_by_role("link", name="Kies").click()
    look()
    page.get_by_label("Afwisseling").check()
    page.locator("main").get_by_role("button", name="Bewaren").click()
    page.get_by_text("uur voor uur").wait_for()
    look()
    page.get_by_role("button", name="Plan de weg erheen").first.click()
    page.wait_for_url("**/mijn-reizen/")
    page.goto("/ontdekken/")
    page.get_by_role("button", name="Gooi mijn antwoorden weg").click()
    page.get_by_text("Zo'n vijf minuten").wait_for()
