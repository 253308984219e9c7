# SPDX-License-Identifier: EUPL-1.2
"""From one's own words to work that fits, as a person walks it: in Dutch and English, on a desk and a phone,
with and without scripts, by keyboard, and with the accessibility rules held on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Check = Callable[[Page], None]

STORY = {
    "nl": "Ik stond 12 jaar achter de balie bij een bank en deed de kas. Klachten behandelen kan ik.",
    "en": "I worked at a bank counter for 12 years. I dealt with complaints and answered the phone.",
}
START = {"nl": "/", "en": "/en/"}
GO = {"nl": "Plan mijn reis", "en": "Plan my journey"}
MORE = {"nl": "Meer opties", "en": "More options"}
ON = {"nl": "Laat werk zien dat past", "en": "Show work that fits"}
ALL = {"nl": "Ik kan dit allemaal", "en": "I can do all of this"}
MINE = {"nl": "Dit is mijn werk", "en": "This is my work"}
NOW = {"nl": "Past nu", "en": "Fits now"}
WHY = {"nl": "Waarom?", "en": "Why?"}
WIPE = {"nl": "Wis alles", "en": "Wipe everything"}

LISTS = ("/werk/", "/beroepen/", "/opleidingen/", "/opleidingen/alle/", "/vaardigheden/")
TEXTS = ("/hoe-het-werkt/", "/privacy/", "/toegankelijkheid/", "/bronnen/", "/laden/", "/gewist/")
FIRST_OF = {
    "/werk/": "work",
    "/beroepen/": "occupation",
    "/vaardigheden/": "skill",
    "/opleidingen/alle/": "course",
}


def tell(page: Page, language: str = "nl", story: str = "") -> None:
    """Fills in the front page and goes."""
    page.goto(START[language])
    page.locator("#now").fill(story or STORY[language])
    if not page.locator("#place").is_visible():
        page.get_by_text(MORE[language]).click()
    page.locator("#place").select_option("delft")
    page.get_by_role("button", name=GO[language]).click()
    expect(page.locator("#yours-title")).to_be_visible()


def take_all_usual_skills(page: Page, language: str = "nl") -> None:
    """Says that the first occupation offered is one's own, and that one can do what is usual in it."""
    page.locator(".pill input").first.check()
    page.get_by_role("button", name=MINE[language]).click()
    page.get_by_role("button", name=ALL[language]).click()
    expect(page.locator("#usual-title")).to_have_count(0)


def to_results(page: Page, language: str = "nl") -> None:
    page.get_by_role("button", name=ON[language]).click()
    expect(page.get_by_role("heading", name=re.compile(f"^{NOW[language]}"))).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_walk(language: str, scripts: bool, open_page: OpenPage, axe: Check, fits: Check) -> None:
    page = open_page(scripts=scripts)
    tell(page, language)
    expect(page.locator("mark").first).to_be_visible()
    held = page.locator(".chip").count()
    assert held >= 2

    page.locator('.chip button[name="drop"]').first.click()
    expect(page.locator(".chip")).to_have_count(held - 1)
    page.locator('.chip button[name="raise"]').first.click()
    expect(page.locator(".chip--shown")).to_have_count(1)
    take_all_usual_skills(page, language)
    to_results(page, language)

    card = page.locator(".card").first
    card.get_by_text(WHY[language]).click()
    expect(card.locator("table")).to_be_visible()
    assert page.url.endswith("/mijn-werk/" if language == "nl" else "/my-work/")
    if scripts:  # axe is itself a script
        axe(page)
    fits(page) if scripts else None

    card.locator("h3 a").click()
    expect(page.locator("#fit-title")).to_be_visible()
    page.get_by_role("button", name=WIPE[language]).first.click()
    expect(page.locator(".trip")).to_have_count(0)
    page.goto("/mijn-werk/" if language == "nl" else "/en/my-work/")
    expect(page.locator("#planner")).to_be_visible()


