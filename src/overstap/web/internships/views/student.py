# SPDX-License-Identifier: EUPL-1.2
"""A student's own internship, by a code of the school and without an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.internships import actions, after, changing, queries
from overstap.apps.internships.enums import Party
from overstap.apps.passports.actions import TooMany
from overstap.bridge import internships as bridge
from overstap.web.asking import Visit, page
from overstap.web.internships.forms import EvaluationForm, WhereNowForm
from overstap.web.internships.presenters.after import answered_unseen, evaluations_shown, where_shown
from overstap.web.internships.presenters.internships import (
    change_lines,
    facts_of,
    line_of,
    signatures_of,
    skills_of,
    soon_of,
    visit_lines,
)
from overstap.web.internships.views.internship import ics_of, paper_of

CODE_KEY = "round-code"
"""Where the code that somebody typed is kept until they say that it is to be forgotten."""
BY = "student"


def my_internship_by(visit: Visit) -> Any:
    """The internship that the code in this session opens; none without one."""
    return queries.internship_by_code(visit.request.session.get(CODE_KEY, ""))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def my_internship(visit: Visit) -> HttpResponse:
    """What was agreed, whether one signed, how it was, and where one is now."""
    row = my_internship_by(visit)
    if row is None:
        return redirect("round-code")
    do = visit.request.POST.get("do", "")
    if do == "leave":
        visit.request.session.pop(CODE_KEY, None)
        return redirect("round-code")
    skills = skills_of(row, visit.region, visit.language)
    posted = visit.request.POST
    evaluation = EvaluationForm(posted if do == "evaluate" else None, side=Party.STUDENT, skills=skills)
    where = WhereNowForm(posted if do == "where" else None)
    if visit.request.method == "POST" and _done(visit, row, do, evaluation, where):
        return redirect("my-internship")
    evaluations = queries.evaluations_of(row)
    visits = [one for one in queries.visits_of(row) if one.with_whom != "host"]
    told = {
        "row": row,
        "sent": row.sent_on is not None,
        "facts": facts_of(row, visit.region, visit.language),
        "line": line_of(row),
        "signatures": signatures_of(row),
        "may_sign": row.sent_on is not None and row.student_signed_on is None,
        "changes": change_lines(queries.changes_of(row), Party.STUDENT),
        "paper": reverse("my-internship-agreement"),
        "calendar": reverse("my-internship-talks"),
        "soon": soon_of(visits, visit.today),
        "visits": visit_lines(visits, visit.today),
        "may_evaluate": after.may_evaluate(row, visit.today),
        "evaluation": evaluation,
        "mine": Party.STUDENT in evaluations,
        "stands": {Party.STUDENT, Party.HOST} <= set(evaluations),
        "said": evaluations_shown(evaluations, Party.STUDENT, visit.region, visit.language),
        "unseen": answered_unseen(evaluations),
        "went": where_shown(queries.follow_ups_of(row), after.asked_now(row, visit.today)),
        "where": where,
        "confirmed": [
            visit.label(one) for one in bridge.confirmed_skills(row) if one in visit.region.taxonomy.skill_index
        ],
        "may_keep": may(visit.request.user, Act.OWN_PASSPORT),
    }
    wrong = evaluation.errors or where.errors
    return visit.render("web/internships/my_internship.html", told, 422 if wrong else 200)


def _done(visit: Visit, row: Any, do: str, evaluation: EvaluationForm, where: WhereNowForm) -> bool:
    """Does what was pressed, in the student's own name and no other; false when a form is not right."""
    try:
        if do == "sign":
            actions.sign(id_=row.pk, party=Party.STUDENT, today=visit.today, by=BY)
            messages.success(visit.request, _("Noted: you signed."))
        elif do == "change-sign":
            changing.sign_change(internship=row.pk, party=Party.STUDENT, today=visit.today, by=BY)
            messages.success(visit.request, _("Noted: you signed."))
        elif do == "evaluate":
            if not evaluation.is_valid():
                return False
            told = {"side": Party.STUDENT, "said": evaluation.said(), "today": visit.today}
            after.evaluate(internship=row.pk, by=BY, **told)
            messages.success(visit.request, _("Thank you. It is kept how it was."))
        elif do == "where":
            if not where.is_valid():
                return False
            moment, now = where.said()
            told = {"moment": moment, "now": now, "told_by": Party.STUDENT, "today": visit.today}
            after.tell_where(internship=row.pk, by=BY, **told)
            messages.success(visit.request, _("Thank you. Your school knows where you are."))
        elif do == "passport" and may(visit.request.user, Act.OWN_PASSPORT):
            _keep(visit, row)
        else:
            raise Http404
    except TooMany:
        messages.error(visit.request, _("Your passport holds so many proofs that it takes no more."))
    except (actions.NotNow, bridge.NothingConfirmed):
        messages.error(visit.request, _("This cannot be done as the internship stands now. Look at it again."))
    return True


def _keep(visit: Visit, row: Any) -> None:
    user = visit.request.user
    told = {"account": user.pk, "language": visit.language, "now": timezone.now(), "by": actor(user)}
    if bridge.into_passport(internship=row, **told):
        messages.success(visit.request, _("It is in your passport, with the word of the host company."))
    else:
        messages.success(visit.request, _("It was in your passport already."))


@require_safe
@never_cache
@page
def my_agreement(visit: Visit) -> HttpResponse:
    """The agreement on paper, once the school sent it."""
    row = my_internship_by(visit)
    if row is None:
        return redirect("round-code")
    if row.sent_on is None:
        raise Http404
    return paper_of(visit, row)


@require_safe
@never_cache
@page
def my_talks(visit: Visit) -> HttpResponse:
    """The talks to come, for a calendar."""
    row = my_internship_by(visit)
    if row is None:
        return redirect("round-code")
    return ics_of([one for one in queries.visits_of(row) if not one.outcome and one.with_whom != "host"])
