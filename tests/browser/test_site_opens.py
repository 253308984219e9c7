# SPDX-License-Identifier: EUPL-1.2
"""The product opens in a browser, in both languages, asks nothing of other sites and gives files to keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

OpenPage = Callable[..., Page]


@pytest.mark.parametrize(("address", "language"), [("/", "nl"), ("/en/", "en")])
def test_the_front_page_opens_in_its_language(
    page: Page, axe: Callable[[Page], None], address: str, language: str
) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    axe(page)


def test_the_language_follows_the_address_not_the_browser(open_page: OpenPage) -> None:
    page = open_page(language="en-GB")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "nl"


def test_the_front_page_fits_a_phone(phone: Page, fits: Callable[[Page], None]) -> None:
    phone.goto("/")
    fits(phone)


def test_looking_around_leaves_no_session(page: Page) -> None:
    page.goto("/")
    page.goto("/robots.txt")
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] != "csrf"] == []


def test_files_are_compressed_and_kept_and_pages_are_checked_again(page: Page) -> None:
    kept: dict[str, str] = {}
    page.on(
        "response",
        lambda answer: (
            kept.update({answer.url: answer.headers.get("cache-control", "")})
            if "/static/" in answer.url
            else None
        ),
    )
    first = page.goto("/")
    assert first is not None
    assert kept
    assert [url for url, control in kept.items() if "immutable" not in control] == []
    assert first.headers.get("content-encoding") == "gzip"
    assert "unsafe" not in first.headers["content-security-policy"]


def test_a_page_that_is_not_there_says_so_in_dutch(page: Page) -> None:
    answer = page.request.get("/deze-pagina-is-er-niet")
    assert answer.status == 404
    assert 'lang="nl"' in answer.text()
