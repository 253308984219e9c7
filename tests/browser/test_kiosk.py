# SPDX-License-Identifier: EUPL-1.2
"""A public computer in a real browser: the bar, the warning, the wipe, and "back" that shows nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]


@pytest.fixture(scope="module")
def library(make_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product as it runs in a library, its two minutes the shortest there are."""
    home: Path = tmp_path_factory.mktemp("library")
    environment = {
        **os.environ,
        "DATABASE_URL": make_database("library"),
        "DJANGO_SETTINGS_MODULE": "overstap.config.settings",
        "OVERSTAP_HOME": str(home),
        "OVERSTAP_KIOSK": "yes",
        "OVERSTAP_KIOSK_MINUTES": "2",
    }
    command = [sys.executable, "-m", "overstap", "run", "--logs"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as product:
        try:
            assert product.stdout is not None
            yield product.stdout.readline().strip().removeprefix("Overstap: ")
        finally:
            product.terminate()
            product.wait(30)


def tell(page: Page) -> None:
    page.goto("/")
    page.fill("#now", "Ik deed de kas en behandelde klachten bij een bank.")
    page.get_by_role("button", name="Plan mijn reis").click()
    page.wait_for_url("**/mijn-vaardigheden/")


def test_who_walks_away_is_warned_and_wiped(library: str, open_page: OpenPage, axe: Look, fits: Look) -> None:
    page = open_page(width=320, at=library)
    page.clock.install()
    tell(page)
    axe(page)
    fits(page)
    page.clock.run_for(61_000)
    page.get_by_text("Ben je er nog?").wait_for()
    axe(page)
    page.keyboard.press("Shift")
    expect(page.get_by_text("Ben je er nog?")).to_be_hidden()
    page.clock.run_for(119_000)
    page.get_by_text("Ben je er nog?").wait_for()
    page.clock.run_for(2_000)
    page.wait_for_url(library.rstrip("/") + "/")
    page.goto("/mijn-vaardigheden/")
    assert page.url.rstrip("/") == library.rstrip("/")


def test_back_after_the_end_shows_nothing(library: str, open_page: OpenPage) -> None:
    page = open_page(at=library)
    tell(page)
    expect(page.get_by_text("Klachten behandelen").first).to_be_visible()
    page.get_by_role("button", name="Stoppen en alles wissen").click()
    page.get_by_role("heading", name="Alles is gewist").wait_for()
    page.go_back()
    page.wait_for_load_state()
    assert "Klachten behandelen" not in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Inloggen").count() == 0


def test_without_scripts_the_page_goes_by_itself(library: str, open_page: OpenPage) -> None:
    page = open_page(at=library, scripts=False)
    tell(page)
    assert page.locator('meta[http-equiv="refresh"]').get_attribute("content") == "120;url=/kiosk/over/"
