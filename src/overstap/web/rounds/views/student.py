# SPDX-License-Identifier: EUPL-1.2
"""A student in a round, by a code and without an account: their wishes, and what they got."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.internships import queries as internships
from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.enums import Choice
from overstap.bridge import rounds as bridge
from overstap.web.asking import Visit, page
from overstap.web.rounds.forms import WishesForm
from overstap.web.rounds.presenters.rounds import places_by_fit, title_of
from overstap.web.typed_code import ask_code

CODE_KEY = "round-code"
BY = "student"
SHOWN_FIRST = 8
"""Places in sight at once; the others unfold, so that on a phone one reaches one's wishes."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def round_code(visit: Visit) -> HttpResponse:
    """Asks for the code of the school."""
    return ask_code(visit, "web/rounds/code.html", open_code)


def open_code(visit: Visit, code: str) -> HttpResponse | None:
    """Opens the internship of a code, or before there is one the wishes for it."""
    known = internships.internship_by_code(code) is not None
    if not known and queries.student_of(code) is None:
        return None
    visit.request.session[CODE_KEY] = code
    return redirect("my-internship" if known else "round-wishes")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def round_wishes(visit: Visit) -> HttpResponse:
    """The places of the round, best fitting first, to rank; and what was given out, once it stands."""
    student = queries.student_of(visit.request.session.get(CODE_KEY, ""))
    if student is None:
        return redirect("round-code")
    if visit.request.POST.get("do") == "leave":
        visit.request.session.pop(CODE_KEY, None)
        return redirect("round-code")
    found = student.round
    places = queries.places_of(found)
    region = visit.region
    fits = places_by_fit(
        places,
        bridge.teaches(student, places, region),
        bridge.far_from(student, places, region),
        visit.language,
    )
    wished = {f"wish_{wish.rank}": str(wish.place_id) for wish in student.wishes.all()}
    form = WishesForm(visit.request.POST or None, places=[(one.id, one.said) for one in fits], initial=wished)
    closed = visit.today > found.wishes_until or found.held_at is not None
    if visit.request.method == "POST" and not closed and form.is_valid():
        _give(visit, student, form)
        return redirect("round-wishes")
    told: dict[str, Any] = {
        "round": found,
        "student": student,
        "first": fits[:SHOWN_FIRST],
        "more": fits[SHOWN_FIRST:],
        "learns": [visit.label(one) for one in student.skills if one in region.taxonomy.skill_index],
        "honest": found.choice == Choice.STABLE,
        "form": form,
        "closed": closed,
        "got": title_of(student.got.opening, visit.language) if found.fixed and student.got else "",
    }
    return visit.render("web/rounds/wishes.html", told, 422 if form.errors else 200)


def _give(visit: Visit, student: Any, form: WishesForm) -> None:
    try:
        actions.give_wishes(
            student=student.pk,
            wishes=[UUID(one) for one in form.wishes()],
            now=timezone.now(),
            today=visit.today,
            by=BY,
        )
    except (actions.TooLate, actions.IsFixed):
        messages.error(visit.request, _("Wishes can no longer be changed."))
    except actions.NotOffered:
        messages.error(visit.request, _("A place you chose is no longer in the round. Look once more."))
    else:
        messages.success(visit.request, _("Your wishes are kept. You can change them until the last day."))
