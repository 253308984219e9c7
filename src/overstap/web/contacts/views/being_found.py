# SPDX-License-Identifier: EUPL-1.2
"""Agreeing to be found by employers, and taking that back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from overstap.apps.accounts.actions import actor
from overstap.apps.contacts import finding, queries
from overstap.apps.contacts.enums import NOT_FOR_AT_MOST, Condition
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports.enums import Part
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.employers.presenters.candidates import condition_choices, found_passport
from overstap.web.passports.views.passport import mine_or_404

USUAL_DAYS = 90
MOST_DAYS = 365
USUAL_PARTS = (Part.SKILLS, Part.PROOFS, Part.LICENCES, Part.WISHES)
"""Languages can tell where somebody comes from, and a story who they are: those one chooses oneself."""


class FindableForm(forms.Form):
    """Which parts, on what conditions, hidden from whom, until when."""

    parts = forms.MultipleChoiceField(label=gettext_lazy("What they see of you"), required=False)
    conditions = forms.MultipleChoiceField(label=gettext_lazy("Only when"), required=False)
    not_for = forms.MultipleChoiceField(
        label=gettext_lazy("Who may never find you"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day"),
        error_messages={
            "required": gettext_lazy("Choose until which day."),
            "invalid": gettext_lazy("This is no day."),
        },
    )

    def __init__(
        self, *args: Any, conditions: list[tuple[str, str]], others: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["parts"].choices = [
            (part.value, words.PARTS[part]) for part in Part if part is not Part.SKILLS
        ]
        self.fields["conditions"].choices = conditions
        self.fields["not_for"].choices = others

    def clean_not_for(self) -> list[str]:
        """Not more than there is room for."""
        chosen: list[str] = self.cleaned_data["not_for"]
        if len(chosen) > NOT_FOR_AT_MOST:
            raise forms.ValidationError(_("Choose at most %(n)s."), params={"n": NOT_FOR_AT_MOST})
        return chosen

    def clean_until(self) -> Any:
        """After today, and within a year."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day after today, within a year."))
        return until


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def being_found(visit: Visit) -> HttpResponse:
    """Asks whether somebody wants to be found; nobody is until they say yes here."""
    mine, now = mine_or_404(visit), timezone.now()
    agreed = queries.findable_of(mine.pk, now)
    posted = visit.request.POST if visit.request.method == "POST" else None
    conditions = condition_choices(mine)
    form = FindableForm(
        posted, initial=_initial(agreed, conditions), conditions=conditions, others=_others(agreed)
    )
    if posted is None or not form.is_valid():
        told = {"form": form, "agreed": agreed, "blind": _preview(visit, mine)}
        return visit.render("web/contacts/being_found.html", told, status=200 if posted is None else 422)
    read = form.cleaned_data
    finding.agree(
        passport=mine.pk,
        parts=[Part(one) for one in read["parts"]],
        conditions=[Condition(one) for one in read["conditions"]],
        not_for=read["not_for"],
        now=now,
        until=timezone.make_aware(datetime.combine(read["until"], time(23, 59, 59))),
        by=actor(visit.request.user),
    )
    messages.success(visit.request, _("Employers can find you now. You see in your passport who looked."))
    return redirect("being-found")


@login_required
@require_POST
@page
def stop_being_found(visit: Visit) -> HttpResponse:
    """Takes it back at once."""
    mine = mine_or_404(visit)
    everything = visit.request.POST.get("do") == "everything"
    finding.withdraw(passport=mine.pk, everything=everything, now=timezone.now(), by=actor(visit.request.user))
    messages.success(visit.request, _("No employer finds you any more."))
    return redirect("being-found")


def _initial(agreed: Any, conditions: list[tuple[str, str]]) -> dict[str, Any]:
    if agreed is not None:
        return {
            "parts": agreed.parts,
            "conditions": agreed.conditions,
            "not_for": agreed.not_for,
            "until": timezone.localtime(agreed.until).date(),
        }
    return {
        "parts": [part.value for part in USUAL_PARTS],
        "conditions": [value for value, _said in conditions],
        "not_for": [],
        "until": timezone.localdate() + timedelta(days=USUAL_DAYS),
    }


def _others(agreed: Any) -> list[tuple[str, str]]:
    """Organisations that somebody is there for, and those that were chosen before."""
    known = [(one.pk, one.name) for one in organisations.with_members()]
    gone = set(agreed.not_for if agreed else ()) - {id_ for id_, _name in known}
    return known + [(id_, id_) for id_ in sorted(gone)]


def _preview(visit: Visit, mine: Any) -> dict[str, Any]:
    return found_passport(mine, visit.region, visit.language, frozenset(Part))
