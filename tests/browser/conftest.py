# SPDX-License-Identifier: EUPL-1.2
"""A browser on the product as people run it: `overstap run`, on a database of its own, seen by Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

DESKTOP, PHONE, SMALL_PHONE = 1280, 390, 320

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

PATIENCE = 300_000
"""Milliseconds that anything may take: the first plan compiles, and the machine may be busy.

What comes at once is not waited for."""

expect.set_options(timeout=PATIENCE)

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OpenPage = Callable[..., Page]

_address = count(1)
"""Every browser comes from an address of its own: tests together never reach what one address may do."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; without one, tests that need it are skipped with a word why."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium here, so nothing is looked at in a browser: apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the running product."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def site_environment(make_database: Callable[[str], str], site_home: Path) -> dict[str, str]:
    """The environment that the running product has."""
    return {
        **os.environ,
        "DATABASE_URL": make_database("browser"),
        "DJANGO_SETTINGS_MODULE": "overstap.config.settings",
        "OVERSTAP_HOME": str(site_home),
        "OVERSTAP_PROXY": "yes",  # it is told from which address a browser comes
    }


@pytest.fixture(scope="session")
def overstap(site: str, site_environment: dict[str, str]) -> Callable[..., str]:
    """Call it with words: runs that command beside the running product, and gives what it says."""

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "overstap", *words]
        done = subprocess.run(command, env=site_environment, check=True, capture_output=True, text=True)
        return done.stdout

    return run


@pytest.fixture(scope="session")
def site(chromium: str, site_environment: dict[str, str]) -> Iterator[str]:
    """The address of the running product, such as `http://127.0.0.1:8000/`."""
    command = [sys.executable, "-m", "overstap", "run", "--logs"]
    with subprocess.Popen(command, env=site_environment, stdout=subprocess.PIPE, text=True) as product:
        try:
            assert product.stdout is not None
            said = product.stdout.readline().strip()
            assert said.startswith("Overstap: http://"), f"overstap run said {said!r}"
            yield said.removeprefix("Overstap: ")
        finally:
            product.terminate()
            product.wait(30)


@pytest.fixture(scope="session")
def named_site(site: str) -> str:
    """The running product at its name, which passkeys belong to."""
    return site.replace("//127.0.0.1", "//localhost")


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Opens an empty page in a browser without memory; call it as often as a test needs people.

    `open_page(width=1280, language="nl-NL", scripts=True, dark=False, at=site)`. Addresses are relative to the
    site: `page.goto("/")`. When the test ends no page may have asked anything of another site, thrown an error,
    written one to the console (which is where a broken content security policy shows), or been left before what
    it posted was answered: on a busy machine that stops what was asked, so the test expects something first.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(
        width: int = DESKTOP,
        language: str = "nl-NL",
        scripts: bool = True,
        dark: bool = False,
        at: str = site,
    ) -> Page:
        context = browser.new_context(
            base_url=at,
            viewport={"width": width, "height": 900 if width > PHONE else 800},
            locale=language,
            timezone_id="Europe/Amsterdam",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"2001:db8::{next(_address):x}"},
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: wrong.extend(_third_party(request, at)))
        page.on("requestfailed", lambda request: wrong.extend(_left_early(request)))
        page.on("pageerror", lambda error: wrong.append(f"script error on {page.url}: {error}"))
        page.on(
            "console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def _third_party(request: Request, site: str) -> list[str]:
    asked = urlsplit(request.url)
    own = asked.scheme in ("data", "blob", "about") or asked.netloc == urlsplit(site).netloc
    return [] if own else [f"a request to another site: {asked.netloc}"]


def _left_early(request: Request) -> list[str]:
    early = request.method == "POST" and request.is_navigation_request()
    return [f"a page was left before this was answered: {urlsplit(request.url).path}"] if early else []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desktop."""
    return open_page()


@pytest.fixture(params=[PHONE, SMALL_PHONE], ids=["390px", "320px"])
def phone(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page on a phone; the test runs at both widths."""
    return open_page(width=request.param)


def arrived(page: Page) -> None:
    """Waits until the page has come in whole; one that is still arriving has no width and no rules to keep."""
    page.wait_for_load_state("load")
    # Asked from here: what a page asks again and again itself, its content security policy takes for eval.
    while not page.evaluate("!!document.documentElement && document.readyState === 'complete'"):
        page.wait_for_timeout(20)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Call it with a page: fails with what the accessibility rules (WCAG 2.2 A and AA) find wrong on it."""
    rules = {"runOnly": {"type": "tag", "values": WCAG_2_2_AA}, "resultTypes": ["violations"]}

    def check(page: Page) -> None:
        arrived(page)
        found = Axe().run(page, options=rules).response["violations"]
        told = [f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']]}" for rule in found]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Call it with a page: fails when the page is wider than the screen, so that one has to scroll sideways."""

    def check(page: Page) -> None:
        arrived(page)
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen} px"

    return check
