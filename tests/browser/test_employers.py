# SPDX-License-Identifier: EUPL-1.2
"""An employer and its broker, in a real browser: a vacancy pasted, corrected, published, found, filled."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in, with_second_lock
from tests.browser.conftest import PATIENCE

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]
Said = Callable[..., str]

VACANCY = """Medewerker bediening

Wij zijn een jong team in Den Haag en zoeken twee nieuwe collega's voor 24 tot 32 uur per week.

Wij vragen:
- je kunt bestellingen opnemen en borden serveren
- Engels spreken is een pré

Wij bieden:
€ 14,50 tot € 16,20 per uur. Je werkt donderdag tot en met zondag.
"""


@pytest.fixture(scope="module")
def firm(overstap: Said) -> str:
    """The id of a small firm that nobody else in these tests uses."""
    told = overstap(
        "organisations", "add", "Eetcafé Browser", "--kind", "employer", "--place", "delft", "--json"
    )
    return str(json.loads(told)["organisation"])


def owner(page: Page, overstap: Said, address: str, organisation: str, role: str) -> None:
    """Somebody who owns an organisation, logged in."""
    comes_in(page, overstap, address, "--role", role, "--organisation", organisation, "--owner")


def seen_by(visitor: Page, *, there: bool) -> None:
    """Looks until the site shows the opening, or no longer does: it sees a change a moment later."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        visitor.goto("/werk/?q=browserproef")
        expect(visitor.get_by_role("status")).to_be_visible()
        if (visitor.get_by_role("link", name="Bediening, browserproef").count() > 0) is there:
            return
        assert time.monotonic() < until, "the site never saw the change"
        visitor.wait_for_timeout(100)


def pasted(page: Page, firm: str) -> None:
    page.goto(f"/werkgevers/{firm}/nieuw/")
    page.get_by_label("De vacature").fill(VACANCY)
    page.get_by_role("button", name="Lees hem").click()
    page.get_by_role("heading", name="Wie past er").wait_for()


def test_an_employer_goes_from_a_pasted_vacancy_to_people_who_find_it(
    page: Page, open_page: OpenPage, overstap: Said, firm: str, axe: Look
) -> None:
    owner(page, overstap, "cafe@example.org", firm, "employer")
    page.goto("/werkgevers/")
    axe(page)
    page.get_by_role("link", name="Eetcafé Browser").first.click()
    page.wait_for_url(f"**/werkgevers/{firm}/")
    axe(page)
    pasted(page, firm)
    axe(page)
    expect(page.get_by_role("main")).to_contain_text("van de 149 beroepen")
    page.get_by_label("Titel").fill("Bediening, browserproef")
    page.get_by_label("Engels spreken op het werk").select_option("drop")
    page.get_by_role("button", name="Bewaren").last.click()
    page.get_by_text("Bewaard.").wait_for()
    page.get_by_label("Ik keek naar de woorden").check()
    page.get_by_role("button", name="Publiceren").click()
    page.get_by_text("Gepubliceerd. Mensen zien het zo meteen.").wait_for()
    axe(page)
    visitor = open_page()
    seen_by(visitor, there=True)
    visitor.goto("/werk/?q=Eetcafé+Browser")
    visitor.get_by_role("link", name="Bediening, browserproef").first.click()
    told = json.loads(visitor.locator('script[type="application/ld+json"]').inner_text())
    assert (told["@type"], told["totalJobOpenings"]) == ("JobPosting", 2)
    axe(visitor)
    page.get_by_label("Van 2 plekken bezet:").fill("2")
    page.get_by_role("button", name="Bewaren").first.click()
    expect(page.locator(".kicker")).to_contain_text("Vervuld")
    seen_by(visitor, there=False)


def test_a_broker_does_it_for_a_firm_that_let_it(
    page: Page, open_page: OpenPage, overstap: Said, firm: str
) -> None:
    told = overstap("organisations", "add", "Bemiddelaars", "--kind", "broker", "--place", "delft", "--json")
    brokers = str(json.loads(told)["organisation"])
    owner(page, overstap, "cafe2@example.org", firm, "employer")
    page.goto(f"/werkgevers/{firm}/")
    page.get_by_label("Laat een bemiddelaar jullie werkplekken doen").select_option(brokers)
    page.get_by_role("button", name="Laat dat doen").click()
    page.get_by_text("De bemiddelaar kan jullie werkplekken").wait_for()
    broker = open_page()
    owner(broker, overstap, "broker@example.org", brokers, "broker")
    with_second_lock(broker)
    pasted(broker, firm)
    assert broker.request.get(f"/leden/{firm}/").status == 404
    page.get_by_role("button", name="Intrekken").click()
    page.get_by_text("De bemiddelaar ziet jullie werkplekken niet meer.").wait_for()
    assert broker.request.get(f"/werkgevers/{firm}/").status == 404


def test_the_desk_fits_a_phone_and_works_without_scripts(
    open_page: OpenPage, overstap: Said, firm: str, fits: Look
) -> None:
    page = open_page(width=320, scripts=False)
    owner(page, overstap, "cafe3@example.org", firm, "employer")
    pasted(page, firm)
    fits(page)
    for address in (f"/werkgevers/{firm}/", f"/werkgevers/{firm}/nodig/", f"/werkgevers/{firm}/importeren/"):
        page.goto(address)
        fits(page)
    page.goto(f"/werkgevers/{firm}/nodig/")
    page.get_by_label("Wie: een beroep").fill("kok")
    page.get_by_label("Hoeveel mensen").fill("2")
    page.get_by_label("Vanaf welke dag").fill("2027-03-01")
    page.get_by_role("button", name="Noteren").click()
    expect(page.get_by_role("link", name="2 × Kok")).to_be_visible()
    page.get_by_role("link", name="2 × Kok").click()
    page.get_by_role("button", name="Maak er een werkplek van").click()
    expect(page.get_by_role("heading", name="Kok").first).to_be_visible()
