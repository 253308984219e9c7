# SPDX-License-Identifier: EUPL-1.2
"""A vacancy as it comes: plain text, a schema.org JobPosting (JSON-LD), or the source of a page that holds one.

Nothing is fetched: what is read is what was given. Source of the names: schema.org, JobPosting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.vacancies.figures import Pay, Range, hours_in

LARGEST = 2_000_000
"""Characters of a page or feed that are read."""
_PERIODS = {"HOUR": "hour", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_KINDS = {"INTERN": "internship", "APPRENTICESHIP": "apprenticeship"}
_TELLING = ("responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements")
_BREAKS = frozenset(("p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"))
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "head"))
_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype|html|head|body|script|div|p|ul|li|h[1-6]|br)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Posting:
    """What a vacancy says. Empty or None: it does not say. `place` and `employer` as they are written.

    `hours` per week; `pay` in EUR gross; `kind` one of `OpeningKind`'s values; `apart`: whether its parts were
    told apart by the one who wrote it, and not read out of the text.
    """

    text: str
    title: str = ""
    employer: str = ""
    reference: str = ""
    place: str = ""
    hours: Range | None = None
    pay: Pay | None = None
    kind: str = ""
    starts_on: date | None = None
    closes_on: date | None = None
    places: int | None = None
    language: str = ""
    apart: bool = False


def read_postings(source: str) -> tuple[Posting, ...]:
    """The vacancies in what was pasted or uploaded, in order; a plain text is one.

    Raises `InputRefused` for JSON that cannot be read or holds no JobPosting, for nothing, and for too much.

    >>> read_postings('{"@type": "JobPosting", "title": "Kok", "description": "<p>Je kookt.</p>"}')[0].text
    'Je kookt.'
    """
    source = source.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not source:
        raise InputRefused([_problem("there is nothing in it", "er staat niets in")])
    if len(source) > LARGEST:
        raise InputRefused([_problem("is too long to read", "is te lang om te lezen")])
    if source[0] in "[{":
        found = tuple(_posting(one) for one in _job_postings(_loaded(source)))
        if not found:
            raise InputRefused([_no_posting()])
        return found
    if _LOOKS_LIKE_HTML.search(source):
        return _of_page(source)
    return (Posting(source),)


def plain_text(html: str) -> str:
    """The text of a piece of HTML as it is read: lines where the page breaks them, list items with a dash.

    >>> plain_text("<p>Je kunt bakken &amp; meer</p>")
    'Je kunt bakken & meer'
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line not in ("", "-")))


def _of_page(source: str) -> tuple[Posting, ...]:
    reader = _Text()
    reader.feed(source)
    reader.close()
    found = []
    for block in reader.linked_data:
        try:
            found += [_posting(one) for one in _job_postings(_loaded(block))]
        except InputRefused:
            continue  # a page has more of these blocks, of others
    return tuple(found) or (Posting(plain_text(source)),)


@dataclass
class _Text(HTMLParser):
    """Gathers what a page says, and its blocks of linked data."""

    said: list[str] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    _silent: list[str] = field(default_factory=list)
    _in_data: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and (dict(attrs).get("type") or "").strip().lower() == "application/ld+json":
            self._in_data = True
            self.linked_data.append("")
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BREAKS:
            self.said.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._in_data:
            self._in_data = False
        elif tag in self._silent:
            del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.linked_data[-1] += data
        elif not self._silent:
            self.said.append(data)


def _loaded(source: str) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        at = f" ({error})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputRefused([_problem(f"is not JSON{at}", f"is geen JSON{at}")]) from None


