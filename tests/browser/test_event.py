# SPDX-License-Identifier: EUPL-1.2
"""A day where people and employers meet, with a browser for each: from the first room to the job it led to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.coming_in import comes_in
from tests.browser.conftest import PHONE, OpenPage

HOLDER, PARTNER = "wiebelbrug-a", "buurtsuper-krokus-a"
PEOPLE = "nummer;beroep;woonplaats\n" + "".join(f"k{n};kassamedewerker;Leiden\n" for n in range(1, 6))


def came_in(page: Page, overstap: Callable[..., str], email: str, role: str, organisation: str) -> Page:
    """A member of an organisation, logged in."""
    return comes_in(page, overstap, email, "--role", role, "--organisation", organisation)


def test_from_the_first_room_to_the_job_it_led_to(
    open_page: OpenPage,
    overstap: Callable[..., str],
    tmp_path: Path,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    def look(page: Page) -> None:
        axe(page)
        fits(page)

    # Who holds it makes the event, today so that all of the day can happen, and two rooms
    holder = came_in(open_page(), overstap, "held@example.org", "school", HOLDER)
    holder.goto("/evenementen/balie/nieuw/")
    for label, text in (
        ("Hoe het evenement heet", "Den Haag Werkt!"),
        ("Dag van het evenement", date.today().isoformat()),
        ("Begint om", "00:00"),
        ("Eindigt om", "23:59"),
        ("Gebouw", "Stadhuis"),
        ("Laatste dag waarop partners iets voorstellen", date.today().isoformat()),
    ):
        holder.get_by_label(label, exact=True).fill(text)
    look(holder)
    holder.get_by_role("button", name="Bewaren").click()
    expect(holder.get_by_role("heading", level=1)).to_have_text("Den Haag Werkt!")
    desk = holder.url
    holder.get_by_role("link", name="Zalen toevoegen").click()
    holder.get_by_label("Naam van de zaal").fill("Leeszaal")
    holder.get_by_label("Hoeveel mensen erin kunnen").fill("20")
    holder.get_by_role("button", name="Bewaren").click()
    expect(holder.get_by_text("Leeszaal").first).to_be_visible()
    look(holder)

    # A partner proposes, and it is accepted with one place
    partner = came_in(open_page(), overstap, "partner@example.org", "employer", PARTNER)
    event = desk.replace("/balie", "")
    partner.goto(event)
    partner.get_by_role("link", name="Stel iets voor").click()
    partner.get_by_label("Titel").fill("Zonnepanelen leggen")
    look(partner)
    partner.get_by_role("button", name="Voorstellen").click()
    expect(partner.get_by_text("wacht op antwoord")).to_be_visible()
    holder.goto(desk)
    look(holder)
    holder.get_by_role("link", name=re.compile("^Beantwoorden")).click()
    holder.get_by_label("Begint om").fill("23:00")
    holder.get_by_label("Eindigt om").fill("23:45")
    holder.get_by_label("Plekken die je kunt boeken").fill("1")
    look(holder)
    holder.get_by_role("button", name="Aannemen").click()
    expect(holder.get_by_text("Het staat in het programma.")).to_be_visible()
    look(holder)

    # Employers and people come in to talk
    holder.get_by_role("link", name="Gesprekken aan tafel").click()
    for label, text in (("Eerste gesprek om", "00:00"), ("Laatste gesprek eindigt om", "22:00")):
        holder.get_by_label(label).fill(text)
    holder.get_by_label("Minuten per gesprek").fill("60")
    holder.get_by_label("Een tafel heeft pauze na zoveel gesprekken").fill("0")
    look(holder)
    holder.get_by_role("button", name="Bewaren").click()
    expect(holder.get_by_role("link", name="Mensen", exact=True)).to_be_visible()
    partner.goto(event)
    partner.get_by_role("link", name="Voor werkgevers: een tafel voor ons").click()
    look(partner)
    partner.get_by_role("button", name="Doe mee").click()
    expect(partner.get_by_role("button", name="Doe mee")).to_have_count(0)
    tables = partner.url
    listed = tmp_path / "mensen.csv"
    listed.write_text(PEOPLE)
    holder.get_by_role("link", name="Mensen", exact=True).click()
    holder.get_by_label("Een tabel: Excel of CSV").set_input_files(listed)
    holder.get_by_role("button", name="Toevoegen").click()
    expect(holder.get_by_text("5 mensen doen mee")).to_be_visible()
    look(holder)
    code = holder.get_by_role("row", name="k1").locator("td").inner_text()

    # A visitor books without an account, the next one waits, and gets the place that is given back
    visitor = open_page(width=PHONE)
    visitor.goto(event)
    look(visitor)
    visitor.get_by_role("link", name=re.compile("^Boek")).click()
    look(visitor)
    visitor.get_by_role("button", name="Boek deze plek").click()
    expect(visitor.get_by_text("Je hebt een plek bij")).to_be_visible()
    look(visitor)
    second = open_page(width=PHONE)
    second.goto(event)
    second.get_by_role("link", name=re.compile("^Wachtlijst")).click()
    second.get_by_role("button", name="Op de wachtlijst").click()
    expect(second.get_by_text("Je staat bovenaan de wachtlijst.")).to_be_visible()
    visitor.get_by_role("button", name=re.compile("^Geef mijn plek terug")).click()
    second.reload()
    expect(second.get_by_text("nog geen plek")).to_have_count(0)

    # This visitor also wants to talk
    visitor.get_by_role("link", name="Ik wil ook met werkgevers praten").click()
    visitor.get_by_label("Je werk of opleiding, nu of het laatst").fill("kassamedewerker")
    look(visitor)
    visitor.get_by_role("button", name="Ik wil gesprekken").click()
    expect(visitor.get_by_text("Je doet mee.")).to_be_visible()
    visitor.get_by_label(re.compile("Krokus")).check()
    look(visitor)
    visitor.get_by_role("button", name="Bewaar mijn wensen").click()

    # The schedule, made behind the page
    holder.goto(f"{desk}gesprekken/")
    holder.get_by_role("button", name="Maak het rooster").click()
    holder.get_by_role("heading", name="Hoe goed het is").wait_for()
    look(holder)
    partner.goto(tables)
    expect(partner.get_by_role("heading", name="Wie er aan je tafel komt").first).to_be_visible()
    look(partner)

    # Somebody does not come: the schedule is mended and says what changed
    holder.get_by_role("link", name=re.compile("^Op de dag")).click()
    look(holder)
    holder.get_by_label("Code of nummer").fill("k2")
    holder.get_by_role("button", name="Komt niet").first.click()
    holder.get_by_role("heading", name="Wat er net veranderde").wait_for()
    look(holder)

    # One's own day, on a screen, on paper and in the calendar
    mine = open_page(width=PHONE)
    mine.goto("/evenementen/code/")
    look(mine)
    mine.get_by_label("Code").fill(code.lower())
    mine.get_by_role("button", name="Naar mijn dag").click()
    expect(mine.get_by_text("Tafel 1").first).to_be_visible()
    look(mine)
    for link, begins in (("Op papier (pdf)", b"%PDF"), ("In je agenda", b"BEGIN:VCALENDAR")):
        with mine.expect_download() as got:
            mine.get_by_role("link", name=link).click()
        assert Path(got.value.path()).read_bytes().startswith(begins)

    # Both go on, and it ends in a job
    mine.get_by_role("button", name=re.compile("^We gaan verder")).first.click()
    partner.reload()
    row = partner.get_by_role("listitem").filter(has_text="k1")
    row.get_by_role("button", name=re.compile("^We gaan verder")).click()
    expect(partner.get_by_text("jullie gaan verder")).to_be_visible()
    look(partner)
    partner.get_by_label("Wat eruit kwam").select_option(label="Een baan")
    partner.get_by_role("listitem").filter(has_text="k1").get_by_role(
        "button", name=re.compile("^Bewaren")
    ).click()
    mine.reload()
    look(mine)
    holder.goto(f"{desk}vervolg/")
    look(holder)
    expect(holder.get_by_label("Wat eruit kwam")).to_have_value("job")
