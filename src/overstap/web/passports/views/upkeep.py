# SPDX-License-Identifier: EUPL-1.2
"""Keeping one's passport fresh: how often one is reminded, and what the language proposes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.passports.queries import passport_of
from overstap.apps.upkeep import actions, queries
from overstap.apps.upkeep.enums import AHEAD_AT_MOST_DAYS, EVERY_MONTHS, Kind
from overstap.bridge.upkeep import Proposal, proposals
from overstap.engine.skills.versions import How
from overstap.web.asking import Visit, page
from overstap.web.templatetags.overstap import said

EVERY = {
    1: gettext_lazy("every month"),
    3: gettext_lazy("every three months"),
    6: gettext_lazy("every half year"),
    12: gettext_lazy("every year"),
}
WHY = {
    How.SAME_LABEL: gettext_lazy("It is called the same."),
    How.MERGED: gettext_lazy("It became part of this."),
    How.ALIKE: gettext_lazy("It looks like it and stands in the same place."),
}


class ReminderForm(forms.Form):
    """How often, and when next."""

    every = forms.ChoiceField(label=gettext_lazy("How often"), required=False)
    next_on = forms.DateField(
        label=gettext_lazy("The next time"),
        required=False,
        error_messages={"invalid": gettext_lazy("This is no day.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["every"].choices = [("", _("never")), *((str(n), EVERY[n]) for n in EVERY_MONTHS)]

    def clean_next_on(self) -> Any:
        """From tomorrow on, within two years."""
        day, today = self.cleaned_data["next_on"], timezone.localdate()
        if day and not today < day <= today + timedelta(days=AHEAD_AT_MOST_DAYS):
            raise forms.ValidationError(_("Choose a day after today, within two years."))
        return day


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def upkeep(visit: Visit) -> HttpResponse:
    """The reminder, and the proposals to take or leave one by one."""
    user, posted = visit.request.user, visit.request.POST
    passport = passport_of(user.pk)
    found = proposals(passport, visit.region, queries.refused_by(passport.pk)) if passport else []
    row = queries.reminder_of(user.pk)
    initial = {"every": str(row.every_months), "next_on": row.next_on} if row else {}
    form = ReminderForm(posted if posted.get("do") == "remind" else None, initial=initial)
    if visit.request.method == "POST" and not form.errors:
        _do(visit, form, passport, found)
        return redirect("upkeep")
    told = {
        "form": form,
        "reminder": row,
        "passport": passport,
        "proposals": [_shown(visit, one) for one in found],
    }
    return visit.render("web/passports/upkeep.html", told, status=422 if form.errors else 200)


def _shown(visit: Visit, one: Proposal) -> dict[str, Any]:
    called = visit.label if one.kind is Kind.SKILL else _occupation(visit)
    return {
        "row": one,
        "old": said(one.label) or one.old.rsplit("/", 1)[-1].replace("-", " "),
        "new": called(one.new) if one.new else "",
        "why": WHY[one.how] if one.how else "",
    }


def _occupation(visit: Visit) -> Any:
    return lambda id_: visit.region.occupation_label(id_, visit.language)


def _do(visit: Visit, form: ReminderForm, passport: Any, found: list[Proposal]) -> None:
    user, what = visit.request.user, visit.request.POST.get("do", "")
    if what == "remind":
        _remind(visit, form)
        return
    old, kind = visit.request.POST.get("old", ""), visit.request.POST.get("kind", "")
    # Only what is proposed at this moment can be answered, so that nobody slips anything else in.
    one = next((each for each in found if (each.kind.value, each.old) == (kind, old)), None)
    if what not in ("take", "leave"):
        raise PermissionDenied
    if one is None or passport is None:
        messages.error(visit.request, _("This was answered already."))
    elif what == "take":
        actions.accept(account=user.pk, kind=one.kind, old=one.old, new=one.new, by=actor(user))
        messages.success(visit.request, _("It is changed in your passport."))
    else:
        actions.refuse(passport=passport.pk, kind=one.kind, old=one.old, new=one.new, by=actor(user))
        messages.success(visit.request, _("It stays as it is, and is not proposed again."))


def _remind(visit: Visit, form: ReminderForm) -> None:
    user, every = visit.request.user, form.cleaned_data["every"]
    if not every:
        actions.stop_reminding(account=user.pk, by=actor(user))
        messages.success(visit.request, _("You get no reminders."))
        return
    day = form.cleaned_data["next_on"] or actions.months_later(timezone.localdate(), int(every))
    actions.set_reminder(account=user.pk, every_months=int(every), next_on=day, by=actor(user))
    messages.success(visit.request, _("You get a mail on that day, with nothing about you in it."))
