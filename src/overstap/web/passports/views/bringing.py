# SPDX-License-Identifier: EUPL-1.2
"""Bringing a file: a CV, or what was taken along from here. Nothing counts before the person confirms it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.passports.enums import Level
from overstap.engine.badges.baking import is_png
from overstap.engine.badges.model import Check
from overstap.engine.documents.cv import read_cv
from overstap.engine.documents.document import LARGEST_FILE, read_document
from overstap.engine.documents.europass import europass_json, europass_tree
from overstap.engine.documents.wording import refused, too_large
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.problems import InputRefused
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.forms import BroughtFileForm
from overstap.web.limits import limited
from overstap.web.passports.brought import (
    Brought,
    brought_by,
    read_brought,
    skills_of,
    take_over,
    write_brought,
)
from overstap.web.passports.site_badges import badge_text, brought_badge
from overstap.web.passports.views.passport import ProofForm
from overstap.web.planner.goals import set_goal
from overstap.web.planner.trip import Trip
from overstap.web.planner.trip_file import trip_from_file
from overstap.web.planner.views.front import read_and_keep


@require_http_methods(["GET", "HEAD", "POST"])
@limited("upload")
@page
def load(visit: Visit) -> HttpResponse:
    """Reads a file that somebody brings; one that cannot be read changes nothing."""
    request = visit.request
    if request.method != "POST":
        return visit.render("web/passports/load.html", {"form": BroughtFileForm()})
    form = BroughtFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return visit.render("web/passports/load.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    name = mask_citizen_numbers(file.name)[0][:60]
    try:
        if file.size > LARGEST_FILE:
            raise InputRefused([too_large(name, LARGEST_FILE)])
        return _take_in(visit, file.read(), name, form)
    except InputRefused as error:
        problems = [problem.text(words.language()) for problem in error.problems]
        return visit.render("web/passports/load.html", {"form": form, "problems": problems}, status=422)


def _take_in(visit: Visit, content: bytes, name: str, form: BroughtFileForm) -> HttpResponse:
    """Goes on with the file by what it is. Raises `InputRefused`."""
    found = _read(visit, content, name)
    if found is None:
        return _own_file(visit, content, name, form)
    write_brought(visit.request.session, found)
    return redirect("brought")


def _read(visit: Visit, content: bytes, name: str) -> Brought | None:
    """What the file tells; `None` for JSON that is neither a Europass CV nor a badge. Raises `InputRefused`."""
    options = {"region": visit.region, "language": visit.language}
    is_json = content.lstrip()[:1] in (b"{", b"[")
    value = json_in(content) if is_json else None
    document = None if is_json or is_png(content) else read_document(content, name)
    badge = badge_text(content, value, document)
    if badge:
        return brought_badge(badge, visit.request)
    if document is None:
        told = europass_json(value)
        if told is None:
            return None
        return brought_by(told, source="europass", cut=False, masked=_masked_in(content.decode()), **options)
    europass = europass_tree(document.tree)
    if europass is None and document.kind == "xml":
        raise InputRefused([refused(name, "unknown")])
    text = document.text if europass is None else str(document.tree)
    return brought_by(
        europass or read_cv(document.text),
        source="cv" if europass is None else "europass",
        cut=document.cut and europass is None,
        masked=_masked_in(text),
        **options,
    )


def _masked_in(text: str) -> int:
    return mask_citizen_numbers(text)[1]


def json_in(content: bytes) -> Any:
    """The JSON in a file; `None` when it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _own_file(visit: Visit, content: bytes, name: str, form: BroughtFileForm) -> HttpResponse:
    """What was taken along from here before: it replaces what this session has."""
    trip, left_out = trip_from_file(content, name, visit.region)
    trip.text, trip.masked = mask_citizen_numbers(trip.text)
    trip.example = mask_citizen_numbers(trip.example)[0]
    region = visit.region
    known = (region.taxonomy.skill_index, region.records.certificates)
    trip.dropped = [one for one in trip.dropped if any(one in ids for ids in known)]
    opening = trip.travel.goal_opening
    set_goal(visit.region, trip, trip.goal)
    trip.travel.goal_opening = opening
    visit.keep(trip)
    visit.read(trip)
    if left_out:
        return visit.render(
            "web/passports/load.html", {"form": form, "loaded": True, "left_out": len(left_out)}
        )
    return redirect("my-skills")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def brought(visit: Visit) -> HttpResponse:
    """Shows what was read in the file; takes over what the person leaves ticked."""
    found = read_brought(visit.request.session)
    if found is None:
        return redirect("load")
    posted = visit.request.POST if visit.request.method == "POST" else None
    if posted is not None and "drop" in posted:
        write_brought(visit.request.session, None)
        return redirect("load")
    if found.source == "badge":
        return _badge(visit, found, taken=posted is not None)
    forms = [
        ProofForm(
            posted if posted is not None and f"take-{at}" in posted else None, initial=one, prefix=f"e{at}"
        )
        for at, one in enumerate(found.entries)
    ]
    if posted is None or not all(form.is_valid() for form in forms if form.is_bound):
        told = _page(visit, found, forms)
        return visit.render("web/passports/brought.html", told, status=200 if posted is None else 422)
    return _taken(
        visit,
        found,
        entries=[form.cleaned_data for form in forms if form.is_bound],
        languages=_levels(posted),
        papers=[one for one in posted.getlist("paper") if one in visit.region.records.certificates],
    )


def _badge(visit: Visit, found: Brought, *, taken: bool) -> HttpResponse:
    """What a badge says and how sure it is; its issuer's words, so there is nothing to change."""
    if taken:
        return _taken(visit, found, entries=found.entries, languages={}, papers=[])
    (told,) = found.entries
    return visit.render(
        "web/passports/brought_badge.html",
        {
            "found": found,
            "badge": told,
            "check": words.CHECKS[Check(told["checked"])],
            "sure": told["checked"] in (Check.SIGNED, Check.VERIFIED),
            "skills": [visit.label(one) for one in skills_of(visit.region, told, visit.language)],
        },
    )


def _taken(visit: Visit, found: Brought, **taken: Any) -> HttpResponse:
    trip = visit.trip or Trip(language=found.language)
    take_over(trip, found, visit.region, **taken)
    read_and_keep(visit, trip)
    write_brought(visit.request.session, None)
    messages.success(visit.request, _("What you ticked is taken over. Check the skills we read in it."))
    return redirect("my-skills")


def _levels(posted: Any) -> dict[str, str]:
    """The languages with a level; one without is not taken over."""
    levels = {code: posted.get(f"language-{code}", "") for code in words.LANGUAGE_NAMES}
    return {code: level for code, level in levels.items() if level in set(Level)}


def _page(visit: Visit, found: Brought, forms: list[ProofForm]) -> dict[str, Any]:
    posted = visit.request.POST if visit.request.method == "POST" else None
    return {
        "found": found,
        "entries": [
            {"at": at, "form": form, "ticked": posted is None or form.is_bound, "wrong": bool(form.errors)}
            for at, form in enumerate(forms)
        ],
        "wrong": any(form.errors for form in forms),
        "languages": [
            (code, words.language_name(code), posted.get(f"language-{code}", "") if posted else level)
            for code, level in found.languages
            if code in words.LANGUAGE_NAMES
        ],
        "levels": list(Level),
        "papers": [
            (
                one,
                visit.region.certificate_label(one, visit.language),
                not posted or one in posted.getlist("paper"),
            )
            for one in found.papers
            if one in visit.region.records.certificates
        ],
        "left_out": [words.LEFT_OUT.get(one, one) for one in found.left_out],
    }
