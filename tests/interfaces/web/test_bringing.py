# SPDX-License-Identifier: EUPL-1.2
"""A CV as a file: read, confirmed, taken over; into the session, and from there into the passport."""

from __future__ import annotations

import json
import re
import resource
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import translation

from overstap.apps.accounts.actions import create_account
from overstap.apps.passports.models import Passport
from tests.interfaces.web.who import BY, came_in
from tests.made_europass import CANDIDATE, OLD_JSON, OLD_XML, WHO_IN_EUROPASS, a_europass_pdf
from tests.made_files import CV, WHO, a_bomb, a_docx, a_pdf, locked, many_damaged

pytestmark = pytest.mark.django_db


def bring(client: Client, content: bytes, name: str = "cv.pdf") -> Any:
    file = BytesIO(content)
    file.name = name
    return client.post(reverse("load"), {"file": file})


def confirm(client: Client, **changed: str) -> Any:
    """Posts the page as it stands, with changes; an empty change leaves a field out."""
    page = client.get(reverse("brought")).content.decode()
    posted: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and ('type="checkbox"' not in tag or "checked" in tag):
            posted.setdefault(name[1], []).append(unescape(value[1]))
    for name, said in re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>([^<]*)<', page):
        posted[name] = unescape(said)
    for name, options in re.findall(r'<select[^>]+name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        posted[name] = chosen[1] if chosen else ""
    posted |= changed
    return client.post(reverse("brought"), {name: value for name, value in posted.items() if value != ""})


@pytest.mark.parametrize("content", [a_pdf(), a_docx(), CV.encode()], ids=["pdf", "docx", "text"])
def test_a_cv_is_read_confirmed_and_taken_over(content: bytes, client: Client) -> None:
    assert bring(client, content)["Location"] == reverse("brought")
    assert "trip" not in client.session  # nothing counts before it is confirmed
    page = unescape(client.get(reverse("brought")).content.decode())
    for said in ("Baliemedewerker", "ABN Bank", "Secretarieel mbo", "Rijbewijs B", "burgerservicenummer"):
        assert said in page, said
    assert confirm(client)["Location"] == reverse("my-skills")
    trip = client.session["trip"]
    assert [one["title"] for one in trip["proofs"]] == [
        *("Baliemedewerker", "Verkoopmedewerker", "Secretarieel mbo", "BHV")
    ]
    assert trip["languages"] == {"nl": "C2", "en": "B2"}
    assert trip["certificates"] == ["driving-b"]
    assert trip["skills"]["handle-complaints"] == "inferred"  # out of work, not only said
    assert "brought" not in client.session
    page = client.get(reverse("my-skills")).content.decode()
    assert "Verkoopmedewerker" in page


def test_who_it_is_is_in_no_session(client: Client) -> None:
    bring(client, a_pdf())
    confirm(client)
    for row in Session.objects.all():
        kept = json.dumps(SessionStore().decode(row.session_data))
        assert [word for word in WHO if word in kept] == []


def test_what_is_unticked_or_mended_counts_so(client: Client) -> None:
    bring(client, a_docx())
    confirm(client, **{"take-1": "", "e0-title": "Adviseur", "e0-until_on": "2020-01-31", "language-en": ""})
    trip = client.session["trip"]
    assert [one["title"] for one in trip["proofs"]] == ["Adviseur", "Secretarieel mbo", "BHV"]
    assert trip["proofs"][0]["until_on"] == "2020-01-31"
    assert trip["languages"] == {"nl": "C2"}


def test_a_wrong_period_is_told_and_nothing_is_taken(client: Client) -> None:
    bring(client, a_docx())
    answer = confirm(client, **{"e1-until_on": "2001-01-01"})
    assert answer.status_code == 422
    assert "Dit eindigt voordat het begint" in answer.content.decode()
    assert "trip" not in client.session


def test_a_file_can_be_thrown_away(client: Client) -> None:
    bring(client, a_docx())
    client.post(reverse("brought"), {"drop": "yes"})
    assert "brought" not in client.session
    assert client.get(reverse("brought"))["Location"] == reverse("load")


def test_a_bsn_typed_while_confirming_is_masked(client: Client) -> None:
    bring(client, a_docx())
    confirm(client, **{"e0-title": "Balie 111222333", "e0-note": "bsn 111.222.333"})
    kept = json.dumps(client.session["trip"])
    assert "111222333" not in kept
    assert "111.222.333" not in kept


def test_from_file_to_passport_once_however_often_it_is_brought() -> None:
    account = create_account(email="anna@example.org", by=BY)
    client = came_in(account)
    for _ in range(2):
        bring(client, a_pdf())
        confirm(client)
        client.post(reverse("passport-keep"))
    passport = Passport.objects.get()
    assert passport.proofs.count() == 4
    assert {one.language: one.level for one in passport.languages.all()} == {"nl": "C2", "en": "B2"}
    assert client.session["trip"]["proofs"] == []
    kept = json.dumps([list(passport.proofs.values()), list(Passport.objects.values())], default=str)
    assert [word for word in WHO if word in kept] == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("content", "dutch", "english"),
    [
        (locked(a_pdf()), "wachtwoord", "password"),
        (a_docx()[:300], "kapot", "broken"),
        (a_bomb(), "uitgepakt te groot", "too large once unpacked"),
        (a_pdf(""), "geen tekst", "no text"),
        (b"x" * 7_000_000, "groter dan 5 MB", "larger than 5 MB"),
    ],
    ids=["locked", "broken", "bomb", "scan", "large"],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    content: bytes, dutch: str, english: str, language: str, client: Client
) -> None:
    with translation.override(language):
        answer = bring(client, content)
    assert answer.status_code == 422
    assert (dutch if language == "nl" else english) in unescape(answer.content.decode())
    assert "brought" not in client.session


