# SPDX-License-Identifier: EUPL-1.2
"""What came of a contact: noting it, taking it back, and whether somebody is still at work. For both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.accounts.actions import actor
from overstap.apps.contacts import asking, contact_queries, outcomes
from overstap.apps.contacts.enums import (
    NOTED_AHEAD,
    Ending,
    OutcomeKind,
    Side,
    State,
    Still,
    StoppedBy,
    StopReason,
)
from overstap.web.asking import Visit
from overstap.web.contacts.words import OUTCOMES, STILL, STOP_REASONS, STOPPED_BY

DEEDS = ("outcome", "remove-outcome", "still")


class OutcomeForm(forms.Form):
    """What came of it, when, and where it stopped: by whom and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose what came of it.")),
    )
    on = forms.DateField(
        label=gettext_lazy("From which day"),
        error_messages={
            "required": gettext_lazy("Choose from which day."),
            "invalid": gettext_lazy("This is no day."),
        },
    )
    stopped_by = forms.ChoiceField(label=gettext_lazy("Whose decision"), required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Why it stopped"), required=False)

    def __init__(self, *args: Any, side: Side, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = list(OUTCOMES.items())
        self.fields["stopped_by"].choices = [
            ("", "–"),
            *((one, said) for (of, one), said in STOPPED_BY.items() if of is side),
        ]
        self.fields["reason"].choices = [("", "–"), *STOP_REASONS.items()]

    def clean(self) -> dict[str, Any]:
        """A day that is not far off; a stop says by whom and why."""
        read = super().clean() or self.cleaned_data
        on = read.get("on")
        if on and on > timezone.localdate() + NOTED_AHEAD:
            self.add_error("on", _("This day is too far ahead."))
        if read.get("kind") == OutcomeKind.STOPPED:
            for field in ("stopped_by", "reason"):
                if not read.get(field):
                    self.add_error(field, _("It stopped: choose this too."))
        return read

    def came(self) -> outcomes.Came:
        """As the actions want it."""
        read = self.cleaned_data
        stopped = read["kind"] == OutcomeKind.STOPPED
        return outcomes.Came(
            OutcomeKind(read["kind"]),
            read["on"],
            StoppedBy(read["stopped_by"]) if stopped else None,
            StopReason(read["reason"]) if stopped else None,
        )


def outcome_form(visit: Visit, side: Side) -> OutcomeForm:
    """The form, filled in when it was sent."""
    posted = visit.request.POST if visit.request.POST.get("do") == "outcome" else None
    return OutcomeForm(
        posted, side=side, initial={"on": timezone.localdate(), "kind": OutcomeKind.STARTED.value}
    )


def outcome_page(contact: Any, side: Side, form: OutcomeForm) -> dict[str, Any]:
    """What the part of the page about outcomes shows."""
    person = side is Side.PERSON
    came = contact_queries.outcomes_of(contact)
    open_ = contact.state == State.TALKING or contact.ending in (Ending.OUTCOME, Ending.NO_WORD)
    return {
        "came": [
            {
                "row": one,
                "kind": OUTCOMES[OutcomeKind(one.kind)],
                "stopped_by": STOPPED_BY[side, StoppedBy(one.stopped_by)] if one.stopped_by else "",
                "reason": STOP_REASONS[StopReason(one.reason)] if one.reason else "",
                "mine": person or one.side == Side.ORGANISATION,
            }
            for one in came
        ],
        "may_note": open_,
        "outcome": form,
        "questions": [
            {"row": one, "answer": STILL[Still(one.answer)] if one.answer else ""}
            for one in contact_queries.asked_still(contact, timezone.now())
        ]
        if person
        else [],
        "still": STILL.items(),
    }


def do_outcome(visit: Visit, contact: Any, side: Side, form: OutcomeForm) -> None:
    """Does one of `DEEDS`. Raises `asking.NotNow`, and `PermissionDenied` for what is no choice."""
    posted, now, by = visit.request.POST, timezone.now(), actor(visit.request.user)
    what = posted.get("do")
    if what == "outcome":
        outcomes.note_outcome(contact=contact.pk, came=form.came(), side=side, now=now, by=by)
        messages.success(visit.request, _("It is noted."))
    elif what == "remove-outcome":
        outcomes.remove_outcome(contact=contact.pk, outcome=_id(posted, "outcome"), side=side, by=by)
    elif side is Side.PERSON and posted.get("answer") in set(Still):
        at = {"contact": contact.pk, "question": _id(posted, "question"), "answer": Still(posted["answer"])}
        if not outcomes.answer_still_at_work(now=now, by=by, **at):
            raise asking.NotNow
        messages.success(visit.request, _("Thank you."))
    else:
        raise PermissionDenied


def _id(posted: Any, field: str) -> UUID:
    try:
        return UUID(posted.get(field, ""))
    except ValueError:
        raise PermissionDenied from None
