# SPDX-License-Identifier: EUPL-1.2
"""A vacancy is read from plain text, from JSON-LD, and from a page that holds it; nothing else is believed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.vacancies.figures import Pay, Range
from overstap.engine.vacancies.posting import Posting, first_of, plain_text, read_postings

WHOLE: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Bakker",
    "description": "<p>Je bakt <b>brood</b>.</p><ul><li>deeg maken</li></ul>",
    "qualifications": "Je werkt graag vroeg.",
    "identifier": {"@type": "PropertyValue", "name": "Bakkerij", "value": " B-12 "},
    "hiringOrganization": {"@type": "Organization", "name": "Bakkerij de Korst"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Delft"}},
    "employmentType": ["FULL_TIME", "INTERN"],
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 2400, "maxValue": "2900", "unitText": "MONTH"},
    },
    "workHours": "24-32 uur",
    "validThrough": "2027-01-31T23:59",
    "jobStartDate": "2027-02-01",
    "totalJobOpenings": "2",
}


def read(told: Any) -> Posting:
    (posting,) = read_postings(json.dumps(told))
    return posting


def test_every_field_of_a_job_posting_is_taken_as_it_was_given() -> None:
    posting = read(WHOLE)
    assert posting == Posting(
        text="Je bakt brood.\n- deeg maken\n\nJe werkt graag vroeg.",
        title="Bakker",
        employer="Bakkerij de Korst",
        reference="B-12",
        place="Delft",
        hours=Range(24, 32),
        pay=Pay(2400, 2900, "month"),
        kind="internship",
        starts_on=date(2027, 2, 1),
        closes_on=date(2027, 1, 31),
        places=2,
        apart=True,
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        [WHOLE],
        {"@graph": [{"@type": "Organization", "name": "x"}, WHOLE]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": WHOLE}]},
        {**WHOLE, "@type": ["JobPosting", "Thing"]},
        {**WHOLE, "@type": "http://schema.org/JobPosting"},
    ],
)
def test_it_is_found_wherever_it_hangs(wrapped: Any) -> None:
    assert read(wrapped).title == "Bakker"


def test_a_page_is_read_by_its_linked_data_and_else_by_its_words() -> None:
    data = json.dumps(WHOLE)
    page = f"""<!doctype html><html><head><title>Werk</title><script>var a = "<p>nee</p>";</script>
        <script type="application/ld+json">{{"@type": "BreadcrumbList"}}</script>
        <script type="application/ld+json">not json</script>
        <script type="application/LD+JSON">{data}</script></head><body><p>Iets anders</p></body></html>"""
    assert [one.title for one in read_postings(page)] == ["Bakker"]
    (plain,) = read_postings("<html><body><script>nee()</script><h1>Kok</h1><p>Je kookt.</p></body></html>")
    assert (plain.text, plain.apart) == ("Kok\nJe kookt.", False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("baseSalary", {"currency": "USD", "value": 10}),
        ("baseSalary", {"currency": "EUR", "value": {"minValue": "veel"}}),
        ("baseSalary", "veel"),
        ("workHours", "in overleg"),
        ("validThrough", "morgen"),
        ("totalJobOpenings", -3),
        ("totalJobOpenings", {"a": 1}),
        ("jobLocation", [None, {"address": {}}]),
        ("identifier", None),
        ("description", None),
        ("title", {"@value": 3}),
    ],
)
def test_what_cannot_be_read_is_left_empty(field: str, value: Any) -> None:
    posting = read({**WHOLE, field: value})
    assert posting.employer == "Bakkerij de Korst"


@pytest.mark.parametrize(
    "source", ["", " \n", "{", "[1, 2]", '{"@type": "Person"}', "[" * 100_000, "x" * 2_000_001]
)
def test_what_holds_no_vacancy_is_refused_in_words(source: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_postings(source)
    assert refused.value.problems[0].reason["nl"]


def test_markup_that_is_cut_off_or_nested_wrong_still_gives_words() -> None:
    assert plain_text("<p>een<li>twee</p></li><b>drie & vier") == "een\n- twee\ndrie & vier"
    assert plain_text("gewoon") == "gewoon"


def test_of_several_the_one_that_says_most_is_meant() -> None:
    assert first_of([Posting("kort"), Posting("veel langer"), Posting("")]).text == "veel langer"
