# SPDX-License-Identifier: EUPL-1.2
"""A passport taken along: on paper, as Europass, as our own file; each comes back; papers have their day."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from overstap.apps.accounts.actions import create_account
from overstap.apps.passports.models import Licence, Passport
from overstap.engine.region.passport_file import read_passport
from overstap.engine.region.region import Region
from tests.interfaces.web.test_bringing import bring, confirm
from tests.interfaces.web.who import BY, came_in
from tests.made_files import WHO, a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Client:
    """Somebody whose passport holds what was in a CV."""
    client = came_in(create_account(email="anna@example.org", by=BY))
    bring(client, a_pdf())
    confirm(client)
    client.post(reverse("passport-keep"))
    return client


def brought_elsewhere(content: bytes, name: str) -> dict[str, Any]:
    """What a visitor who brings this file has in their session."""
    other = Client()
    answer = bring(other, content, name)
    if answer["Location"] == reverse("brought"):
        confirm(other)
    return dict(other.session["trip"])


def proofs_of(trip: dict[str, Any]) -> set[tuple[str, ...]]:
    return {
        tuple(one[name] for name in ("kind", "title", "whose", "from_on", "until_on", "note"))
        for one in trip["proofs"]
    }


def kept(client: Client) -> set[tuple[str, ...]]:
    days = {"from_on", "until_on"}
    names = ("kind", "title", "whose", "from_on", "until_on", "note")
    return {
        tuple((str(one[n]) if one[n] else "") if n in days else one[n] for n in names)
        for one in Passport.objects.get().proofs.values()
    }


def test_as_europass_it_comes_back_whole(anna: Client) -> None:
    answer = anna.get(reverse("passport-europass"))
    assert answer["Content-Disposition"] == 'attachment; filename="mijn-paspoort-europass.xml"'
    assert [word for word in WHO if word in answer.content.decode()] == []
    trip = brought_elsewhere(answer.content, "europass.xml")
    assert proofs_of(trip) == kept(anna)
    assert trip["languages"] == {"nl": "C2", "en": "B2"}
    assert trip["certificates"] == ["driving-b"]


def test_as_a_file_it_comes_back_whole_and_the_terminal_reads_it(anna: Client, haaglanden: Region) -> None:
    content = anna.get(reverse("passport-file")).content
    trip = brought_elsewhere(content, "x.json")
    assert proofs_of(trip) == kept(anna)
    assert trip["languages"] == {"nl": "C2", "en": "B2"}
    file = read_passport(content, haaglanden)
    assert {one.entry.title for one in file.proofs} == {one[1] for one in kept(anna)}
    assert {held.skill for held in file.passport.skills} == set(trip["skills"])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"proofs": "all"}, "proofs"),
        ({"proofs": [{"kind": "assessment", "title": "x"}]}, "assessment"),
        ({"proofs": [{"kind": "work", "title": ""}]}, "titel"),
        ({"proofs": [{"kind": "work", "title": "x" * 201}]}, "title"),
        ({"proofs": [{"kind": "work", "title": "x", "from_on": "soon"}]}, "soon"),
        (
            {"proofs": [{"kind": "work", "title": "x", "from_on": "2020-01-02", "until_on": "2020-01-01"}]},
            "eind",
        ),
        ({"languages": {"nl": "native"}}, "native"),
        ({"languages": ["nl"]}, "languages"),
    ],
)
def test_a_file_with_something_wrong_in_it_is_refused(
    changed: dict[str, Any], reason: str, client: Client
) -> None:
    told = {"format": "overstap-passport", "version": 1, "skills": [], **changed}
    answer = bring(client, json.dumps(told).encode(), "x.json")
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_a_bsn_in_a_file_of_ours_is_masked(client: Client) -> None:
    told = {"format": "overstap-passport", "version": 1, "skills": []}
    told["proofs"] = [{"kind": "work", "title": "Balie 111222333", "note": "bsn 111222333"}]
    bring(client, json.dumps(told).encode(), "x.json")
    assert "111222333" not in json.dumps(client.session["trip"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_paper_it_is_tagged_and_tells_all_of_it(language: str, anna: Client) -> None:
    address = {"nl": "/mijn-paspoort/pdf/", "en": "/en/my-passport/pdf/"}[language]
    answer = anna.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert b"/MarkInfo" in answer.content
    assert f"/Lang({language})".encode() in answer.content
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for said in ("Baliemedewerker", "ABN Bank", "2018–", "C2"):
        assert said in text, said
    assert "anna@example.org" not in text


# --- papers ------------------------------------------------------------------------------------------


def test_papers_have_their_day_and_count_no_longer_after_it(anna: Client) -> None:
    address = reverse("passport-papers")
    assert 'value="driving-b" checked' in anna.get(address).content.decode()
    posted = {"paper": ["driving-b", "vca"], "until-driving-b": "2026-01-31", "until-vca": "2030-01-31"}
    assert anna.post(address, posted)["Location"] == reverse("passport")
    assert {one.certificate: one.until_on for one in Licence.objects.all()} == {
        "driving-b": date(2026, 1, 31),
        "vca": date(2030, 1, 31),
    }
    page = anna.get(reverse("passport")).content.decode()
    assert "verlopen op 31 januari 2026" in page
    assert "tot 31 januari 2030" in page
    anna.post(reverse("passport-use"))
    assert anna.session["trip"]["certificates"] == ["vca"]
    assert "LicenseTypeCode" not in anna.get(reverse("passport-europass")).content.decode()


def test_a_wrong_day_is_told_and_nothing_is_changed(anna: Client) -> None:
    answer = anna.post(reverse("passport-papers"), {"paper": "vca", "until-vca": "2030-02-31"})
    assert answer.status_code == 422
    assert "geen dag" in answer.content.decode()
    assert [one.certificate for one in Licence.objects.all()] == ["driving-b"]


def test_nobody_without_a_passport_gets_any_of_it() -> None:
    client = came_in(create_account(email="bob@example.org", by=BY))
    for name in ("passport-pdf", "passport-file", "passport-europass", "passport-papers"):
        assert client.get(reverse(name)).status_code == 404