def test_the_walk_on_a_phone(phone: Page, axe: Check, fits: Check) -> None:
    phone.goto("/")
    phone.get_by_text("Meer opties").click()
    fits(phone)
    axe(phone)
    tell(phone)
    fits(phone)
    axe(phone)
    take_all_usual_skills(phone)
    to_results(phone)
    phone.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    fits(phone)
    axe(phone)
    phone.locator(".card h3 a").first.click()
    fits(phone)
    axe(phone)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_kind_of_page_keeps_the_accessibility_rules(
    dark: bool, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    page = open_page(dark=dark)
    for address in ("/", *LISTS, *TEXTS):
        page.goto(address)
        axe(page)
        fits(page)
    for listed in FIRST_OF:
        page.goto(listed)
        page.locator(".card h3 a, .list .link-strong").first.click()
        axe(page)
    tell(page)
    axe(page)
    take_all_usual_skills(page)
    page.get_by_text("Papieren waar de wet om vraagt").click()
    axe(page)
    to_results(page)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    axe(page)
    page.goto("/mijn-werk/further/")
    axe(page)


@pytest.mark.parametrize("width", [320, 390])
def test_every_kind_of_page_fits_a_phone(width: int, open_page: OpenPage, fits: Check) -> None:
    page = open_page(width=width)
    for address in ("/", "/en/", *LISTS, *TEXTS):
        page.goto(address)
        fits(page)
    for listed in FIRST_OF:
        page.goto(listed)
        page.locator(".card h3 a, .list .link-strong").first.click()
        fits(page)


def test_refused_and_missing_pages_keep_the_rules_too(open_page: OpenPage, axe: Check, fits: Check) -> None:
    page = open_page()
    page.goto("/")
    for address in ("/bestaat-niet/", "/en/no-such-page/"):
        # Asked for by a script, because the browser itself writes a missing page to the console as an error.
        found = page.request.get(address)
        assert found.status == 404
        page.evaluate("html => { document.open(); document.write(html); document.close(); }", found.text())
        expect(page.locator("h1")).to_be_visible()
        axe(page)
        fits(page)


def test_typing_finds_skills_without_leaving_the_page(page: Page, axe: Check) -> None:
    tell(page)
    page.locator("#typed").press_sequentially("luister", delay=20)
    found = page.locator("#found button").first
    expect(found).to_be_visible()
    axe(page)
    label = found.inner_text().strip()
    found.click()
    expect(page.locator(".chip", has_text=label)).to_be_visible()
    expect(page.locator("#typed")).to_be_focused()
    expect(page.locator("#said-back")).to_contain_text(label)


def test_the_keyboard_stays_where_it_was_after_a_change(page: Page) -> None:
    tell(page)
    held = page.locator(".chip").count()
    page.locator('.chip button[name="raise"]').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator('.chip button[name="lower"]').first).to_be_focused()
    page.locator('.chip button[name="drop"]').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(held - 1)
    expect(page.locator('.chip button[name="drop"]').first).to_be_focused()


def test_the_planner_can_be_walked_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".utrecht-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "now":
            break
    page.keyboard.type("baliemedewerker bank")
    while page.evaluate("document.activeElement.id") != "to":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#usual-title")).to_be_visible()


def test_what_has_the_keyboard_is_seen_and_not_covered(page: Page) -> None:
    """Walks through the skills page by keyboard: each stop has an outline and lies in sight, under no bar."""
    tell(page)
    page.set_viewport_size({"width": 1280, "height": 500})
    covered = """() => {
      const one = document.activeElement, box = one.getBoundingClientRect();
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const seen = at && (one.contains(at) || at.contains(one) || one.labels?.[0]?.contains(at));
      const both = [one, one.closest("label")].filter((each) => each);
      const outlined = both.some((each) => getComputedStyle(each).outlineStyle !== "none");
      return [one.outerHTML.slice(0, 90), !!seen, outlined];
    }"""
    stops = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        what, seen, outlined = page.evaluate(covered)
        if what.startswith("<body"):
            break
        stops += 1
        assert seen, f"{what} is covered"
        assert outlined, f"{what} shows no focus"
    assert stops > 15


