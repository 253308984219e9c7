# SPDX-License-Identifier: EUPL-1.2
"""Two people, two browsers: somebody agrees to be found, an employer asks, and names open with a yes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.test_account import mailed, signed_up  # noqa: F401 - a fixture

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]
Said = Callable[..., str]
Mailed = Callable[..., str]

ORGANISATION, OPENING = "buurtsuper-krokus-a", "kassa-krokus-a"
STORY = "Ik ben Fatima el Idrissi, 45 jaar. Ik deed de kas en hielp klanten in een winkel. Ik ben eerlijk."


def member(page: Page, overstap: Said, address: str, organisation: str) -> Page:
    return comes_in(page, overstap, address, "--role", "employer", "--organisation", organisation)


def seeker(page: Page, address: str, mailed: Mailed) -> Page:  # noqa: F811
    page.goto("/")
    page.fill("#now", STORY)
    page.get_by_role("button", name="Plan mijn reis").click()
    page.wait_for_url("**/mijn-vaardigheden/")
    signed_up(page, address, mailed)
    page.goto("/mijn-paspoort/")
    page.get_by_role("button", name="In mijn paspoort bewaren").click()
    page.wait_for_url("**/mijn-paspoort/")
    expect(page.get_by_role("button", name="In mijn paspoort bewaren")).to_have_count(0)
    return page


def test_two_sides_find_each_other(
    open_page: OpenPage,
    mailed: Mailed,  # noqa: F811
    overstap: Said,
    axe: Look,
    fits: Look,
) -> None:
    anna = seeker(open_page(width=390), "fatima2@example.org", mailed)
    boss = member(open_page(), overstap, "krokus@example.org", ORGANISATION)
    boss.goto(f"/werk/{OPENING}/mensen/")
    expect(boss.get_by_role("heading", level=1)).to_be_visible()
    expect(boss.get_by_role("link", name="Iemand")).to_have_count(0)
    anna.goto("/mijn-paspoort/gevonden/")
    axe(anna)
    fits(anna)
    anna.get_by_role("button", name="Ja, werkgevers mogen mij vinden").click()
    anna.get_by_text("Werkgevers kunnen je vinden, blind.").wait_for()

    boss.goto("/mijn-account/")
    boss.get_by_role("link", name="Mensen voor onze werkplekken").first.click()
    axe(boss)
    boss.locator(f"a[href$='/werk/{OPENING}/mensen/']").click()
    boss.wait_for_url(f"**/werk/{OPENING}/mensen/")
    # Alone: nobody else of these tests lets employers find them.
    expect(boss.get_by_role("link", name="Iemand")).to_have_count(1)
    axe(boss)
    boss.get_by_role("link", name="Iemand").click()
    expect(boss.get_by_label("Wat je wilt zeggen")).to_be_visible()
    axe(boss)
    candidate = boss.url
    assert "Fatima" not in boss.content()
    boss.get_by_label("Wat je wilt zeggen").fill("Kom je een keer koffie drinken?")
    boss.get_by_role("button", name="Contact vragen").click()
    boss.get_by_text("Zij krijgen je vraag").wait_for()
    contact = boss.url
    axe(boss)

    stranger = member(open_page(), overstap, "mokka@example.org", "mokka-mies-a")
    for address in (candidate, contact, f"/mijn-contacten/{contact.rstrip('/').rsplit('/', 1)[-1]}/"):
        path = urlsplit(address).path
        assert stranger.request.get(path).status == 404, path

    anna.goto("/mijn-contacten/")
    axe(anna)
    fits(anna)
    anna.locator("main .list a").first.click()
    expect(anna.get_by_label("Hoe ze je mogen noemen")).to_be_visible()
    axe(anna)
    fits(anna)
    anna.get_by_label("Hoe ze je mogen noemen").fill("Fatima")
    anna.get_by_role("button", name="Ja, neem contact op").click()
    anna.get_by_text("Zij weten nu wie je bent").wait_for()
    fits(anna)
    axe(anna)
    boss.reload()
    expect(boss.get_by_role("heading", name="Fatima")).to_be_visible()
    axe(boss)
    boss.get_by_role("button", name="We hebben contact").first.click()
    boss.get_by_text("Jullie hebben contact").first.wait_for()
    axe(boss)
    anna.reload()
    axe(anna)
    fits(anna)
    anna.get_by_role("button", name="Noteren").click()
    anna.get_by_text("Het is genoteerd.").wait_for()
    axe(anna)
    fits(anna)
    boss.reload()
    expect(boss.get_by_text("Begonnen met werk").first).to_be_visible()
    axe(boss)


def test_a_no_stays_blind_and_a_reaction_is_answered(
    open_page: OpenPage,
    mailed: Mailed,  # noqa: F811
    overstap: Said,
    axe: Look,
    fits: Look,
) -> None:
    anna = seeker(open_page(width=320, scripts=False), "fatima3@example.org", mailed)
    boss = member(open_page(), overstap, "mokka2@example.org", "mokka-mies-a")
    anna.goto("/werk/barista-mokka-a/")
    anna.get_by_role("link", name="Blind reageren").click()
    expect(anna.get_by_role("heading", name="Reageren op")).to_be_visible()
    anna.get_by_label("In een paar woorden").fill("Ik kom graag bij jullie werken.")
    anna.get_by_label("Hoe ze je mogen noemen").fill("Fatima")
    anna.get_by_role("button", name="Reageren").click()
    anna.wait_for_url("**/mijn-contacten/**")
    boss.goto("/mensen/mokka-mies-a/")
    boss.locator("main .list a").first.click()
    expect(boss.get_by_label("de plek is bezet")).to_be_visible()
    axe(boss)
    assert "Fatima" not in boss.content()
    boss.get_by_label("de plek is bezet").check()
    boss.get_by_role("button", name="Nee, en zeg waarom").click()
    boss.get_by_text("Zij krijgen het te horen").wait_for()
    assert "Fatima" not in boss.content()
    anna.reload()
    expect(anna.get_by_text("de plek is bezet")).to_be_visible()
