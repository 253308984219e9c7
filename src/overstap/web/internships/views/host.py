# SPDX-License-Identifier: EUPL-1.2
"""The internships at a host: signing for them, the talks, and how they were. By the school's own numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.internships import actions, after, changing, queries
from overstap.apps.internships.enums import InternshipState, Party
from overstap.apps.organisations import queries as organisations
from overstap.web.allowed import there_or_404
from overstap.web.asking import Visit, page
from overstap.web.internships.forms import EvaluationForm
from overstap.web.internships.presenters.after import answered_unseen, evaluations_shown
from overstap.web.internships.presenters.internships import (
    change_lines,
    facts_of,
    line_of,
    signatures_of,
    skills_of,
    soon_of,
    visit_lines,
    waits_for,
)
from overstap.web.internships.views.internship import ics_of, paper_of
from overstap.web.internships.words import AGAIN, GUIDED, STATES


def host_or_404(visit: Visit, id_: str) -> Any:
    """The organisation, for who guides interns there; to anybody else it is not there."""
    return there_or_404(visit, organisations.organisation(id_), Act.GUIDE_INTERNS)


def internship_here_or_404(visit: Visit, id_: str, internship: UUID) -> Any:
    """An internship at this host, once its school sent the agreement."""
    host_or_404(visit, id_)
    row = queries.internship_of(internship)
    if row is None or row.host_id != id_ or row.sent_on is None:
        raise Http404
    return row


@require_safe
@never_cache
@login_required
@page
def internships_here(visit: Visit, id_: str) -> HttpResponse:
    """All internships at a host, those that wait for its signature first; and what students said, together."""
    host = host_or_404(visit, id_)
    answers = queries.answers_about(id_)
    lines = [_line(row, visit) for row in queries.at_host(id_)]
    told = {
        "organisation": host,
        "lines": lines,
        "waiting": sum(one["to_sign"] for one in lines),
        "answers": answers,
        "guided": [(GUIDED[one], n) for one, n in answers.guided.items()] if answers else [],
        "again": [(AGAIN[one], n) for one, n in answers.again.items()] if answers else [],
    }
    return visit.render("web/internships/internships_here.html", told)


def _line(row: Any, visit: Visit) -> dict[str, Any]:
    answered = any(one.side == Party.HOST for one in row.evaluations.all())
    return {
        "row": row,
        "state": STATES[InternshipState(row.state)],
        "to_sign": row.host_signed_on is None or row.change_waits,
        "to_answer": not answered and after.may_evaluate(row, visit.today),
        "waits": waits_for(row),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def internship_here(visit: Visit, id_: str, internship: UUID) -> HttpResponse:
    """One internship, as its host sees it."""
    row = internship_here_or_404(visit, id_, internship)
    do = visit.request.POST.get("do", "")
    skills = skills_of(row, visit.region, visit.language)
    form = EvaluationForm(visit.request.POST if do == "evaluate" else None, side=Party.HOST, skills=skills)
    if visit.request.method == "POST" and _done(visit, row, do, form):
        return redirect("internship-here", id_, internship)
    evaluations = queries.evaluations_of(row)
    visits = [one for one in queries.visits_of(row) if one.with_whom != "student"]
    told = {
        "row": row,
        "organisation": row.host,
        "facts": facts_of(row, visit.region, visit.language),
        "line": line_of(row),
        "signatures": signatures_of(row),
        "may_sign": row.host_signed_on is None,
        "changes": change_lines(queries.changes_of(row), Party.HOST),
        "paper": reverse("internship-here-agreement", args=[id_, internship]),
        "calendar": reverse("internship-here-talks", args=[id_, internship]),
        "soon": soon_of(visits, visit.today),
        "visits": visit_lines(visits, visit.today),
        "may_evaluate": after.may_evaluate(row, visit.today),
        "evaluation": form,
        "mine": Party.HOST in evaluations,
        "stands": {Party.STUDENT, Party.HOST} <= set(evaluations),
        "said": evaluations_shown(evaluations, Party.HOST, visit.region, visit.language),
        "unseen": answered_unseen(evaluations),
    }
    return visit.render("web/internships/here.html", told, 422 if form.errors else 200)


def _done(visit: Visit, row: Any, do: str, form: EvaluationForm) -> bool:
    """Does what was pressed, in the host's own name and no other; false when the form is not right."""
    by = actor(visit.request.user)
    try:
        if do == "sign":
            actions.sign(id_=row.pk, party=Party.HOST, today=visit.today, by=by)
            messages.success(visit.request, _("Noted: the host company signed."))
        elif do == "change-sign":
            changing.sign_change(internship=row.pk, party=Party.HOST, today=visit.today, by=by)
            messages.success(visit.request, _("Noted: the host company signed."))
        elif do == "evaluate":
            if not form.is_valid():
                return False
            told = {"side": Party.HOST, "said": form.said(), "today": visit.today}
            after.evaluate(internship=row.pk, by=by, **told)
            messages.success(visit.request, _("Thank you. It is kept how it was."))
        else:
            raise Http404
    except actions.NotNow:
        messages.error(visit.request, _("This cannot be done as the internship stands now. Look at it again."))
    return True


@require_safe
@never_cache
@login_required
@page
def agreement_here(visit: Visit, id_: str, internship: UUID) -> HttpResponse:
    """The agreement on paper."""
    return paper_of(visit, internship_here_or_404(visit, id_, internship))


@require_safe
@never_cache
@login_required
@page
def talks_here(visit: Visit, id_: str, internship: UUID) -> HttpResponse:
    """The talks to come about one internship, for a calendar."""
    row = internship_here_or_404(visit, id_, internship)
    return ics_of([one for one in queries.visits_of(row) if not one.outcome and one.with_whom != "student"])
