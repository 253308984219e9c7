# SPDX-License-Identifier: EUPL-1.2
"""Being guided, seen by the person: agreeing to one coach, what they see and until when, and ending it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.guidance import actions, notes, queries
from overstap.apps.guidance.enums import Part
from overstap.bridge.lent_trips import take_back
from overstap.web import mails, words
from overstap.web.asking import Visit, page
from overstap.web.journeys.views.kept import in_short
from overstap.web.limits import guesses_limited
from overstap.web.passports.views.sharing import USUAL_DAYS, UntilForm, end_of

log = logging.getLogger(__name__)

USUAL_PARTS = tuple(part.value for part in Part if part not in (Part.STORY, Part.CONTACTS))
REFUSED = {
    actions.AlreadyGuided: gettext_lazy("This coach guides you already, or has your request."),
    actions.OwnCoach: gettext_lazy("You cannot guide yourself."),
    actions.TooMany: gettext_lazy("This coach has no room for more people now. Choose another, or ask later."),
    actions.NotForYou: gettext_lazy("This coach cannot be asked now. Choose another."),
}


class AgreeForm(UntilForm):
    """Which parts a coach may see, and until when."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What your coach may see"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose at least one part.")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parts"].choices = [(part.value, words.GUIDED_PARTS[part]) for part in Part]

    def agreed(self) -> actions.Agreed:
        """What was agreed to; only after `is_valid`."""
        read = self.cleaned_data
        return actions.Agreed([Part(part) for part in read["parts"]], end_of(read["until"]))


