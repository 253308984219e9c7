# SPDX-License-Identifier: EUPL-1.2
"""Files in and out, in a real browser: a CV as PDF and Word, a Europass CV back, a badge with its issuer."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader

from tests.made_badges import ED, ISSUER, credential, jwt, public
from tests.made_files import a_docx, a_pdf

OpenPage = Callable[..., Page]
Look = Callable[[Page], None]
Said = Callable[..., str]


def bring(page: Page, content: bytes, name: str) -> None:
    page.goto("/laden/")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Lees mijn bestand").click()


def logged_in(page: Page, address: str, overstap: Said, site: str) -> Page:
    """A person who has an account."""
    overstap("account", "create", address)
    link = json.loads(overstap("account", "link", address, "--json"))["link"]
    page.goto(site + link.split("/", 3)[3])
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/mijn-account/")
    return page


def content_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


@pytest.mark.parametrize(("name", "content"), [("cv.pdf", a_pdf()), ("cv.docx", a_docx())], ids=["pdf", "docx"])
def test_a_visitor_brings_a_cv_and_sees_their_skills(
    name: str, content: bytes, phone: Page, axe: Look, fits: Look
) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Ik heb mijn cv als bestand").click()
    axe(phone)
    fits(phone)
    bring(phone, content, name)
    phone.wait_for_url("**/nakijken/")
    axe(phone)
    fits(phone)
    phone.locator(".brought details").nth(1).locator("summary").click()
    phone.get_by_label("Wat je deed of haalde").nth(1).fill("Verkoper")
    fits(phone)
    phone.get_by_role("button", name="Neem dit over").click()
    phone.wait_for_url("**/mijn-vaardigheden/")
    axe(phone)
    fits(phone)
    said = phone.get_by_role("main").inner_text()
    assert "Verkoper" in said
    assert "klachten" in said.lower()
    assert "Fatima" not in said


def test_kept_and_taken_along_again(page: Page, overstap: Said, site: str, axe: Look, tmp_path: Path) -> None:
    logged_in(page, "files@example.org", overstap, site)
    bring(page, a_pdf(), "cv.pdf")
    page.get_by_role("button", name="Neem dit over").click()
    page.wait_for_url("**/mijn-vaardigheden/")
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [public(ED)]}))
    overstap("badge", "trust", ISSUER, "--name", "ROC Mondriaan", "--keys", str(keys))
    bring(page, jwt(credential()).encode(), "badge.jwt")
    expect(page.get_by_role("main")).to_contain_text(ISSUER)
    assert "vertrouwd" in page.get_by_role("status").inner_text()
    axe(page)
    page.get_by_role("button", name="Neem dit over").click()
    page.wait_for_url("**/mijn-vaardigheden/")
    page.locator("form[action='/mijn-paspoort/bewaren/'] button").first.click()
    page.wait_for_url("**/mijn-paspoort/")
    axe(page)
    assert "Baliemedewerker" in page.get_by_role("main").inner_text()
    page.goto("/mijn-paspoort/papieren/")
    axe(page)
    page.goto("/mijn-paspoort/")
    taken = {}
    for link in ("Op papier", "Als Europass-cv", "Als bestand voor hier"):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        taken[link] = content_of(download.value)
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(taken["Op papier"])).pages)
    assert "Baliemedewerker" in text
    assert b"<Candidate" in taken["Als Europass-cv"]
    assert json.loads(taken["Als bestand voor hier"])["format"] == "overstap-passport"
    bring(page, taken["Als Europass-cv"], "europass.xml")
    page.wait_for_url("**/nakijken/")
    assert "Baliemedewerker" in page.get_by_role("main").inner_text()
