# SPDX-License-Identifier: EUPL-1.2
"""A passport to take along: on paper, as a Europass CV, as our own file. Made when asked for, kept nowhere."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.apps.passports.queries import held_skills
from overstap.engine.documents.entries import Told
from overstap.engine.documents.europass_names import LICENCE
from overstap.engine.documents.europass_writing import europass_xml
from overstap.web.asking import Visit, page
from overstap.web.downloads import JSON, PDF, XML, attached
from overstap.web.passports.presenters.paper import passport_pdf
from overstap.web.passports.presenters.passports import passport_shown
from overstap.web.passports.trip import still_counts, whole_trip
from overstap.web.passports.views.passport import mine_or_404
from overstap.web.planner.trip_file import shown_of, trip_as_file

SHORT_STORY = 800
"""A story up to this long is told under "About me"; a longer one is a CV of its own."""


@require_safe
@never_cache
@login_required
@page
def as_pdf(visit: Visit) -> HttpResponse:
    """The passport on paper."""
    shown = passport_shown(mine_or_404(visit), visit.region, visit.language)
    return attached(passport_pdf(shown, visit.today), PDF, _("my-passport") + ".pdf")


@require_safe
@never_cache
@login_required
@page
def as_file(visit: Visit) -> HttpResponse:
    """The passport as a file that comes back here, and that the terminal reads."""
    content = trip_as_file(whole_trip(mine_or_404(visit)))
    return attached(content, JSON, _("my-passport") + ".json")


@require_safe
@never_cache
@login_required
@page
def as_europass(visit: Visit) -> HttpResponse:
    """The passport as a Europass CV."""
    found, known = mine_or_404(visit), visit.region.taxonomy.skill_index
    trip = whole_trip(found)
    skills = [visit.label(one) for one in held_skills(found) if one in known]
    told = Told(
        trip.text if len(trip.text) <= SHORT_STORY else "",
        tuple(shown_of(one).entry for one in trip.proofs),
        tuple(trip.languages.items()),
        tuple(_driving(visit, found)),
    )
    made = europass_xml(told, skills, visit.language)
    return attached(made, XML, _("my-passport") + "-europass.xml")


def _driving(visit: Visit, found: Any) -> list[str]:
    """Driving licences by their category, out of what the region calls them."""
    papers = visit.region.records.certificates
    labels = [
        papers[one.certificate].label.get("nl", "")
        for one in found.licences.all()
        if one.certificate in papers and still_counts(one)
    ]
    return [label for label in labels if re.fullmatch(rf"{LICENCE} [A-Z0-9]{{1,3}}", label)]