def _job_postings(told: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting in what linked data says, wherever it hangs: alone, in a list, in a graph."""
    if depth > 8:
        return
    if isinstance(told, list):
        for one in told:
            yield from _job_postings(one, depth + 1)
    elif isinstance(told, dict):
        types = told.get("@type", told.get("type", ""))
        named = types if isinstance(types, list) else [types]
        if any(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for name in named):
            yield told
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity", "jobs", "items", "dataFeedElement"):
            if key in told:
                yield from _job_postings(told[key], depth + 1)


def _posting(told: Mapping[str, Any]) -> Posting:
    described = plain_text(_text(told.get("description")))
    parts = [plain_text(_text(told.get(name))) for name in _TELLING]
    more = [part for part in parts if part and part not in described]
    kind = next((_KINDS[one] for one in _texts(told.get("employmentType")) if one in _KINDS), "")
    return Posting(
        text="\n\n".join([described, *more]).strip(),
        title=plain_text(_text(told.get("title")) or _text(told.get("name")))[:200],
        employer=_text(told.get("hiringOrganization"))[:200],
        reference=_reference(told.get("identifier")),
        place=_place(told.get("jobLocation")),
        hours=hours_in(_text(told.get("workHours")), named=True),
        pay=_pay(told.get("baseSalary")),
        kind=kind,
        starts_on=_day(told.get("jobStartDate")),
        closes_on=_day(told.get("validThrough")),
        places=_whole(told.get("totalJobOpenings")),
        language=_text(told.get("inLanguage"))[:2].lower(),
        apart=True,
    )


def _text(told: Any) -> str:
    """What a value says, whether it is a text, a thing with a name, or a list of those."""
    return "\n".join(_texts(told))


def _texts(told: Any) -> list[str]:
    if isinstance(told, list):
        return [text for one in told for text in _texts(one)]
    if isinstance(told, dict):
        return _texts(
            next((told[key] for key in ("name", "value", "@value", "description") if key in told), "")
        )
    if told is None or isinstance(told, bool):
        return []
    return [str(told).strip()] if str(told).strip() else []


def _reference(told: Any) -> str:
    if isinstance(told, dict):
        told = told.get("value", told.get("name", ""))
    return " ".join(_text(told).split())[:100].strip()


def _place(told: Any) -> str:
    for one in told if isinstance(told, list) else [told]:
        address = one.get("address", one) if isinstance(one, dict) else one
        if isinstance(address, dict):
            address = address.get("addressLocality", address.get("name", ""))
        if said := _text(address):
            return said[:100]
    return ""


def _pay(told: Any) -> Pay | None:
    """A salary in euros; of other money nothing is said."""
    if isinstance(told, list):
        told = told[0] if told else None
    if not isinstance(told, dict) or _text(told.get("currency") or "EUR").upper() not in ("EUR", "€"):
        return None
    value = told.get("value", told)
    if not isinstance(value, dict):
        value = {"value": value, "unitText": told.get("unitText")}
    low, high = (_amount(value.get(name, value.get("value"))) for name in ("minValue", "maxValue"))
    period = _PERIODS.get(_text(value.get("unitText") or told.get("unitText")).upper(), "")
    if low is None and high is None:
        return None
    return Pay.of(low, high, period)


def _amount(told: Any) -> float | None:
    try:
        amount = float(str(told).replace("€", "").strip())
    except ValueError:
        return None
    return amount if 0 < amount < 1_000_000 else None


def _whole(told: Any) -> int | None:
    amount = _amount(told)
    return int(amount) if amount is not None and 1 <= amount <= 1000 else None


def _day(told: Any) -> date | None:
    try:
        return date.fromisoformat(_text(told)[:10])
    except ValueError:
        return None


def _problem(en: str, nl: str) -> Problem:
    return Problem({"en": en, "nl": nl})


def _no_posting() -> Problem:
    return Problem(
        {"en": "there is no JobPosting in this JSON", "nl": "in deze JSON staat geen JobPosting"},
        mend={
            "en": 'Give the JSON-LD of the vacancy itself: "@type": "JobPosting".',
            "nl": 'Geef de JSON-LD van de vacature zelf: "@type": "JobPosting".',
        },
    )


def first_of(postings: Sequence[Posting]) -> Posting:
    """The vacancy that says most, of those on one page."""
    return max(postings, key=lambda one: len(one.text))
