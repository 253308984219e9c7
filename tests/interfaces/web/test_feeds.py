# SPDX-License-Identifier: EUPL-1.2
"""What is published, for other programs: JSON-LD on each page, an Atom feed and a JSON feed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overstap.apps.openings import editing, lifecycle
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.enums import OrganisationKind
from overstap.engine.region import Region
from overstap.engine.vacancies.posting import read_postings
from overstap.web.employers.presenters.job_posting import as_json_ld
from overstap.web.employers.views import feeds
from tests.apps.employing import a_whole, an_organisation_of
from tests.interfaces.web.test_employers import _what_openings_refer_to  # noqa: F401 (rows to refer to)
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Ober </script><script>alert("x")</script> & <b>meer</b>\x0b'


@pytest.fixture
def bakery(_what_openings_refer_to: None) -> str:  # noqa: F811
    return an_organisation_of(OrganisationKind.EMPLOYER, "Bakkerij <de> Korst & zn")


def published(organisation: str, **said: Any) -> Opening:
    today = timezone.localdate()
    whole = a_whole(
        organisation,
        **{
            "occupation": "waiter",
            "place": "den-haag",
            "demands": {"take-food-orders": "must"},
            "closes_on": today + timedelta(days=30),
            "wage_low": 14.5,
            "wage_high": 16.2,
            "days": ("th", "fr"),
            "title": {"nl": "Ober"},
            **said,
        },
    )
    row = editing.draft_opening(opening=whole, keeper=None, by=BY)
    return lifecycle.publish_opening(opening=row.pk, version=1, today=today, by=BY)


def entries(client: Client, **asked: str) -> list[str]:
    answer = client.get(reverse("openings-atom"), asked)
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)  # noqa: S314 (our own feed)
    return [str(one.findtext(f"{ATOM}title")) for one in root.iter(f"{ATOM}entry")]


def test_the_feeds_hold_what_is_published_the_last_first_and_nothing_else(client: Client, bakery: str) -> None:
    published(bakery)
    published(bakery, title={"nl": "Kok"}, occupation="cook", place="delft")
    editing.draft_opening(opening=a_whole(bakery, place=None, occupation=None, demands={}), keeper=None, by=BY)
    gone = published(bakery, title={"nl": "Weg"})
    lifecycle.take_back(opening=gone.pk, version=gone.version, by=BY)
    assert set(entries(client)) == {"Kok", "Ober"}
    assert entries(client, place="delft") == ["Kok"]
    assert entries(client, sector="care") == []
    told = json.loads(client.get(reverse("openings-json"), {"place": "delft"}).content)
    assert [one["item"]["title"] for one in told["dataFeedElement"]] == ["Kok"]


def test_what_the_json_feed_says_is_read_back_by_our_own_reader(client: Client, bakery: str) -> None:
    row = published(bakery, text="Je bedient.\n\nEn rekent af.", reference="B-1", hours_low=24, hours_high=32)
    (posting,) = read_postings(client.get(reverse("openings-json")).content.decode())
    assert (posting.title, posting.reference, posting.employer) == ("Ober", "B-1", "Bakkerij <de> Korst & zn")
    assert (posting.place, posting.closes_on, posting.places) == ("Den Haag", row.closes_on, 1)
    assert posting.hours is not None
    assert (posting.hours.low, posting.hours.high) == (24, 32)
    assert posting.pay is not None
    assert (posting.pay.low, posting.pay.high, posting.pay.period) == (14.5, 16.2, "hour")
    assert posting.text.startswith("Je bedient.\nEn rekent af.")


def test_who_asks_again_with_the_tag_gets_nothing_until_something_changes(client: Client, bakery: str) -> None:
    published(bakery)
    for name in ("openings-atom", "openings-json"):
        first = client.get(reverse(name))
        assert "public" in first["Cache-Control"]
        assert "max-age=300" in first["Cache-Control"]
        assert not first.cookies
        again = client.get(reverse(name), headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        other = client.get(reverse(name), {"place": "delft"}, headers={"If-None-Match": first["ETag"]})
        assert other.status_code == 200
        published(bakery)
        assert client.get(reverse(name), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_long_feed_comes_in_pages_that_name_the_next(
    client: Client, bakery: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "PER_PAGE", 2)
    for number in range(3):
        published(bakery, title={"nl": f"Ober {number}"})
    first = client.get(reverse("openings-atom"))
    after = re.search(r'rel="next"[^>]*href="([^"]+)"', first.content.decode())
    assert after
    rest = ET.fromstring(client.get(after[1]).content)  # noqa: S314
    assert len(list(rest.iter(f"{ATOM}entry"))) == 1
    assert 'rel="next"' in client.get(reverse("openings-json"))["Link"]


@pytest.mark.parametrize(
    "asked", [{"sector": "no"}, {"place": "x"}, {"page": "0"}, {"page": "x"}, {"page": "9" * 9}]
)
def test_a_part_that_is_not_there_is_not_found(client: Client, asked: dict[str, str]) -> None:
    for name in ("openings-atom", "openings-json"):
        assert client.get(reverse(name), asked).status_code == 404


def test_what_an_employer_writes_never_becomes_markup(client: Client, bakery: str) -> None:
    published(bakery, title={"nl": HOSTILE}, text=HOSTILE)
    (title,) = entries(client)
    assert title == HOSTILE.replace("\x0b", "")
    told = json.loads(client.get(reverse("openings-json")).content)
    assert "<script>" not in told["dataFeedElement"][0]["item"]["description"]
    block = as_json_ld({"title": HOSTILE})
    assert "<" not in block
    assert json.loads(block)["title"] == HOSTILE


def test_the_page_of_an_opening_holds_it_for_machines(client: Client, bakery: str, haaglanden: Region) -> None:
    id_ = next(iter(haaglanden.records.openings))
    address = reverse("opening", args=[id_])
    assert "application/ld+json" not in client.get(address).content.decode(), "it is not in the database"
    row = published(bakery, places=3, text="Met </script> erin.")
    row = lifecycle.take_places(opening=row.pk, taken=1, version=row.version, by=BY)
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    Opening.objects.create(**{**columns, "id": id_})
    page = client.get(address).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    told = json.loads(block[1])
    assert (told["@type"], told["title"], told["totalJobOpenings"]) == ("JobPosting", "Ober", 2)
    assert "donderdag, vrijdag" in page
    assert '<meta name="robots" content="noindex">' in page, "an example is nothing for a search engine"
