# SPDX-License-Identifier: EUPL-1.2
"""Sharing one's passport, and looking at one that was shared."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import MEMBER_ROLES, Act
from overstap.apps.accounts.permission import may
from overstap.apps.accounts.roles import ROLES
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import queries, sharing
from overstap.apps.passports.actions import TooMany
from overstap.apps.passports.badges import withdraw_given
from overstap.apps.passports.enums import NOTE_AT_MOST, TITLE_AT_MOST, Part, ProofKind
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.passports.presenters.passports import passport_shown
from overstap.web.passports.views.passport import mine_or_404
from overstap.web.told_text import ToldText

USUAL_DAYS = 90
MOST_DAYS = 365


class UntilForm(forms.Form):
    """Until which day something is shared."""

    until = forms.DateField(
        label=gettext_lazy("Until which day"),
        error_messages={
            "required": gettext_lazy("Choose until which day."),
            "invalid": gettext_lazy("This is no day."),
        },
    )

    def clean_until(self) -> Any:
        """After today, and within a year."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day after today, within a year."))
        return until


def end_of(day: date) -> datetime:
    """The last second of a day here."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class ShareForm(UntilForm):
    """With whom, which parts, until when, blind or open."""

    field_order = ("organisation", "parts", "until", "blind")
    organisation = forms.ChoiceField(
        label=gettext_lazy("With whom"),
        error_messages={
            "required": gettext_lazy("Choose with whom."),
            "invalid_choice": gettext_lazy("Choose with whom."),
        },
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose at least one part.")),
    )
    blind = forms.ChoiceField(label=gettext_lazy("Blind or open"), choices=(("yes", ""), ("no", "")))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = [
            ("", ""),
            *((one.pk, one.name) for one in organisations.with_members()),
        ]
        self.fields["parts"].choices = [(part.value, words.PARTS[part]) for part in Part]


class GivenForm(forms.Form):
    """What an organisation says of somebody's skills."""

    kind = forms.ChoiceField(label=gettext_lazy("What you do"))
    title = ToldText(
        label=gettext_lazy("What it rests on"),
        max_length=TITLE_AT_MOST,
        error_messages={"required": gettext_lazy("Say in a few words what it rests on.")},
    )
    note = ToldText(label=gettext_lazy("In more words"), max_length=NOTE_AT_MOST, required=False)
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Which skills"),
        error_messages={"required": gettext_lazy("Choose at least one skill.")},
    )

    def __init__(
        self, *args: Any, kinds: list[ProofKind], skills: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, words.PROOFS[kind]) for kind in kinds]
        self.fields["skills"].choices = skills


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def share(visit: Visit) -> HttpResponse:
    """Shares parts of one's passport; shows beforehand how it looks blind."""
    found = mine_or_404(visit)
    posted = visit.request.POST if visit.request.method == "POST" else None
    initial = {
        "parts": [Part.SKILLS.value, Part.PROOFS.value, Part.LANGUAGES.value, Part.LICENCES.value],
        "until": timezone.localdate() + timedelta(days=USUAL_DAYS),
        "blind": "yes",
    }
    form = ShareForm(posted, initial=initial)
    if posted is None or not form.is_valid():
        told = {"form": form, "blind": passport_shown(found, visit.region, visit.language, blind=True)}
        return visit.render("web/passports/share_passport.html", told, status=200 if posted is None else 422)
    read = form.cleaned_data
    sharing.share(
        passport=found,
        organisation=read["organisation"],
        parts=[Part(part) for part in read["parts"]],
        blind=read["blind"] == "yes",
        now=timezone.now(),
        until=end_of(read["until"]),
        by=actor(visit.request.user),
    )
    messages.success(
        visit.request, _("It is shared. You see here who looks at it, and can withdraw it with one press.")
    )
    return redirect("passport")


@login_required
@require_POST
@page
def withdraw(visit: Visit) -> HttpResponse:
    """Ends a share at once."""
    found = mine_or_404(visit)
    try:
        id_ = UUID(visit.request.POST.get("share", ""))
    except ValueError:
        raise PermissionDenied from None
    sharing.withdraw(passport=found, share=id_, by=actor(visit.request.user))
    messages.success(visit.request, _("It is no longer shared."))
    return redirect("passport")


@require_safe
@never_cache
@login_required
@page
def shared_list(visit: Visit) -> HttpResponse:
    """What is shared with the organisations one belongs to."""
    if not may(visit.request.user, Act.SEE_SHARED):
        raise PermissionDenied
    rows = [
        {"row": one, "parts": [words.PARTS[part] for part in one.parts], "name": name_of(one)}
        for one in queries.shared_with(visit.request.user.pk, timezone.now())
    ]
    return visit.render("web/passports/shared_passports.html", {"rows": rows})


def name_of(share_: Any) -> str:
    """What somebody is called to whom they share with: their address when open, a chance number when blind."""
    return (
        _("Somebody %(number)s") % {"number": str(share_.pk)[:6]}
        if share_.blind
        else share_.passport.account.email
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def shared_passport(visit: Visit, id_: UUID) -> HttpResponse:
    """A passport that was shared with one's organisation; to anybody else it is not there."""
    user, now = visit.request.user, timezone.now()
    found = queries.share(id_, now)
    if found is None or not may(user, Act.SEE_SHARED, found):
        raise Http404
    kinds = [
        kind
        for kind, act in ((ProofKind.ENDORSEMENT, Act.ENDORSE), (ProofKind.ASSESSMENT, Act.ASSESS))
        if may(user, act, found) and Part.SKILLS.value in found.parts
    ]
    parts = frozenset(Part(part) for part in found.parts)
    shown = passport_shown(
        found.passport, visit.region, visit.language, parts=parts, blind=found.blind, of_another=True
    )
    skills = [(one["id"], one["label"]) for one in shown.get("skills", ())]
    posted = visit.request.POST if visit.request.method == "POST" else None
    form = GivenForm(posted, kinds=kinds, skills=skills)
    if posted is not None:
        if not kinds:
            raise PermissionDenied
        if "take_back" in posted:
            _take_back(visit, found)
            return redirect("shared-passport", id_)
        if form.is_valid() and _give(visit, found, form):
            return redirect("shared-passport", id_)
    else:
        own = sorted(found.roles_of(user.pk) & set(MEMBER_ROLES))
        sharing.note_look(share=found, role=own[0], now=now, by=actor(user))
    told = {
        **shown,
        "share": found,
        "name": name_of(found),
        "form": form if kinds and skills else None,
        "may_give": bool(kinds and skills),
        "acts": [ROLES[role].name for role in sorted(found.roles_of(user.pk))],
    }
    return visit.render("web/passports/shared_passport.html", told, status=422 if form.errors else 200)


def _take_back(visit: Visit, found: Any) -> None:
    """Takes back what one's organisation said, and the badge that was made of it."""
    try:
        id_ = UUID(visit.request.POST["take_back"])
    except ValueError:
        raise Http404 from None
    done = withdraw_given(share=found, proof=id_, now=timezone.now(), by=actor(visit.request.user))
    if done:
        messages.success(visit.request, _("It is taken back. A badge that was made of it no longer counts."))


def _give(visit: Visit, found: Any, form: GivenForm) -> bool:
    read = form.cleaned_data
    try:
        sharing.give_proof(
            share=found,
            kind=ProofKind(read["kind"]),
            title=read["title"],
            note=read["note"],
            skills=read["skills"],
            by=actor(visit.request.user),
        )
    except TooMany:
        form.add_error("title", _("This passport is full."))
        return False
    messages.success(visit.request, _("It stands in the passport now, under the name of your organisation."))
    return True