class AskForm(AgreeForm):
    """Which coach, and what they may see."""

    field_order = ("coach", "parts", "until")
    coach = forms.ChoiceField(
        label=gettext_lazy("Which coach"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a coach.")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [
            (str(one.pk), f"{one.name}, {one.membership.organisation.name}") for one in queries.coaches_to_ask()
        ]
        self.fields["coach"].choices = [("", ""), *named]


def usual_agreement() -> dict[str, Any]:
    """What is filled in beforehand; one's own words are not."""
    return {"parts": list(USUAL_PARTS), "until": timezone.localdate() + timedelta(days=USUAL_DAYS)}


@require_safe
@never_cache
@login_required
@page
def my_coaches(visit: Visit) -> HttpResponse:
    """Who guides me, who was asked, and what has ended."""
    now = timezone.now()
    rows = [
        {"row": one, "runs": one.runs(now) and one.coach is not None, "parts": _parts(one)}
        for one in queries.guidances_of(visit.request.user.pk)
    ]
    return visit.render(
        "web/coaching/my_coaches.html", {"rows": rows, "can_ask": bool(queries.coaches_to_ask())}
    )


def _parts(row: Any) -> list[Any]:
    return [words.GUIDED_PARTS[Part(part)] for part in row.parts]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def ask(visit: Visit) -> HttpResponse:
    """Asks a coach; what they will see and until when is said beforehand."""
    user, posted = visit.request.user, visit.request.POST if visit.request.method == "POST" else None
    form = AskForm(posted, initial=usual_agreement())
    if posted is not None and form.is_valid():
        coach = UUID(form.cleaned_data["coach"])
        told = {"account": user.pk, "agreed": form.agreed(), "now": timezone.now(), "by": actor(user)}
        if _agreed(form, "coach", lambda: actions.ask(coach=coach, **told)):
            asked = next(one for one in queries.coaches_to_ask() if one.pk == coach)
            tell(visit, "guidance/asked", asked.membership.account.email)
            messages.success(
                visit.request, _("Your coach has your request. They see nothing until they say yes.")
            )
            return redirect("my-coaches")
    return visit.render("web/coaching/ask_coach.html", {"form": form}, status=200 if posted is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@guesses_limited("guess")
@page
def invitation(visit: Visit, token: str) -> HttpResponse:
    """A coach's invitation, to whom it was sent; to anybody else it is not there."""
    user, now = visit.request.user, timezone.now()
    found = queries.invitation_behind(token, now)
    if found is None or found.email != user.email:
        return visit.render("web/coaching/coach_invitation.html", status=404)
    posted = visit.request.POST if visit.request.method == "POST" else None
    if posted is not None and posted.get("answer") == "no":
        actions.withdraw_invitation(invitation=found.pk, email=user.email, by=actor(user))
        return redirect("account")
    form = AgreeForm(posted, initial=usual_agreement())
    if posted is not None and form.is_valid():
        told = {"account": user.pk, "email": user.email, "agreed": form.agreed(), "now": now, "by": actor(user)}
        if _agreed(form, "parts", lambda: actions.accept_invitation(token=token, **told)):
            messages.success(
                visit.request, _("You have a coach now. You end it with one press, whenever you want.")
            )
            return redirect("my-coaches")
    status = 200 if posted is None else 422
    return visit.render(
        "web/coaching/coach_invitation.html", {"invitation": found, "form": form}, status=status
    )


def _agreed(form: forms.Form, field: str, deed: Callable[[], Any]) -> bool:
    """Does it; what is refused stands at the field in words."""
    try:
        deed()
    except tuple(REFUSED) as refused:
        form.add_error(field, str(REFUSED[type(refused)]))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def my_coach(visit: Visit, id_: UUID) -> HttpResponse:
    """One guidance: what was noted, what is next, what is shared; and ending it."""
    user, now = visit.request.user, timezone.now()
    found = queries.guidance(id_)
    if found is None or found.account_id != user.pk or not may(user, Act.CHOOSE_COACH, found):
        raise Http404
    posted = visit.request.POST if visit.request.method == "POST" else None
    form = AgreeForm(
        posted if posted is not None and posted.get("do") == "agree" else None,
        initial={"parts": found.parts, "until": timezone.localdate(found.until)},
    )
    if posted is not None and not form.errors and _do(visit, found, form):
        gone = queries.guidance(id_) is None
        return redirect("my-coaches") if gone else redirect("my-coach", id_)
    told = {
        "row": found,
        "runs": found.runs(now) and found.coach is not None,
        "parts": _parts(found),
        "form": form,
        "planned": [
            {"row": one.journey, **in_short(visit.region, one.journey.content)}
            for one in found.planned_together
        ],
    }
    return visit.render("web/coaching/my_coach.html", told, status=422 if form.errors else 200)


def _do(visit: Visit, row: Any, form: AgreeForm) -> bool:
    user, now = visit.request.user, timezone.now()
    mine = {"guidance": row.pk, "account": user.pk, "by": actor(user)}
    what = visit.request.POST.get("do", "")
    if what == "agree":
        actions.change_agreement(agreed=form.agreed(), now=now, **mine)
        take_back({str(row.pk)})
        messages.success(visit.request, _("From now on your coach sees this."))
    elif what == "end":
        actions.end(now=now, **mine)
        take_back({str(row.pk)})
        messages.success(visit.request, _("It has ended. Your coach sees nothing of you any more."))
    elif what in ("pass-on", "stay"):
        _pass_on(visit, {**mine, "now": now}, yes=what == "pass-on")
        take_back({str(row.pk)})
    elif what == "done":
        _finish(visit, {**mine, "now": now})
    elif what == "remove":
        actions.remove_ended(**mine)
        messages.success(visit.request, _("What was left of it is removed, the notes included."))
    else:
        raise PermissionDenied
    return True


def _pass_on(visit: Visit, mine: dict[str, Any], *, yes: bool) -> None:
    try:
        done = actions.answer_passing_on(yes=yes, **mine)
    except (actions.AlreadyGuided, actions.TooMany) as refused:
        messages.error(visit.request, str(REFUSED[type(refused)]))
        return
    if done and yes:
        messages.success(visit.request, _("Another coach guides you from now on."))


def _finish(visit: Visit, mine: dict[str, Any]) -> None:
    try:
        notes.finish_step(step=id_in(visit, "step"), **mine)
    except notes.NoLonger:
        messages.error(visit.request, _("This guidance has ended."))


def id_in(visit: Visit, field: str) -> UUID:
    """The id that a form posted. Raises `PermissionDenied` for what is none."""
    try:
        return UUID(visit.request.POST.get(field, ""))
    except ValueError:
        raise PermissionDenied from None


def tell(visit: Visit, name: str, to: str, **told: str) -> bool:
    """Sends a mail; when no server takes it, says so and goes on."""
    address = visit.request.build_absolute_uri("/")
    try:
        mails.send(name, to, {"address": address, **told})
    except (OSError, SMTPException):
        log.exception("a mail about guidance could not be sent")
        messages.error(visit.request, _("Our mail server does not answer. The mail about this was not sent."))
        return False
    return True
