# SPDX-License-Identifier: EUPL-1.2
"""One internship at the desk of the school: its agreement, its talks, how it was, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.internships import actions, after, changing, queries, talks
from overstap.apps.internships.enums import OVER, InternshipState, Party
from overstap.apps.organisations import queries as organisations
from overstap.web.asking import Visit, page
from overstap.web.downloads import CALENDAR, PDF, attached
from overstap.web.internships.forms import ChangeForm, EndForm, EvaluationForm, NoteForm, TalkForm, WhereNowForm
from overstap.web.internships.presenters.after import evaluations_shown, where_shown
from overstap.web.internships.presenters.internships import (
    change_lines,
    facts_of,
    line_of,
    may_sign_on_paper,
    signatures_of,
    skills_of,
    visit_lines,
    waits_for,
)
from overstap.web.internships.presenters.paper import agreement_pdf
from overstap.web.internships.presenters.talks import talks_calendar
from overstap.web.internships.views.internships import code_once, internship_or_404, schools_of, show_code_once


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def internship(visit: Visit, id_: UUID) -> HttpResponse:
    """All of it; what is pressed is done."""
    row = internship_or_404(visit, id_)
    forms = _forms(visit, row)
    if visit.request.method == "POST":
        done = _done(visit, row, forms)
        if done:
            return redirect("internship", id_)
    wrong = any(form.errors for form in forms.values())
    return visit.render("web/internships/internship.html", _shown(visit, row, forms), 422 if wrong else 200)


def _shown(visit: Visit, row: Any, forms: dict[str, Any]) -> dict[str, Any]:
    evaluations = queries.evaluations_of(row)
    follow_ups = queries.follow_ups_of(row)
    return {
        "row": row,
        "facts": facts_of(row, visit.region, visit.language),
        "line": line_of(row),
        "signatures": signatures_of(row),
        "changes": change_lines(queries.changes_of(row), Party.SCHOOL),
        "may_change": row.state in changing.CHANGEABLE,
        "waits": waits_for(row),
        "on_paper": may_sign_on_paper(row),
        "code": code_once(visit, row.pk),
        "visits": visit_lines(queries.visits_of(row), visit.today),
        "over": row.state in OVER,
        "proposed": row.state == InternshipState.PROPOSED,
        "may_take_back": row.sent_on and row.state in (InternshipState.PROPOSED, InternshipState.AGREED),
        "said": evaluations_shown(evaluations, Party.SCHOOL, visit.region, visit.language),
        "may_evaluate": after.may_evaluate(row, visit.today),
        "stands": {Party.STUDENT, Party.HOST, Party.SCHOOL} <= set(evaluations),
        "went": where_shown(follow_ups, after.asked_now(row, visit.today)),
        "today": visit.today,
        "noting": visit.request.POST.get("visit", ""),
        **forms,
    }


def _forms(visit: Visit, row: Any) -> dict[str, Any]:
    posted, do = visit.request.POST, visit.request.POST.get("do", "")

    def sent(name: str) -> Any:
        return posted if do == name else None

    skills = skills_of(row, visit.region, visit.language)
    return {
        "talk": TalkForm(sent("plan"), initial={"where": "at-host", "with_whom": "both"}),
        "note": NoteForm(sent("note")),
        "end": EndForm(sent("end"), initial={"ended_on": visit.today}),
        "change": ChangeForm(
            sent("change"),
            initial={"new_ends_on": row.ends_on, "new_hours": row.hours, "from_on": visit.today},
        ),
        "evaluation": EvaluationForm(sent("evaluate"), side=Party.SCHOOL, skills=skills),
        "where": WhereNowForm(sent("where")),
    }


def _done(visit: Visit, row: Any, forms: dict[str, Any]) -> bool:
    """Does what was pressed; false when something in its form is not right."""
    do = visit.request.POST.get("do", "")
    if do not in _DEEDS:
        raise Http404
    form = forms.get(_FORM_OF.get(do, ""))
    if form is not None and not form.is_valid():
        return False
    try:
        said = _DEEDS[do](visit, row, form)
        messages.success(visit.request, said)
    except (actions.NotNow, actions.NoSuchMove):
        messages.error(visit.request, _("This cannot be done as the internship stands now. Look at it again."))
    except changing.ChangesNothing:
        messages.error(visit.request, _("This is what is agreed already. Change the last day or the hours."))
    except IntegrityError:
        messages.error(visit.request, _("An internship does not end before the day it began."))
    return True


def _send(visit: Visit, row: Any, _form: Any) -> str:
    actions.send_agreement(id_=row.pk, today=visit.today, by=actor(visit.request.user))
    return _("The agreement is ready for everybody to sign.")


def _sign(visit: Visit, row: Any, _form: Any) -> str:
    actions.sign(id_=row.pk, party=Party.SCHOOL, today=visit.today, by=actor(visit.request.user))
    return _("Noted: the school signed.")


def _paper(visit: Visit, row: Any, _form: Any) -> str:
    told = {"party": Party.HOST, "today": visit.today, "on_paper": True}
    actions.sign(id_=row.pk, by=actor(visit.request.user), **told)
    return _("Noted: the host company signed on paper.")


def _back(visit: Visit, row: Any, _form: Any) -> str:
    actions.take_agreement_back(id_=row.pk, by=actor(visit.request.user))
    return _("The agreement is taken back. Nobody has signed it any more.")


def _begin(visit: Visit, row: Any, _form: Any) -> str:
    actions.begin(id_=row.pk, on=visit.today, by=actor(visit.request.user))
    return _("The internship is under way.")


def _complete(visit: Visit, row: Any, _form: Any) -> str:
    actions.complete(id_=row.pk, on=visit.today, by=actor(visit.request.user))
    return _("The internship is completed. Everybody can say how it was.")


def _end(visit: Visit, row: Any, form: EndForm) -> str:
    day, reason = form.cleaned_data["ended_on"], form.reason_said()
    actions.end_early(id_=row.pk, on=day, reason=reason, by=actor(visit.request.user))
    return _("Noted: the internship ended early.")


def _code(visit: Visit, row: Any, _form: Any) -> str:
    show_code_once(visit, row.pk, actions.new_code(id_=row.pk, by=actor(visit.request.user)))
    return _("There is a new code. The old one no longer works.")


def _change(visit: Visit, row: Any, form: ChangeForm) -> str:
    changing.ask_change(internship=row.pk, told=form.told(), today=visit.today, by=actor(visit.request.user))
    return _("The change is ready for everybody to sign. Until then what was agreed stands.")


def _change_sign(visit: Visit, row: Any, _form: Any) -> str:
    told = {"party": Party.SCHOOL, "today": visit.today}
    changing.sign_change(internship=row.pk, by=actor(visit.request.user), **told)
    return _("Noted: the school signed.")


def _change_paper(visit: Visit, row: Any, _form: Any) -> str:
    told = {"party": Party.HOST, "today": visit.today, "on_paper": True}
    changing.sign_change(internship=row.pk, by=actor(visit.request.user), **told)
    return _("Noted: the host company signed on paper.")


def _change_back(visit: Visit, row: Any, _form: Any) -> str:
    changing.take_change_back(internship=row.pk, by=actor(visit.request.user))
    return _("The change is taken back. What was agreed stands.")


def _plan(visit: Visit, row: Any, form: TalkForm) -> str:
    user = visit.request.user
    mine = (one for one in organisations.memberships_of(user.pk) if one.organisation_id == row.school_id)
    keeper = next((one.pk for one in mine if one.role == "school"), None)
    talks.plan_talk(internship=row.pk, told=form.told(keeper), by=actor(user))
    return _("The talk is planned. You get a mail the day before.")


def _note(visit: Visit, row: Any, form: NoteForm) -> str:
    which = _visit(visit)
    if not queries.has_visit(row, which):
        raise Http404
    told = {"visit": which, "outcome": form.outcome_said(), "note": form.cleaned_data["note"].strip()}
    talks.note_talk(internship=row.pk, today=visit.today, by=actor(visit.request.user), **told)
    return _("The talk is noted.")


def _cancel(visit: Visit, row: Any, _form: Any) -> str:
    talks.cancel_talk(internship=row.pk, visit=_visit(visit), by=actor(visit.request.user))
    return _("The talk is cancelled.")


def _visit(visit: Visit) -> UUID:
    try:
        return UUID(visit.request.POST.get("visit", ""))
    except ValueError:
        raise Http404 from None


def _evaluate(visit: Visit, row: Any, form: EvaluationForm) -> str:
    told = {"side": Party.SCHOOL, "said": form.said(), "today": visit.today}
    after.evaluate(internship=row.pk, by=actor(visit.request.user), **told)
    return _("Thank you. It is kept how it was.")


def _where(visit: Visit, row: Any, form: WhereNowForm) -> str:
    moment, now = form.said()
    told = {"moment": moment, "now": now, "told_by": Party.SCHOOL, "today": visit.today}
    after.tell_where(internship=row.pk, by=actor(visit.request.user), **told)
    return _("It is kept where the student is.")


_DEEDS: dict[str, Callable[[Visit, Any, Any], str]] = {
    "send": _send,
    "sign": _sign,
    "paper": _paper,
    "back": _back,
    "begin": _begin,
    "complete": _complete,
    "end": _end,
    "code": _code,
    "change": _change,
    "change-sign": _change_sign,
    "change-paper": _change_paper,
    "change-back": _change_back,
    "plan": _plan,
    "note": _note,
    "cancel": _cancel,
    "evaluate": _evaluate,
    "where": _where,
}
_FORM_OF = {
    "change": "change",
    "plan": "talk",
    "note": "note",
    "end": "end",
    "evaluate": "evaluation",
    "where": "where",
}


@require_safe
@never_cache
@login_required
@page
def agreement(visit: Visit, id_: UUID) -> HttpResponse:
    """The agreement on paper."""
    row = internship_or_404(visit, id_)
    return paper_of(visit, row)


def paper_of(visit: Visit, row: Any) -> HttpResponse:
    """The agreement as a PDF, to take along."""
    made = agreement_pdf(
        row, facts_of(row, visit.region, visit.language), queries.changes_of(row)[::-1], visit.today
    )
    return attached(made, PDF, _("agreement") + ".pdf")


@require_safe
@never_cache
@login_required
@page
def calendar(visit: Visit, id_: UUID) -> HttpResponse:
    """The talks about one internship, for a calendar."""
    row = internship_or_404(visit, id_)
    return ics_of([one for one in queries.visits_of(row) if not one.outcome])


@require_safe
@never_cache
@login_required
@page
def all_talks(visit: Visit) -> HttpResponse:
    """All talks that are still to be held, for a calendar."""
    schools = [id_ for id_, _name in schools_of(visit)]
    return ics_of(queries.visits_at(schools))


def ics_of(visits: Any) -> HttpResponse:
    """Talks as a calendar file."""
    made = talks_calendar(visits, timezone.now())
    return attached(made, CALENDAR, _("talks") + ".ics")
