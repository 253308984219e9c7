# SPDX-License-Identifier: EUPL-1.2
"""Rounds of internships at the desk of a school: the round, its places, its students, and who gets what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.enums import Criterion
from overstap.bridge import internships
from overstap.bridge import rounds as bridge
from overstap.engine.problems import InputRefused
from overstap.engine.roster.reading import read_roster
from overstap.web.allowed import organisations_of, there_or_404
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, Cell, as_csv, attached, codes_link
from overstap.web.paging import Rows, page_of
from overstap.web.rounds.forms import CHOICES, CRITERIA, PlaceForm, RoundForm, StudentsForm
from overstap.web.rounds.presenters.rounds import (
    compared_lines,
    offer_lines,
    place_lines,
    places_left,
    result_lines,
    student_lines,
)

ON_A_PAGE = 25
SHOWN_PROBLEMS = 20
LEFT_SHOWN = 50
SOUGHT_AT_MOST = 80


def round_or_404(visit: Visit, id_: UUID) -> Any:
    """The round, for a member of the school that holds it; to anybody else it is not there."""
    return there_or_404(visit, queries.round_of(id_), Act.HOLD_ROUNDS)


@require_safe
@never_cache
@login_required
@page
def rounds(visit: Visit) -> HttpResponse:
    """The rounds of one's schools."""
    if not may(visit.request.user, Act.HOLD_ROUNDS):
        raise PermissionDenied
    return visit.render("web/rounds/rounds.html", {"rounds": queries.rounds_of(visit.request.user.pk)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_new(visit: Visit) -> HttpResponse:
    """Opens a round."""
    if not may(visit.request.user, Act.HOLD_ROUNDS):
        raise PermissionDenied
    schools = organisations_of(visit, Act.HOLD_ROUNDS)
    form = RoundForm(visit.request.POST or None, schools=schools)
    if visit.request.method == "POST" and form.is_valid():
        school = form.cleaned_data["school"] or schools[0][0]
        made = actions.open_round(organisation=school, told=form.told(), by=actor(visit.request.user))
        return redirect("round", made.pk)
    return visit.render("web/rounds/form.html", {"form": form, "schools": schools}, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_change(visit: Visit, id_: UUID) -> HttpResponse:
    """Changes a round."""
    found = round_or_404(visit, id_)
    named = ("name", "wishes_until", "starts_on", "ends_on", "choice")
    form = RoundForm(
        visit.request.POST or None,
        schools=[(found.organisation_id, found.organisation.name)],
        initial={name: getattr(found, name) for name in named},
    )
    if visit.request.method == "POST" and form.is_valid():
        try:
            actions.change_round(id_=id_, told=form.told(), by=actor(visit.request.user))
        except actions.IsFixed:
            messages.error(visit.request, _("This round stands: nothing of it changes any more."))
        return redirect("round", id_)
    told = {"form": form, "schools": [], "round": found}
    return visit.render("web/rounds/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_remove(visit: Visit, id_: UUID) -> HttpResponse:
    """Asks once more, then removes a round with its students."""
    found = round_or_404(visit, id_)
    if visit.request.method == "POST":
        actions.remove_round(id_=id_, by=actor(visit.request.user))
        messages.success(visit.request, _("The round is removed, with its students and their wishes."))
        return redirect("rounds")
    return visit.render("web/rounds/remove.html", {"round": found})


@require_safe
@never_cache
@login_required
@page
def round_page(visit: Visit, id_: UUID) -> HttpResponse:
    """A round: how far it is, and who got what once it was held."""
    found = round_or_404(visit, id_)
    figures = queries.figures_of(found)
    told: dict[str, Any] = {
        "round": found,
        "figures": figures,
        "shortage": max(0, figures["students"] - figures["places"]),
        "choice": CHOICES[found.choice],
        "late": visit.today > found.wishes_until,
    }
    if found.held_at:
        told |= _came_out(visit, found)
    return visit.render("web/rounds/round.html", told)


def _came_out(visit: Visit, found: Any) -> dict[str, Any]:
    """Who got what, a page at a time, as it was written down when the round was held."""
    places = queries.named_places(found)
    listed = page_of(Rows(queries.results_of(found)), visit.request.GET.get("page"), ON_A_PAGE)
    named = {str(one.pk): one for one in places}
    return {
        "page": listed,
        "lines": result_lines(listed.items, named, visit.language),
        "stability": found.outcome.get("stability"),
        "compared": compared_lines(found),
        "places_left": places_left(places, visit.language)[:LEFT_SHOWN],
        "room": sum(max(0, one.places - one.taken) for one in places),  # type: ignore[attr-defined] # counted
    }


@login_required
@require_POST
@page
def round_do(visit: Visit, id_: UUID) -> HttpResponse:
    """Holds the round, or lets what was given out stand."""
    found, by = round_or_404(visit, id_), actor(visit.request.user)
    try:
        if visit.request.POST.get("do") == "fix":
            if found.held_at:
                internships.fix_round(round_=found, language=visit.language, by=by)
                messages.success(visit.request, _("It stands. Students see with their code what they got."))
        else:
            bridge.hold(found, visit.region, now=timezone.now(), by=by)
            messages.success(visit.request, _("The round is held. Look at it before you let it stand."))
    except actions.IsFixed:
        messages.error(visit.request, _("This round stands: nothing of it changes any more."))
    except actions.NotOffered:
        messages.error(visit.request, _("Somebody changed the places meanwhile. Hold the round again."))
    return redirect("round", id_)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_places(visit: Visit, id_: UUID) -> HttpResponse:
    """The places of a round, and what can be added to them."""
    found, form = round_or_404(visit, id_), None
    if visit.request.method == "POST":
        form = PlaceForm(visit.request.POST)
        done = _place_changed(visit, found, form)
        if done is not None:
            return done
    offered = queries.places_of(found)
    sought = " ".join(visit.request.GET.get("q", "").split())[:SOUGHT_AT_MOST]
    on_offer = queries.on_offer(found, visit.today, sought)
    listed = page_of(Rows(on_offer), visit.request.GET.get("page"), ON_A_PAGE)
    told = {
        "round": found,
        "places": place_lines(offered, visit.language),
        "page": listed,
        "offers": offer_lines(listed.items, visit.region, visit.language),
        "sought": sought,
        "form": form,
        "criteria": CRITERIA.items(),
    }
    return visit.render("web/rounds/places.html", told, 422 if form is not None and form.errors else 200)


def _place_changed(visit: Visit, found: Any, form: PlaceForm) -> HttpResponse | None:
    """What was done to a place; None when something in the form is not right."""
    by, do = actor(visit.request.user), visit.request.POST.get("do")
    try:
        if do == "withdraw":
            place = _uuid(visit.request.POST.get("place", ""))
            actions.withdraw_place(round_=found.pk, place=place, by=by)
            messages.success(visit.request, _("The place is out of the round."))
            return redirect(visit.request.get_full_path())
        if not form.is_valid():
            return None
        read = form.cleaned_data
        known = queries.on_offer(found, visit.today).filter(pk=read["opening"])
        if not known.exists():
            raise Http404
        actions.offer_place(
            round_=found.pk,
            opening=read["opening"],
            places=read["places"],
            criteria=[Criterion(read["criterion"])] if read["criterion"] else [],
            recognised=read["recognised"],
            guidance_hours=read["guidance_hours"],
            by=by,
        )
        messages.success(visit.request, _("The place takes part in the round."))
    except actions.IsFixed:
        messages.error(visit.request, _("This round stands: nothing of it changes any more."))
    return redirect(visit.request.get_full_path())  # to the same page of what was sought


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_students(visit: Visit, id_: UUID) -> HttpResponse:
    """The students of a round; bringing them in from a file gives each new one a code, shown this once."""
    found = round_or_404(visit, id_)
    form = StudentsForm(visit.request.POST or None, visit.request.FILES or None)
    problems: list[str] = []
    codes: dict[str, str] = {}
    if visit.request.method == "POST":
        if visit.request.POST.get("do") == "remove":
            return _student_removed(visit, found)
        if form.is_valid():
            codes, problems = _brought(visit, found, form.cleaned_data["file"])
    rows = Rows(queries.listed_students(found))
    listed = page_of(rows, visit.request.GET.get("page"), ON_A_PAGE)
    told = {
        "round": found,
        "form": form,
        "problems": problems[:SHOWN_PROBLEMS],
        "more": len(problems) - SHOWN_PROBLEMS,
        "codes": codes.items(),
        "codes_file": codes_link(codes),
        "page": listed,
        "lines": student_lines(listed.items, visit.region, visit.language),
    }
    return visit.render("web/rounds/students.html", told, 422 if problems or form.errors else 200)


def _brought(visit: Visit, found: Any, file: Any) -> tuple[dict[str, str], list[str]]:
    """The codes of new students, or what is wrong with the file."""
    try:
        listed = read_roster(file.read(), file.name, visit.region, visit.language)
        students = [
            actions.StudentTold(one.reference, one.occupation, one.place, tuple(one.skills)) for one in listed
        ]
        by = actor(visit.request.user)
        codes = actions.bring_students(round_=found.pk, students=students, by=by)
    except InputRefused as refused:
        return {}, [problem.text(visit.language) for problem in refused.problems]
    except actions.IsFixed:
        return {}, [_("This round stands: nothing of it changes any more.")]
    said = {"all": len(students), "new": len(codes)}
    messages.success(visit.request, _("%(all)s students are in the round, %(new)s of them new.") % said)
    return {name: f"{code[:5]}-{code[5:]}" for name, code in codes.items()}, []


def _student_removed(visit: Visit, found: Any) -> HttpResponse:
    student = _uuid(visit.request.POST.get("student", ""))
    try:
        actions.remove_student(round_=found.pk, student=student, by=actor(visit.request.user))
        messages.success(visit.request, _("This student is no longer in the round."))
    except actions.IsFixed:
        messages.error(visit.request, _("This round stands: nothing of it changes any more."))
    return redirect("round-students", found.pk)


@require_safe
@never_cache
@login_required
@page
def round_list(visit: Visit, id_: UUID) -> HttpResponse:
    """Who got what, as a file for a spreadsheet."""
    found = round_or_404(visit, id_)
    rows: list[list[Cell]] = [[_("reference"), _("choice"), _("place"), _("host"), _("municipality")]]
    for one in queries.students_of(found):
        opening = one.got.opening if one.got else None
        title = (opening.title.get(visit.language) or opening.title["nl"]) if opening else ""
        host = (opening.organisation.name, opening.place_id or "") if opening else ("", "")
        rows.append([one.reference, one.rank or "", title, *host])
    return attached(as_csv(rows), CSV, _("round") + ".csv")