def test_things_to_press_are_large_enough(phone: Page) -> None:
    """WCAG 2.2, 2.5.8: at least 24 by 24, but for links in running text."""
    tell(phone)
    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, summary, nav a")]
          .filter((one) => one.offsetParent && one.type !== "hidden")
          .filter((one) => !one.matches(".pill input, .choice input"))
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_what_is_taken_along_comes_back(page: Page, tmp_path: Path) -> None:
    tell(page)
    held = page.locator(".chip").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="Neem mee").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert json.loads(file.read_text())["format"] == "overstap-passport"
    page.get_by_role("button", name="Wis alles").first.click()
    page.get_by_role("link", name="Bestand meebrengen").click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Lees mijn bestand").click()
    expect(page.locator(".chip")).to_have_count(held)


def test_somebody_elses_story_can_be_walked_along_with(page: Page) -> None:
    page.goto("/")
    page.locator(".example").first.click()
    expect(page.get_by_text("Deze persoon is verzonnen")).to_be_visible()
    to_results(page)
    expect(page.locator(".card").first).to_be_visible()


def test_the_language_changes_on_the_same_page(page: Page) -> None:
    page.goto("/beroepen/secretary/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/occupations/secretary/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_on_paper_there_are_no_buttons_and_all_reasons(page: Page) -> None:
    tell(page)
    take_all_usual_skills(page)
    to_results(page)
    page.emulate_media(media="print")
    for gone in (".site-nav", ".site-footer", "form"):
        assert page.locator(gone).first.is_hidden()
    expect(page.locator(".card h3").first).to_be_visible()
    expect(page.locator(".card .why__body").first).to_be_visible()


def test_a_pressed_radio_is_the_chosen_work_and_the_keyboard_goes_on_from_there(open_page: OpenPage) -> None:
    page = open_page()
    tell(page)
    page.locator(".pill input").first.press("Space")
    expect(page.locator("#usual-title")).to_be_visible()
    expect(page.locator('input[name="occupation"]:checked')).to_be_focused()
    page.get_by_role("button", name=MINE["nl"]).click()
    expect(page.locator("#usual-title")).to_be_focused()
    page.get_by_role("button", name=ALL["nl"]).click()
    expect(page.locator("#yours-title")).to_be_focused()


def test_a_change_that_fails_is_said(open_page: OpenPage) -> None:
    page = open_page()
    tell(page)
    page.locator(".chips").evaluate(
        "one => { one.setAttribute('aria-busy', 'true'); htmx.trigger(one, 'htmx:responseError'); }"
    )
    expect(page.locator("#said-back")).to_contain_text("Dat is niet gelukt")
    expect(page.locator("#said-back")).to_be_in_viewport()
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_after_wiping_elsewhere_a_change_leads_to_the_front_page(open_page: OpenPage) -> None:
    page = open_page()
    tell(page)
    page.context.clear_cookies(name="overstap")
    page.locator('.chip button[name="drop"]').first.click()
    expect(page.locator("#planner")).to_be_visible()
    expect(page.locator("#skills-step")).to_have_count(0)


def test_a_refused_form_puts_the_keyboard_on_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page()
    # Sent beside the browser, which writes a refused form to the console as an error.
    page.goto(START["nl"])
    token = page.locator("#planner input[name=csrfmiddlewaretoken]").input_value()
    refused = page.request.post("/plan/", form={"csrfmiddlewaretoken": token, "now": "kapper", "wage": "veel"})
    assert refused.status == 422
    page.evaluate("html => { document.open(); document.write(html); document.close(); }", refused.text())
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#wage")).to_be_focused()
