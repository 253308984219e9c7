# SPDX-License-Identifier: EUPL-1.2
"""After a round: who is left over on both sides, a place given by hand, and a round over who is left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.rounds import actions, leftover, queries
from overstap.web.asking import Visit, page
from overstap.web.paging import Rows, page_of
from overstap.web.rounds.presenters.left import by_hand_lines, left_over
from overstap.web.rounds.views.rounds import round_or_404

ON_A_PAGE = 20
NAME_AT_MOST = 100

SAID = {
    leftover.NotHeld: lambda: _("Hold the round first."),
    leftover.MovedOn: lambda: _("Who was left over is in the next round already."),
    leftover.HasPlace: lambda: _("This student has a place meanwhile."),
    leftover.IsFull: lambda: _("The last place there was just given away. Choose another."),
    leftover.TooLittleGuidance: lambda: _("This place does not give the guidance that the student needs."),
    leftover.NobodyLeft: lambda: _("There are no students or no places left for another round."),
    leftover.NoTime: lambda: _("The internships end too soon for another round."),
    actions.IsFixed: lambda: _("This round stands: nothing of it changes any more."),
    actions.NotOffered: lambda: _("This place is no longer in the round."),
}
"""What is said when something cannot be done."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_left(visit: Visit, id_: UUID) -> HttpResponse:
    """The students without a place with the places left that fit, and the other way round."""
    found = round_or_404(visit, id_)
    if visit.request.method == "POST":
        return _done(visit, found)
    if not found.held_at:
        return redirect("round", id_)
    rooms, asked = queries.rooms_of(found), visit.request.GET
    free = [one for one in rooms if not one.full]
    listed = page_of(Rows(queries.without_place(found)), asked.get("page"), ON_A_PAGE)
    places = page_of(free, asked.get("places"), ON_A_PAGE)
    given = page_of(Rows(queries.given_by_hand(found)), asked.get("given"), ON_A_PAGE)
    told = {
        "round": found,
        "next": queries.after(found),
        "page": listed,
        "places_page": places,
        "given_page": given,
        "students": listed.total,
        "room": sum(one.places - one.taken for one in free),
        "by_hand": by_hand_lines(given.items, visit.language),
        **left_over(found, rooms, listed.items, places.items, visit),
    }
    return visit.render("web/rounds/left.html", told)


def _done(visit: Visit, found: Any) -> HttpResponse:
    posted, by = visit.request.POST, actor(visit.request.user)
    try:
        if posted.get("do") == "next":
            name = _("%(name)s, second round") % {"name": found.name}
            made = leftover.open_after(round_=found.pk, name=name[:NAME_AT_MOST], today=visit.today, by=by)
            messages.success(
                visit.request,
                _("A new round is open over who is left. Students give their wishes with the code they have."),
            )
            return redirect("round", made.pk)
        student = _uuid(posted.get("student", ""))
        if posted.get("do") == "take":
            leftover.take_by_hand(round_=found.pk, student=student, by=by)
            messages.success(visit.request, _("This student is without a place again."))
        elif not posted.get("place"):
            messages.error(visit.request, _("Choose a place first."))
        else:
            place = _uuid(posted.get("place", ""))
            leftover.give_by_hand(round_=found.pk, student=student, place=place, by=by)
            messages.success(
                visit.request, _("Given. The student sees it with their code once the round stands.")
            )
    except leftover.NotThere:
        raise Http404 from None
    except tuple(SAID) as refused:
        messages.error(visit.request, SAID[type(refused)]())
    return redirect(visit.request.get_full_path())  # to the same page of who is left


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
