# SPDX-License-Identifier: EUPL-1.2
"""Coming in, in a real browser: a code, a passkey, an app for codes; two people who meet in an organisation."""

from __future__ import annotations

import email
import re
import time
from collections.abc import Callable
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.coming_in import code_of_app, comes_in, with_second_lock

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]
Said = Callable[..., str]
Mailed = Callable[..., str]


@pytest.fixture
def mailed(site_home: Path) -> Mailed:
    """Call it with an address: the text of the newest mail to it that holds `words`."""

    def newest(to: str, words: str = "") -> str:
        for file in sorted((site_home / "mail").glob("*.eml"), reverse=True):
            message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            if to in str(message["to"]) and words in message.get_content():
                return str(message.get_content())
        return pytest.fail(f"no mail to {to}")

    return newest


def code_in(text: str) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", text, re.MULTILINE)
    assert found, text
    return found.group()


def signed_up(page: Page, address: str, mailed: Mailed) -> None:
    page.goto("/nieuw-account/")
    page.get_by_label("Je e-mailadres").fill(address)
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code").wait_for()  # only then is the mail there
    page.get_by_label("De code").fill(code_in(mailed(address)))
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/mijn-account/")


def goes_out(page: Page) -> None:
    page.goto("/uitloggen/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(lambda url: "uitloggen" not in url)


def with_device(page: Page) -> Page:
    """A device that holds passkeys and knows its owner's finger; at a name, which passkeys need."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def test_a_person_makes_an_account_and_every_page_of_it_is_accessible(
    page: Page, mailed: Mailed, axe: Look
) -> None:
    page.goto("/inloggen/")
    axe(page)
    page.get_by_role("link", name="Maak er een").click()
    axe(page)
    page.get_by_label("Je e-mailadres").fill("walk@example.org")
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.get_by_label("De code")).to_be_visible()
    axe(page)
    page.get_by_label("De code").fill("BBBB-BBBB")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.get_by_label("De code").fill(code_in(mailed("walk@example.org")))
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/mijn-account/")
    for address in ("", "inloggen/", "passkeys/nieuw/", "app/", "adres/", "wissen/"):
        page.goto(f"/mijn-account/{address}")
        axe(page)
    for address in ("/rollen/", "/voor-organisaties/", "/en/my-account/", "/uitloggen/"):
        page.goto(address)
        axe(page)


def test_an_app_for_codes_is_asked_for_when_one_comes_in_again(page: Page, mailed: Mailed, axe: Look) -> None:
    signed_up(page, "app@example.org", mailed)
    page.goto("/mijn-account/app/")
    secret = page.locator("code.key").inner_text()
    page.get_by_label("De code in de app").fill(code_of_app(secret))
    page.get_by_role("button", name="Koppelen").click()
    page.wait_for_url("**/reservecodes/")
    axe(page)
    spare = page.locator(".codes code").first.inner_text()
    goes_out(page)
    page.goto("/inloggen/")
    page.get_by_label("Je e-mailadres").fill("app@example.org")
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code").wait_for()  # only then is the mail there, and newer than the one before
    page.get_by_label("De code").fill(code_in(mailed("app@example.org")))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Nog één stap").wait_for()
    axe(page)
    page.get_by_label("Code uit je app").fill(spare)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/mijn-account/")


def test_a_passkey_lets_in(open_page: OpenPage, named_site: str, mailed: Mailed) -> None:
    page = with_device(open_page(at=named_site))
    signed_up(page, "key@example.org", mailed)
    page.goto("/mijn-account/passkeys/nieuw/")
    page.get_by_label("Hoe je hem noemt").fill("Mijn laptop")
    page.get_by_role("button", name="De passkey maken").click()
    page.wait_for_url("**/reservecodes/")
    page.goto("/mijn-account/inloggen/")
    expect(page.get_by_text("Mijn laptop").first).to_be_visible()
    goes_out(page)
    page.goto("/inloggen/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url("**/mijn-account/")
    assert "key@example.org" in page.locator("main").inner_text()


def test_at_a_number_no_passkey_is_offered(page: Page) -> None:
    page.goto("/inloggen/")
    assert page.get_by_role("button", name="Inloggen met een passkey").count() == 0


def test_one_comes_in_without_scripts_on_a_small_phone(open_page: OpenPage, mailed: Mailed, fits: Look) -> None:
    page = open_page(width=320, scripts=False)
    page.goto("/nieuw-account/")
    page.get_by_label("Je e-mailadres").fill("small@example.org")
    page.get_by_role("button", name="Mail mij een code").click()
    page.get_by_label("De code").wait_for()
    page.get_by_label("De code").fill(code_in(mailed("small@example.org")))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Mijn account")).to_be_visible()
    page.get_by_role("link", name="Mijn account wissen").click()
    page.get_by_role("button", name="Alles wissen").click()
    expect(page.get_by_role("heading", name="Je account is gewist")).to_be_visible()


def test_pages_of_an_account_fit_a_phone(phone: Page, mailed: Mailed, fits: Look) -> None:
    signed_up(phone, f"fit{time.time_ns()}@example.org", mailed)
    for address in ("", "inloggen/", "passkeys/nieuw/", "app/", "adres/", "wissen/"):
        phone.goto(f"/mijn-account/{address}")
        fits(phone)


def test_an_owner_invites_somebody_who_joins(
    open_page: OpenPage, mailed: Mailed, overstap: Said, axe: Look, fits: Look
) -> None:
    """Two people, two browsers."""
    organisation = "bank-van-de-vliet-a"
    role = ("--role", "employer", "--organisation", organisation, "--owner")
    overstap("account", "create", "owner@example.org", *role)
    link = overstap("account", "link", "owner@example.org").strip().replace("//localhost", "//127.0.0.1")
    owner, guest = open_page(), open_page(width=390)
    owner.goto(link)
    axe(owner)
    owner.get_by_role("main").get_by_role("button", name="Inloggen").click()
    owner.wait_for_url("**/mijn-account/")
    owner.goto(f"/leden/{organisation}/")
    owner.get_by_label("Het e-mailadres").fill("guest@example.org")
    owner.get_by_role("button", name="De uitnodiging versturen").click()
    expect(owner.get_by_text("guest@example.org").first).to_be_visible()
    axe(owner)
    signed_up(guest, "guest@example.org", mailed)
    found = re.search(r"^http\S+$", mailed("guest@example.org", "/uitnodiging/"), re.MULTILINE)
    assert found
    guest.goto(found.group())
    axe(guest)
    fits(guest)
    guest.get_by_role("button", name="Ja, ik doe mee").click()
    guest.wait_for_url(f"**/leden/{organisation}/")
    fits(guest)
    axe(guest)
    owner.reload()
    expect(owner.get_by_text("guest@example.org").first).to_be_visible()


def test_a_passport_is_kept_shared_blind_confirmed_and_withdrawn(
    open_page: OpenPage, mailed: Mailed, overstap: Said, axe: Look, fits: Look
) -> None:
    """Two people, two browsers: whose passport it is, and who may see it."""
    role = ("--role", "employer", "--organisation", "bank-van-de-vliet-a", "--owner")
    anna, boss = open_page(width=390), comes_in(open_page(), overstap, "boss@example.org", *role)
    anna.goto("/")
    anna.fill("#now", "Ik ben Fatima el Idrissi. Ik deed de kas en behandelde klachten bij een bank.")
    anna.get_by_role("button", name="Plan mijn reis").click()
    anna.wait_for_url("**/mijn-vaardigheden/")
    signed_up(anna, "fatima@example.org", mailed)
    anna.goto("/mijn-paspoort/")
    axe(anna)
    anna.get_by_role("button", name="In mijn paspoort bewaren").click()
    expect(anna.get_by_role("button", name="In mijn paspoort bewaren")).to_have_count(0)
    for address in ("", "bewijs/nieuw/", "delen/", "weghalen/"):
        anna.goto(f"/mijn-paspoort/{address}")
        axe(anna)
        fits(anna)
    anna.goto("/mijn-paspoort/delen/")
    anna.get_by_label("Met wie").select_option(label="Bank van de Vliet")
    anna.get_by_label("Je eigen woorden").check()
    anna.get_by_role("button", name="Delen").click()
    anna.wait_for_url("**/mijn-paspoort/")
    boss.goto("/paspoorten/")
    expect(boss.get_by_role("link", name="Iemand")).to_have_count(1)  # nobody else shares with this bank
    axe(boss)
    boss.get_by_role("link", name="Iemand").click()
    expect(boss.get_by_label("Waar het op steunt")).to_be_visible()
    axe(boss)
    assert "Fatima" not in boss.content()
    boss.get_by_label("Waar het op steunt").fill("Twee jaar samengewerkt")
    boss.get_by_label("Klachten behandelen").check()
    boss.get_by_role("button", name="In het paspoort zetten").click()
    boss.get_by_text("Het staat nu in het paspoort").wait_for()
    anna.reload()
    expect(anna.get_by_text("bevestigd door een organisatie").first).to_be_visible()
    axe(anna)
    anna.get_by_role("button", name="Intrekken").click()
    anna.get_by_text("Het is niet meer gedeeld.").wait_for()
    answer = boss.request.get(boss.url)
    assert answer.status == 404


def test_a_coach_and_a_person_plan_together_and_the_person_ends_it(
    open_page: OpenPage, mailed: Mailed, overstap: Said, axe: Look, fits: Look
) -> None:
    """Two people, two browsers: consent, notes, a journey planned together, and the end of it."""
    role = ("--role", "coach", "--organisation", "bank-van-de-vliet-a")
    anna = open_page(width=390)
    coach = with_second_lock(comes_in(open_page(), overstap, "coach@example.org", *role))
    coach.goto("/mijn-mensen/")
    axe(coach)
    coach.get_by_label("Je naam, zoals mensen je noemen").fill("Carla Coach")
    coach.get_by_role("button", name="Bewaren").click()
    expect(coach.get_by_label("Het e-mailadres")).to_be_visible()
    coach.get_by_label("Het e-mailadres").fill("guided@example.org")
    coach.get_by_role("button", name="De uitnodiging versturen").click()
    coach.get_by_text("De uitnodiging is onderweg.").wait_for()
    anna.goto("/")
    anna.fill("#now", "Ik deed de kas en behandelde klachten bij een bank.")
    anna.get_by_role("button", name="Plan mijn reis").click()
    anna.wait_for_url("**/mijn-vaardigheden/")
    signed_up(anna, "guided@example.org", mailed)
    anna.goto("/mijn-paspoort/")
    anna.get_by_role("button", name="In mijn paspoort bewaren").click()
    expect(anna.get_by_role("button", name="In mijn paspoort bewaren")).to_have_count(0)
    found = re.search(r"^http\S+/coach/\S+$", mailed("guided@example.org", "/coach/"), re.MULTILINE)
    assert found
    anna.goto(found.group())
    for look in (axe, fits):
        look(anna)
    anna.get_by_role("button", name="Ja, dat is goed").click()
    anna.wait_for_url("**/mijn-account/coach/")
    for look in (axe, fits):
        look(anna)
    coach.goto("/mijn-mensen/")
    axe(coach)
    coach.get_by_role("link", name="guided@example.org").click()
    coach.get_by_role("textbox", name="Notitie").fill("Over werken met klanten gesproken.")
    coach.get_by_role("button", name="Deze notitie bewaren").click()
    expect(coach.get_by_text("Over werken met klanten gesproken.")).to_be_visible()
    axe(coach)
    coach.get_by_role("button", name="Samen plannen met dit paspoort").click()
    coach.wait_for_url("**/mijn-reizen/")
    axe(coach)
    coach.locator("article a, .journey a").first.click()
    coach.get_by_role("button", name="In hun account zetten").click()
    coach.get_by_text("De reis staat nu in hun account.").wait_for()
    axe(coach)
    coach.get_by_role("button", name="Stoppen, en terug naar deze persoon").click()
    coach.get_by_text("Over werken met klanten gesproken.").wait_for()
    for look in (axe, fits):
        look(coach)
    anna.goto("/mijn-account/reizen/")
    for look in (axe, fits):
        look(anna)
    anna.locator("main").get_by_role("button", name="Bewaren").click()
    anna.get_by_text("De reis is bewaard").wait_for()
    anna.locator(".list a").first.click()
    expect(anna.locator("#steps-title")).to_be_visible()
    for look in (axe, fits):
        look(anna)
    anna.goto("/mijn-account/coach/")
    anna.get_by_role("link", name="Carla Coach").click()
    expect(anna.get_by_text("Over werken met klanten gesproken.")).to_be_visible()
    for look in (axe, fits):
        look(anna)
    anna.get_by_role("button", name="Nu stoppen").click()
    anna.get_by_text("Je coach ziet niets van je meer.").or_(
        anna.get_by_text("Je coach ziet niets meer van je")
    ).first.wait_for()
    assert coach.request.get(coach.url).status == 404