def test_damaged_files_never_break_the_page(client: Client) -> None:
    for content in many_damaged(24, (a_docx(), a_pdf())):
        answer = bring(client, content)
        assert answer.status_code in (302, 422)
        if answer.status_code == 302:
            assert client.get(reverse("brought")).status_code == 200


def test_a_large_file_is_read_with_a_full_disk(client: Client) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        answer = bring(client, CV.encode() + b" " * 3_000_000, "cv.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answer["Location"] == reverse("brought")


def test_what_came_out_of_a_file_can_be_removed_again(client: Client) -> None:
    bring(client, a_docx())
    confirm(client)
    client.post(reverse("my-skills"), {"drop_proof": "0"})
    client.post(reverse("my-skills"), {"drop_language": "en"})
    client.post(reverse("my-skills"), {"drop_proof": "99"})
    trip = client.session["trip"]
    assert [one["title"] for one in trip["proofs"]] == ["Verkoopmedewerker", "Secretarieel mbo", "BHV"]
    assert trip["languages"] == {"nl": "C2"}


@pytest.mark.parametrize(
    "content", [CANDIDATE, a_europass_pdf(), OLD_XML, OLD_JSON], ids=["xml", "pdf", "old", "json"]
)
def test_a_europass_cv_is_confirmed_the_same_way_and_says_what_it_leaves(
    content: bytes, client: Client
) -> None:
    assert bring(client, content, "europass")["Location"] == reverse("brought")
    page = unescape(client.get(reverse("brought")).content.decode())
    assert "je geboortedatum" in page
    assert "de foto" in page
    confirm(client)
    trip = client.session["trip"]
    assert [one["title"] for one in trip["proofs"]] == ["Baliemedewerker", "Secretarieel mbo"]
    assert trip["languages"] == {"nl": "C2", "en": "B1"}
    assert trip["certificates"] == ["driving-b"]
    kept = json.dumps([SessionStore().decode(row.session_data) for row in Session.objects.all()])
    assert [word for word in WHO_IN_EUROPASS if word in kept] == []


def test_xml_of_something_else_is_refused(client: Client) -> None:
    answer = bring(client, b"<html><body>Hallo</body></html>", "x.xml")
    assert answer.status_code == 422
    assert "soort bestand" in answer.content.decode()
