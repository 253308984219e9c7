# SPDX-License-Identifier: EUPL-1.2
"""An opening for machines: a schema.org JobPosting, as search engines and other programs read it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from overstap.engine.region.region import Region
from overstap.engine.region.rows import in_language

FULL_TIME_FROM = 35
"""Hours a week from which work is full time."""
_EMPLOYMENT = {"internship": "INTERN", "trial": "TEMPORARY"}
_WEEKDAYS = {
    "mo": "Monday",
    "tu": "Tuesday",
    "we": "Wednesday",
    "th": "Thursday",
    "fr": "Friday",
    "sa": "Saturday",
    "su": "Sunday",
}


def job_posting(region: Region, row: Any, address: str, language: str) -> dict[str, Any]:
    """The JobPosting of a published opening of the database, whose page is at `address`."""
    own = {"@type": "PropertyValue", "name": row.organisation.name, "value": row.reference or row.pk}
    occupation = region.records.occupations.get(row.occupation_id)
    told = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": in_language(row.title, language),
        "description": _paragraphs(row.text) or f"<p>{escape(in_language(row.title, language))}</p>",
        "url": address,
        "identifier": own,
        "inLanguage": row.language,
        "datePosted": row.published_at.date().isoformat() if row.published_at else None,
        "validThrough": row.closes_on.isoformat() if row.closes_on else None,
        "jobStartDate": row.starts_on.isoformat() if row.starts_on else None,
        "employmentType": _employment(row),
        "workHours": _hours(row),
        "totalJobOpenings": row.places - row.taken,
        "hiringOrganization": {"@type": "Organization", "name": row.organisation.name},
        "jobLocation": _place(region, row.place_id),
        "baseSalary": _salary(row),
        "occupationalCategory": _category(occupation, language) if occupation else None,
        "skills": [
            region.skill_label(one.skill_id, language)
            for one in row.demands.all()
            if one.skill_id in region.taxonomy.skill_index
        ],
        "qualifications": [
            in_language(region.records.certificates[one].label, language)
            for one in row.certificates
            if one in region.records.certificates
        ],
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def as_json_ld(told: Any) -> SafeString:
    """JSON that can stand in a page: nothing in it ends the block or begins another."""
    written = json.dumps(told, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(written)  # noqa: S308 (no sign of markup is left in it)


def _paragraphs(text: str) -> str:
    """What the employer wrote, as paragraphs and lines."""
    parts = [part.strip() for part in text.split("\n\n")]
    return "".join(f"<p>{'<br>'.join(map(str, map(escape, part.splitlines())))}</p>" for part in parts if part)


def _employment(row: Any) -> list[str]:
    if row.kind in _EMPLOYMENT:
        return [_EMPLOYMENT[row.kind]]
    kinds = []
    if row.hours_high >= FULL_TIME_FROM:
        kinds.append("FULL_TIME")
    if row.hours_low < FULL_TIME_FROM:
        kinds.append("PART_TIME")
    return kinds


def _hours(row: Any) -> str:
    low, high = f"{row.hours_low:g}", f"{row.hours_high:g}"
    hours = low if low == high else f"{low}-{high}"
    days = ", ".join(_WEEKDAYS[day] for day in row.days)
    return f"{hours} hours per week{f'; {days}' if days else ''}"


def _place(region: Region, place: str) -> dict[str, Any]:
    known = region.records.places.get(place)
    address = {
        "@type": "PostalAddress",
        "addressLocality": known.label if known else place,
        "addressCountry": "NL",
    }
    return {"@type": "Place", "address": address}


def _salary(row: Any) -> dict[str, Any] | None:
    if row.wage_low is None and row.wage_high is None:
        return None
    low = row.wage_low if row.wage_low is not None else row.wage_high
    high = row.wage_high if row.wage_high is not None else low
    amount = {"minValue": round(low, 2), "maxValue": round(high, 2), "unitText": "HOUR"}
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", **amount},
    }


def _category(occupation: Any, language: str) -> dict[str, Any]:
    """The occupation, with its code in the international classification."""
    return {
        "@type": "CategoryCode",
        "inCodeSet": "ISCO-08",
        "codeValue": occupation.isco,
        "name": in_language(occupation.label, language),
    }
