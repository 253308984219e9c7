# SPDX-License-Identifier: EUPL-1.2
"""Access for programs: the tokens of an account, making one and withdrawing one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.organisations import queries as organisations
from overstap.apps.tokens import actions, queries
from overstap.apps.tokens.enums import NAME_AT_MOST, Scope
from overstap.apps.tokens.scopes import SCOPES, offered
from overstap.web.templatetags.overstap import said
from overstap.web.told_text import ToldText

USUAL_DAYS = 90
MOST_DAYS = 365


class TokenForm(forms.Form):
    """What a token is called, what it may do, until when."""

    name = ToldText(
        label=gettext_lazy("What it is for"),
        max_length=NAME_AT_MOST,
        error_messages={
            "required": gettext_lazy("Give it a name, so that you know it again."),
            "max_length": gettext_lazy("This is too long. Make it shorter."),
        },
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose at least one thing it may do.")
        ),
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day"),
        error_messages={
            "required": gettext_lazy("Choose until which day."),
            "invalid": gettext_lazy("This is no day."),
        },
    )

    def __init__(self, *args: Any, scopes: tuple[Scope, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scopes"].choices = [(one.value, said(SCOPES[one].says)) for one in scopes]

    def clean_until(self) -> Any:
        """After today, and within a year."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day after today, within a year."))
        return until


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of an account; posting a token's id withdraws it."""
    if request.method == "POST":
        try:
            token = UUID(request.POST.get("token", ""))
        except ValueError:
            raise PermissionDenied from None
        actions.withdraw_token(account=request.user.pk, token=token, by=actor(request.user))
        messages.success(request, _("It is withdrawn: the program no longer gets in."))
        return redirect("tokens")
    rows = [
        {"row": one, "may": [SCOPES[Scope(scope)].says for scope in one.scopes]}
        for one in queries.tokens_of(request.user.pk, timezone.now())
    ]
    belongs = {one.organisation_id: one.organisation for one in organisations.memberships_of(request.user.pk)}
    return render(request, "web/accounts/tokens.html", {"rows": rows, "organisations": belongs.values()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def token_new(request: HttpRequest, id_: str = "") -> HttpResponse:
    """Makes a token for oneself, or for an organisation one belongs to; its secret is shown here, once."""
    organisation = organisations.organisation(id_) if id_ else None
    if id_ and (organisation is None or not organisation.roles_of(request.user.pk)):
        raise Http404
    scopes = offered(request.user, organisation)
    posted = request.POST if request.method == "POST" else None
    initial = {"until": timezone.localdate() + timedelta(days=USUAL_DAYS)}
    form = TokenForm(posted, initial=initial, scopes=scopes)
    if posted is not None and form.is_valid():
        made = _make(request, form, id_ or None)
        if made is not None:
            until = form.cleaned_data["until"]
            told = {"secret": made.secret, "until": until, "organisation": organisation}
            return render(request, "web/accounts/token_made.html", told)
    told = {"form": form, "organisation": organisation}
    return render(request, "web/accounts/token_new.html", told, status=422 if form.errors else 200)


def _make(request: HttpRequest, form: TokenForm, organisation: str | None) -> actions.MadeToken | None:
    read = form.cleaned_data
    try:
        return actions.make_token(
            account=request.user.pk,
            name=read["name"],
            scopes=[Scope(one) for one in read["scopes"]],
            now=timezone.now(),
            ends_at=timezone.make_aware(datetime.combine(read["until"], time(23, 59, 59))),
            organisation=organisation,
            by=actor(request.user),
        )
    except actions.TooManyTokens:
        form.add_error("name", _("You have many keys already. Withdraw one first."))
        return None
