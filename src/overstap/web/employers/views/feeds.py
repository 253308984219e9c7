# SPDX-License-Identifier: EUPL-1.2
"""What was published last, for other programs: an Atom feed, and a feed of schema.org JobPostings.

Both may be asked for one sector and one place, and page by page. A program that asks again with the ETag of its
last answer gets nothing when nothing changed: one indexed read tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overstap.apps.carried import ADDED_BY_PEOPLE
from overstap.apps.openings.queries import Newest, newest
from overstap.apps.region import queries as region_queries
from overstap.engine.region.region import Region
from overstap.engine.region.rows import in_language
from overstap.web import words
from overstap.web.asking import Visit, occupations_in, page
from overstap.web.employers.presenters.job_posting import job_posting
from overstap.web.planner.presenters.matches import sector_of

PER_PAGE = 100
MOST_PAGES = 10_000
FRESH_FOR = 300
"""Seconds that nobody need ask again."""


@dataclass(frozen=True)
class _Asked:
    """Which part of what is published, and its page of the feed."""

    sector: str
    place: str
    page: int

    def address(self, request: HttpRequest, name: str, at: int) -> str:
        """The address of another page of the same feed."""
        told = {"sector": self.sector, "place": self.place, "page": str(at) if at > 1 else ""}
        query = urlencode({key: value for key, value in told.items() if value})
        return request.build_absolute_uri(reverse(name)) + (f"?{query}" if query else "")


Write = Callable[[Visit, _Asked, Newest], HttpResponse]


def _feed(write: Write) -> Callable[..., Any]:
    """A view of a feed: refuses what is not there, answers 304 when nothing changed, else writes it."""

    @require_safe
    @page
    @wraps(write)
    def answer(visit: Visit) -> HttpResponse:
        asked = _asked(visit)
        if asked is None:
            return render(visit.request, "web/employers/no_feed.html", status=404)
        tag = _tag(visit, asked, write.__name__)
        known = get_conditional_response(visit.request, etag=tag)
        made = known if known is not None else write(visit, asked, _newest(visit, asked))
        made["ETag"] = tag
        patch_cache_control(made, public=True, max_age=FRESH_FOR)
        return made

    return answer


@_feed
def atom(visit: Visit, asked: _Asked, found: Newest) -> HttpResponse:
    """What was published last, as Atom (RFC 4287)."""
    came = _came(visit)
    changed = max((row.published_at or came for row in found.openings), default=came)
    here = asked.address(visit.request, "openings-atom", asked.page)
    links = [f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>']
    if found.more:
        after = asked.address(visit.request, "openings-atom", asked.page + 1)
        links.append(f'<link rel="next" type="application/atom+xml" href={quoteattr(after)}/>')
    entries = "".join(_entry(visit, row, came) for row in found.openings)
    title = escape(_("New places to work"))
    said = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{visit.language}"><title>{title}</title><id>{escape(here)}</id>'
        f"<updated>{changed.isoformat()}</updated><author><name>Overstap</name></author>"
        f"{''.join(links)}{entries}</feed>\n"
    )
    return HttpResponse(_no_controls(said), content_type="application/atom+xml; charset=utf-8")


@_feed
def as_json(visit: Visit, asked: _Asked, found: Newest) -> HttpResponse:
    """What was published last, as a schema.org DataFeed of JobPostings."""
    postings = [
        job_posting(visit.region, row, _page_of(visit, row.pk), visit.language) for row in found.openings
    ]
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": _("New places to work"),
        "url": asked.address(visit.request, "openings-json", asked.page),
        "dataFeedElement": [{"@type": "DataFeedItem", "item": one} for one in postings],
    }
    answer = JsonResponse(told, content_type="application/ld+json")
    if found.more:
        after = asked.address(visit.request, "openings-json", asked.page + 1)
        answer["Link"] = f'<{after}>; rel="next"'
    return answer


def _asked(visit: Visit) -> _Asked | None:
    """What was asked; none when it is not there to be asked."""
    given, records = visit.request.GET, visit.region.records
    sector, place, at = given.get("sector", ""), given.get("place", ""), given.get("page", "1")
    if (sector and sector not in records.sectors) or (place and place not in records.places):
        return None
    if not (at.isascii() and at.isdigit() and 1 <= int(at[:9]) <= MOST_PAGES):
        return None
    return _Asked(sector, place, int(at))


def _newest(visit: Visit, asked: _Asked) -> Newest:
    within = occupations_in(visit.region, asked.sector) if asked.sector else None
    return newest(
        visit.today,
        origins=(visit.region.pack.name, ADDED_BY_PEOPLE),
        occupations=within,
        place=asked.place,
        page=asked.page,
        size=PER_PAGE,
    )


def _tag(visit: Visit, asked: _Asked, kind: str) -> str:
    """Changes with the region, with the day (what closed is gone) and with what was asked."""
    parts = (region_queries.revision(), visit.today, visit.language, visit.request.get_host(), asked, kind)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _came(visit: Visit) -> datetime:
    """When the region's own openings came in: they have no other day on which they were published."""
    pack = region_queries.imported_pack(visit.region.pack.name)
    return pack.imported_at if pack else timezone.now()


def _entry(visit: Visit, row: Any, came: datetime) -> str:
    region, address = visit.region, escape(_page_of(visit, row.pk))
    title = escape(in_language(row.title, visit.language))
    place = region.records.places[row.place_id].label if row.place_id in region.records.places else ""
    about = ". ".join(
        one
        for one in (
            f"{row.organisation.name}, {place}",
            words.hours(row.hours_low, row.hours_high),
            words.pay(row.wage_low, row.wage_high),
        )
        if one
    )
    updated = (row.published_at or came).isoformat()
    return (
        f"<entry><title>{title}</title><id>{address}</id><updated>{updated}</updated>"
        f'<link rel="alternate" type="text/html" href="{address}"/>{_sector(region, row)}'
        f"<author><name>{escape(row.organisation.name)}</name></author>"
        f'<summary>{escape(about)}</summary><content type="text" xml:lang="{escape(row.language)}">'
        f"{escape(row.text)}</content></entry>"
    )


def _sector(region: Region, row: Any) -> str:
    if row.occupation_id not in region.records.occupations:
        return ""
    sector = sector_of(region, row.occupation_id)
    return f"<category term={quoteattr(region.records.occupations[row.occupation_id].sector)} " + (
        f"label={quoteattr(str(sector.label))}/>"
    )


def _page_of(visit: Visit, opening: str) -> str:
    return visit.request.build_absolute_uri(reverse("opening", args=[opening]))


def _no_controls(text: str) -> str:
    """Without the signs that XML 1.0 has no place for."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")
