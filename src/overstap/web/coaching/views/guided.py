# SPDX-License-Identifier: EUPL-1.2
"""One person whom a coach guides: what they share, notes, next steps, planning together, passing on."""

from __future__ import annotations

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
from django.views.decorators.http import require_http_methods, require_POST

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.permission import may
from overstap.apps.contacts import summaries as contacts
from overstap.apps.guidance import actions, notes, queries
from overstap.apps.guidance.enums import ENDS_SOON, NOTE_AT_MOST, STEP_AT_MOST, Part
from overstap.apps.journeys import queries as journeys
from overstap.apps.passports import enums as passport_enums
from overstap.apps.passports import queries as passports
from overstap.apps.passports import sharing
from overstap.bridge.caseload import seen_now
from overstap.bridge.lent_trips import take_back
from overstap.bridge.shared_journeys import as_plain, without_traveller
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.coaching import guiding
from overstap.web.coaching.views.my_coach import id_in, tell
from overstap.web.contacts.words import TAGS
from overstap.web.journeys.views.journey import journey_in_plan
from overstap.web.journeys.views.kept import in_short
from overstap.web.passports.presenters.passports import passport_shown
from overstap.web.told_text import ToldText

NO_DAY = gettext_lazy("This is no day.")
TOO_LONG = gettext_lazy("This is too long. Make it shorter.")


