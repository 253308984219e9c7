# SPDX-License-Identifier: EUPL-1.2
"""The product opens in a browser."""

from __future__ import annotations

from playwright.sync_api import Page


def test_it_answers_a_browser(page: Page) -> None:
    answer = page.goto("/robots.txt")
    assert answer is not None
    assert answer.status == 200
    assert "User-agent" in page.inner_text("body")
