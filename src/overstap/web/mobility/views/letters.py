# SPDX-License-Identifier: EUPL-1.2
"""Letters about a plan: to one person, and to everybody of it, in Dutch or English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.apps.mobility import plans, queries
from overstap.apps.mobility.enums import PlanState
from overstap.web.asking import Visit, page
from overstap.web.downloads import attached
from overstap.web.mobility.presenters.letter import (
    PER_FILE,
    Letter,
    letter_name,
    letter_pdf,
    letters_pdf,
    letters_zip,
    print_zip,
)
from overstap.web.mobility.views.cases import case_or_404
from overstap.web.mobility.views.plans import plan_or_404

_LANGUAGES = ("nl", "en")


def _language(visit: Visit) -> str:
    """That of the letter: as asked, else that of the page."""
    asked = visit.request.GET.get("language", "")
    return asked if asked in _LANGUAGES else visit.language


@require_safe
@never_cache
@login_required
@page
def letter(visit: Visit, id_: UUID, person_id: UUID) -> HttpResponse:
    """What the newest plan says of somebody, as a letter to them."""
    case = case_or_404(visit, id_)
    someone = queries.person(case, person_id, timezone.now())
    made = plans.latest_made(case)
    line = plans.line_of(made, someone) if made and someone else None
    if line is None:
        raise Http404
    code_page = _code_page(visit)
    with override(_language(visit)):
        made_letter = letter_pdf(Letter(case, line, visit.today, code_page), visit.region)
        return attached(made_letter, "application/pdf", letter_name(someone.reference))


def _code_page(visit: Visit) -> str:
    """Where somebody fills in the code on their letter, as one types it."""
    return visit.request.build_absolute_uri(reverse("any-code")).split("://", 1)[-1]


def _letters_of(visit: Visit, id_: UUID, plan_id: UUID) -> list[Letter]:
    """Those of everybody of a plan, or of who has a place, or has none, as is asked."""
    case, row = plan_or_404(visit, id_, plan_id)
    if row.state != PlanState.MADE:
        raise Http404
    placed = {"placed": True, "not": False}.get(visit.request.GET.get("who", ""))
    code_page = _code_page(visit)
    made = [Letter(case, line, visit.today, code_page) for line in plans.lines_of(row, placed=placed)]
    if not made:
        raise Http404
    return made


@require_safe
@never_cache
@login_required
@page
def letters_print(visit: Visit, id_: UUID, plan_id: UUID) -> HttpResponseBase:
    """The letters to print, in the order of the references: one file, or when they are many a zip of some.

    `sides=2` is for printing on two sides.
    """
    language, made = _language(visit), _letters_of(visit, id_, plan_id)
    two_sides = visit.request.GET.get("sides") == "2"
    if len(made) > PER_FILE:
        return _as_zip(language, lambda: print_zip(made, visit.region, two_sides=two_sides))
    with override(language):
        whole = letters_pdf(made, visit.region, two_sides=two_sides)
        return attached(whole, "application/pdf", _("letters") + ".pdf")


@require_safe
@never_cache
@login_required
@page
def letters(visit: Visit, id_: UUID, plan_id: UUID) -> StreamingHttpResponse:
    """The letters to everybody of a plan, a file each."""
    language, made = _language(visit), _letters_of(visit, id_, plan_id)
    return _as_zip(language, lambda: letters_zip(made, visit.region))


def _as_zip(language: str, made: Callable[[], Iterator[bytes]]) -> StreamingHttpResponse:
    """What is made while it is sent, in the language of the letters."""

    def parts() -> Iterator[bytes]:
        with override(language):
            yield from made()

    name = _("letters") + ".zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(parts(), content_type="application/zip", headers=headers)