class NoteForm(forms.Form):
    """A note; of a conversation with its day; with what comes of it and by when."""

    text = ToldText(
        label=gettext_lazy("Note"),
        max_length=NOTE_AT_MOST,
        error_messages={"required": gettext_lazy("Write something."), "max_length": TOO_LONG},
    )
    talked_on = forms.DateField(
        label=gettext_lazy("Day of the conversation"), required=False, error_messages={"invalid": NO_DAY}
    )
    follow_up = ToldText(
        label=gettext_lazy("What comes of it"),
        max_length=STEP_AT_MOST,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    due_on = forms.DateField(label=gettext_lazy("By when"), required=False, error_messages={"invalid": NO_DAY})

    def clean(self) -> dict[str, Any]:
        """What comes of it has a day, and a conversation has been."""
        read = super().clean() or self.cleaned_data
        if read.get("follow_up") and not read.get("due_on") and not self.errors.get("due_on"):
            self.add_error("due_on", _("Choose by when."))
        if read.get("talked_on") and read["talked_on"] > timezone.localdate():
            self.add_error("talked_on", _("This day is yet to come."))
        return read

    def follows(self) -> notes.StepTold | None:
        """What comes of it, if anything."""
        read = self.cleaned_data
        return notes.StepTold(read["follow_up"], read["due_on"]) if read["follow_up"] else None


class StepForm(forms.Form):
    """A next step."""

    step = ToldText(
        label=gettext_lazy("Next step"),
        max_length=STEP_AT_MOST,
        error_messages={"required": gettext_lazy("Say what the next step is."), "max_length": TOO_LONG},
    )
    step_due = forms.DateField(
        label=gettext_lazy("By when"),
        error_messages={"required": gettext_lazy("Choose by when."), "invalid": NO_DAY},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def guided(visit: Visit, id_: UUID) -> HttpResponse:
    """The page of one person; to anybody but their coach it is not there."""
    user, now = visit.request.user, timezone.now()
    found = guided_or_404(visit, id_)
    posted = visit.request.POST if visit.request.method == "POST" else None
    do = posted.get("do", "") if posted is not None else ""
    note = NoteForm(posted if do == "note" else None)
    step = StepForm(posted if do == "step" else None)
    if posted is not None and not note.errors and not step.errors:
        _do(visit, found, do, note, step)
        still = queries.running(id_, user.pk, timezone.now())
        return redirect("guided", id_) if still else redirect("caseload")
    parts = frozenset(Part(part) for part in found.parts)
    passport = passports.passport_of(found.account_id)
    if posted is None:
        _looked(visit, found, passport)
    kept = journeys.kept_journeys(found.account_id) if Part.JOURNEYS in parts else ()
    told = {
        **_passport(visit, passport, parts),
        "row": found,
        "name": found.account.email,
        "shared": [words.GUIDED_PARTS[part] for part in Part if part in parts],
        "can_plan": passport is not None and Part.SKILLS in parts,
        "has_passport": passport is not None,
        "ends_soon": found.until <= now + ENDS_SOON,
        "planned": [_journey(visit, one.journey) for one in found.planned_together],
        "kept": [_journey(visit, one) for one in kept if not one.proposed],
        "contacts": _contacts(found) if Part.CONTACTS in parts else (),
        "colleagues": queries.colleagues_of(found.coach),
        "note": note,
        "step": step,
        "form": note if note.errors else step,
        "today": visit.today,
    }
    return visit.render("web/coaching/guided.html", told, status=422 if posted is not None else 200)


def guided_or_404(visit: Visit, id_: UUID) -> Any:
    """A guidance that runs, of which one is the coach. Raises `Http404`."""
    found = queries.guidance(id_)
    runs = found is not None and found.runs(timezone.now())
    if found is None or not runs or not may(visit.request.user, Act.GUIDE, found):
        raise Http404
    if found.coach.membership.account_id != visit.request.user.pk:
        raise Http404
    return found


def _passport(visit: Visit, passport: Any, parts: frozenset[Part]) -> dict[str, Any]:
    if passport is None:
        return {"parts": set()}
    seen = frozenset(passport_enums.Part(part) for part in parts if part in set(passport_enums.Part))
    return passport_shown(passport, visit.region, visit.language, parts=seen)


def _journey(visit: Visit, row: Any) -> dict[str, Any]:
    return {"row": row, **in_short(visit.region, row.content)}


def _contacts(found: Any) -> list[dict[str, Any]]:
    """With whom somebody is in contact, and where that stands; nothing that was written."""
    told = contacts.summaries_of([found.account_id]).get(found.account_id, ())
    return [{"name": one.organisation, "state": TAGS[one.state]} for one in told]


def _looked(visit: Visit, found: Any, passport: Any) -> None:
    """Notes that the coach looked: for themselves, to see later what changed, and for the person."""
    by, now = actor(visit.request.user), timezone.now()
    try:
        notes.note_seen(guidance=found.pk, coach=found.coach_id, seen=seen_now(found), now=now, by=by)
    except notes.NoLonger:
        raise Http404 from None
    of_passport = [part for part in found.parts if part in set(passport_enums.Part)]
    if passport is not None and of_passport:
        role = Role(found.coach.membership.role)
        told = {"passport": passport, "organisation": found.organisation_id, "role": role}
        sharing.note_guided_look(**told, parts=of_passport, now=now, by=by)


def _do(visit: Visit, found: Any, do: str, note: NoteForm, step: StepForm) -> None:
    mine = {
        "guidance": found.pk,
        "coach": found.coach_id,
        "now": timezone.now(),
        "by": actor(visit.request.user),
    }
    try:
        if do == "note":
            read = note.cleaned_data
            told = {"text": read["text"], "talked_on": read["talked_on"], "follow_up": note.follows()}
            notes.add_note(**told, **mine)
        elif do == "step":
            read = step.cleaned_data
            notes.add_step(told=notes.StepTold(read["step"], read["step_due"]), **mine)
        elif do == "done":
            notes.finish_step(step=id_in(visit, "step"), **mine)
        elif do == "remove-note":
            notes.remove_note(note=id_in(visit, "note"), **mine)
        elif do == "pass-on":
            _pass_on(visit, found, mine)
        elif do == "end":
            actions.end(**mine)
            take_back({str(found.pk)})
            messages.success(visit.request, _("It has ended. You see nothing of this person any more."))
        else:
            raise PermissionDenied
    except notes.NoLonger:
        messages.error(visit.request, _("This guidance has ended, or another coach has it now."))
    except actions.TooMany:
        messages.error(visit.request, _("There is no room for more here."))


def _pass_on(visit: Visit, found: Any, mine: dict[str, Any]) -> None:
    to = id_in(visit, "to") if visit.request.POST.get("to") else None
    try:
        asked = actions.ask_to_pass_on(to=to, **mine)
    except actions.NotForYou:
        raise PermissionDenied from None
    if asked and to is not None:
        tell(visit, "guidance/passing-on", found.account.email)
        messages.success(visit.request, _("It is asked. It happens only when they say yes."))


@login_required
@require_POST
@page
def plan_together(visit: Visit, id_: UUID) -> HttpResponse:
    """Goes on to the planner with what somebody shares of their passport."""
    found = guided_or_404(visit, id_)
    passport = passports.passport_of(found.account_id)
    parts = frozenset(Part(part) for part in found.parts)
    if passport is None or Part.SKILLS not in parts:
        return redirect("guided", id_)
    guiding.begin(visit.request, found, guiding.shared_trip(passport, parts))
    _looked(visit, found, passport)
    return redirect("my-journeys")


@login_required
@require_POST
@page
def stop_planning(visit: Visit) -> HttpResponse:
    """Back to the person's page, and to one's own trip."""
    guidance = guiding.stop(visit.request)
    return redirect("guided", UUID(guidance)) if guidance else redirect("caseload")


@login_required
@require_POST
@page
def save_for(visit: Visit, id_: str) -> HttpResponse:
    """Puts a journey of the plan in the account of whose passport it was planned with; they decide."""
    lent, found = guiding.lent_by(visit.request), journey_in_plan(visit, id_)
    if lent is None or found is None:
        return redirect("my-journeys" if visit.trip else "front")
    row = guided_or_404(visit, UUID(lent["guidance"]))
    mine = {"guidance": row.pk, "coach": row.coach_id, "now": timezone.now(), "by": actor(visit.request.user)}
    try:
        made = notes.plan_for(content=as_plain(without_traveller(found[1], with_pay=True)), **mine)
    except (notes.NoLonger, actions.TooMany):
        messages.error(
            visit.request, _("There is no room for more in their account, or this guidance has ended.")
        )
        return redirect("journey", id_)
    if made is None:
        messages.success(visit.request, _("This journey is in their account already."))
    else:
        messages.success(visit.request, _("It is in their account now. They keep it, or let go of it."))
    return redirect("journey", id_)
