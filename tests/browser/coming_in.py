# SPDX-License-Identifier: EUPL-1.2
"""How somebody comes in, in a browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page


def comes_in(page: Page, overstap: Callable[..., str], email: str, *role: str) -> Page:
    """Somebody logs in by a link; with words about their role the account is made first."""
    if role:
        overstap("account", "create", email, *role)
    link = str(json.loads(overstap("account", "link", email, "--json"))["link"])
    page.goto(link[link.index("/", len("https://")) :])
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    # To their account, or to the second lock that some roles need first.
    page.wait_for_url(lambda url: "/link/" not in url)
    return page


def code_of_app(secret: str) -> str:
    """What an app for codes shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_second_lock(page: Page) -> Page:
    """Somebody who came in couples an app for codes, which some roles ask for."""
    page.goto("/mijn-account/app/")
    secret = page.locator("code.key").inner_text()
    page.get_by_label("De code in de app").fill(code_of_app(secret))
    page.get_by_role("button", name="Koppelen").click()
    page.wait_for_url("**/reservecodes/")
    return page
