# SPDX-License-Identifier: EUPL-1.2
"""The internships of a school: what needs doing today, making and changing one, and taking them along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.internships import actions, queries
from overstap.apps.internships.enums import FIGURES_FROM, InternshipState
from overstap.bridge import internships as bridge
from overstap.web.allowed import organisations_of
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, EXCEL, as_csv, as_workbook, attached
from overstap.web.internships.forms import InternshipForm
from overstap.web.internships.presenters.after import figures_shown
from overstap.web.internships.presenters.internships import export_rows, host_of, list_lines, skills_of
from overstap.web.internships.words import NEEDS, NOWS, STATES
from overstap.web.paging import Rows, page_of
from overstap.web.rounds.views.rounds import round_or_404

ON_A_PAGE = 25
HOSTS_LISTED = 500
"""Names of organisations that are proposed while somebody types a host."""
CODE_KEY = "internship-code-of"
FILES = {"csv": CSV, "xlsx": EXCEL}


def schools_of(visit: Visit) -> list[tuple[str, str]]:
    """The schools whose internships this person keeps, by name. Refuses who keeps none."""
    schools = organisations_of(visit, Act.KEEP_INTERNSHIPS)
    if not schools:
        raise PermissionDenied
    return schools


def internship_or_404(visit: Visit, id_: UUID) -> Any:
    """The internship, for a member of its school; to anybody else it is not there."""
    found = queries.internship_of(id_)
    if found is None or not may(visit.request.user, Act.KEEP_INTERNSHIPS, found.school):
        raise Http404
    return found


def _sought(visit: Visit) -> dict[str, str]:
    asked = visit.request.GET
    state, need = asked.get("state", ""), asked.get("need", "")
    return {
        "state": state if state in list(InternshipState) else "",
        "need": need if need in NEEDS else "",
        "text": asked.get("q", "").strip()[:80],
    }


@require_safe
@never_cache
@login_required
@page
def internships(visit: Visit) -> HttpResponse:
    """What needs doing today, and every internship."""
    schools = [id_ for id_, _name in schools_of(visit)]
    sought = _sought(visit)
    counts = queries.counts_at(schools, visit.today)
    rows = Rows(queries.at_schools(schools, visit.today, **sought))
    found = page_of(rows, visit.request.GET.get("page"), ON_A_PAGE)
    told = {
        "all": counts["all"],
        "needs": [(name, label, counts[f"need {name}"]) for name, label in NEEDS.items()],
        "states": [(str(one), label, counts[f"state {one}"]) for one, label in STATES.items()],
        "sought": sought,
        "page": found,
        "lines": list_lines(found.items, visit.region, visit.language),
        "several": len(schools) > 1,
    }
    return visit.render("web/internships/internships.html", told)


@require_safe
@never_cache
@login_required
@page
def export(visit: Visit, kind: str) -> HttpResponse:
    """All of the list that is looked at, for Excel or as CSV."""
    schools = [id_ for id_, _name in schools_of(visit)]
    if kind not in FILES:
        raise Http404
    found = queries.at_schools(schools, visit.today, **_sought(visit))
    rows = export_rows(list(found), visit.region, visit.language)
    made = as_csv(rows) if kind == "csv" else as_workbook(rows, _("internships"))
    return attached(made, FILES[kind], _("internships") + "." + kind)


@require_safe
@never_cache
@login_required
@page
def figures(visit: Visit) -> HttpResponse:
    """Where students went after it, by study, with small numbers withheld."""
    schools = [id_ for id_, _name in schools_of(visit)]
    shown = figures_shown(queries.went_from(schools), visit.region, visit.language)
    told = {"figures": shown, "nows": list(NOWS.values()), "least": FIGURES_FROM}
    return visit.render("web/internships/figures.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def internship_new(visit: Visit) -> HttpResponse:
    """Makes an internship that was found outside a round."""
    schools = schools_of(visit)
    form = _form(visit, schools)
    if visit.request.method == "POST" and form.is_valid():
        school = form.cleaned_data["school"] or schools[0][0]
        made, code = actions.make(school=school, told=form.told(), by=actor(visit.request.user))
        show_code_once(visit, made.pk, code)
        return redirect("internship", made.pk)
    return _filled_in(visit, form, schools, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def internship_change(visit: Visit, id_: UUID) -> HttpResponse:
    """Changes what is agreed on; signatures fall when what they were for changes."""
    row = internship_or_404(visit, id_)
    schools = [(row.school_id, row.school.name)]
    form = _form(visit, schools, row)
    if visit.request.method == "POST" and form.is_valid():
        try:
            if actions.change(id_=id_, told=form.told(), by=actor(visit.request.user)):
                messages.warning(
                    visit.request, _("Saved. What was signed for changed: send the agreement again.")
                )
            else:
                messages.success(visit.request, _("Saved."))
        except actions.NotNow:
            messages.error(
                visit.request,
                _("All have signed this. Take the agreement back first; once it has begun, it stands."),
            )
        return redirect("internship", id_)
    return _filled_in(visit, form, schools, row)


def _form(visit: Visit, schools: Sequence[tuple[str, str]], row: Any = None) -> InternshipForm:
    initial: dict[str, Any] = {}
    if row is not None:
        names = ("reference", "study", "track", "title", "starts_on", "ends_on", "hours")
        initial = {name: getattr(row, name) for name in (*names, "school_guide", "host_guide")}
        known = row.occupation in visit.region.records.occupations
        initial["occupation"] = visit.region.occupation_label(row.occupation, visit.language) if known else ""
        initial["host"] = host_of(row)
        initial["wishes"] = ", ".join(label for _id, label in skills_of(row, visit.region, visit.language))
    told = {"region": visit.region, "language": visit.language, "schools": schools, "row": row}
    return InternshipForm(visit.request.POST or None, initial=initial, **told)


def _filled_in(visit: Visit, form: InternshipForm, schools: Any, row: Any) -> HttpResponse:
    names = sorted(one.name for one in visit.region.records.organisations.values())
    told = {
        "form": form,
        "schools": schools if len(schools) > 1 else [],
        "row": row,
        "hosts": names if len(names) <= HOSTS_LISTED else [],
    }
    return visit.render("web/internships/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def internship_remove(visit: Visit, id_: UUID) -> HttpResponse:
    """Asks once more, then removes an internship with all that was noted of it."""
    row = internship_or_404(visit, id_)
    if visit.request.method == "POST":
        actions.remove(id_=id_, by=actor(visit.request.user))
        messages.success(visit.request, _("The internship is removed, with all that was noted of it."))
        return redirect("internships")
    return visit.render("web/internships/remove.html", {"row": row})


@login_required
@require_POST
@page
def internships_of_round(visit: Visit, id_: UUID) -> HttpResponse:
    """Makes the internships of a round that stands; who has one keeps it."""
    found = round_or_404(visit, id_)
    try:
        made = bridge.make_from_round(round_=found, language=visit.language, by=actor(visit.request.user))
    except bridge.NotFixed:
        messages.error(visit.request, _("Let the round stand first: then everybody has their place."))
        return redirect("round", id_)
    if made:
        messages.success(visit.request, _("%(n)s internships were made.") % {"n": made})
    else:
        messages.success(visit.request, _("Every student with a place has an internship already."))
    return redirect("internships")


def show_code_once(visit: Visit, id_: UUID, code: str) -> None:
    """Keeps a code for the next page alone."""
    visit.request.session[CODE_KEY] = [str(id_), code]


def code_once(visit: Visit, id_: UUID) -> str:
    """The code that was made just now for this internship; said once."""
    kept = visit.request.session.pop(CODE_KEY, None)
    return kept[1] if kept and kept[0] == str(id_) else ""
