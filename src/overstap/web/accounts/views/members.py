# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an organisation: seeing it, inviting, removing, and answering an invitation."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import MEMBER_ROLES, Act, Role
from overstap.apps.accounts.permission import may
from overstap.apps.accounts.roles import ROLES
from overstap.apps.organisations import members as members_actions
from overstap.apps.organisations import queries
from overstap.apps.organisations.enums import USUAL_ROLE, OrganisationKind
from overstap.web import mails, words
from overstap.web.accounts.views.account import with_words
from overstap.web.limits import guesses_limited
from overstap.web.templatetags.overstap import said
from overstap.web.told_text import ToldAddress

log = logging.getLogger(__name__)


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = ToldAddress(
        label=gettext_lazy("Their e-mail address"),
        error_messages={"required": gettext_lazy("Fill in an e-mail address.")},
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    owner = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(str(role), said(ROLES[role].name)) for role in MEMBER_ROLES]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def members(request: HttpRequest, id_: str) -> HttpResponse:
    """The members of an organisation; to a stranger it is not there."""
    organisation = queries.organisation(id_)
    if organisation is None or not may(request.user, Act.SEE_ORGANISATION, organisation):
        raise Http404
    manages = may(request.user, Act.MANAGE_MEMBERS, organisation)
    form = InviteForm(initial={"role": USUAL_ROLE[OrganisationKind(organisation.kind)]})
    if request.method == "POST":
        done, form = _do(request, id_, manages)
        if done:
            still = may(request.user, Act.SEE_ORGANISATION, organisation)
            return redirect("members", id_) if still else redirect("account")
    now = timezone.now()
    told = {
        "organisation": organisation,
        "members": [with_words(one) for one in queries.members_of(organisation)],
        "invitations": [with_words(one) for one in queries.invitations_of(organisation, now)]
        if manages
        else [],
        "manages": manages,
        "me": request.user.pk,
        "form": form,
    }
    return render(request, "web/accounts/members.html", told, status=422 if form.errors else 200)


def _do(request: HttpRequest, id_: str, manages: bool) -> tuple[bool, InviteForm]:
    """Does what was asked; not when it may not, or what was filled in is not right."""
    what, by = request.POST.get("do", ""), actor(request.user)
    if what == "invite" and manages:
        form = InviteForm(request.POST)
        return (_invite(request, id_, form, by), form) if form.is_valid() else (False, form)
    if what == "withdraw" and manages:
        invitation = id_in(request, "invitation")
        members_actions.withdraw_invitation(invitation=invitation, organisation=id_, by=by)
        return True, InviteForm()
    membership = id_in(request, "membership")
    mine = any(one.pk == membership for one in queries.memberships_of(request.user.pk))
    try:
        if what in ("owner", "member") and manages:
            members_actions.change_owner(membership=membership, organisation=id_, owner=what == "owner", by=by)
        elif what == "remove" and (manages or mine):
            members_actions.remove_member(membership=membership, organisation=id_, by=by)
        else:
            raise PermissionDenied
    except members_actions.LastOwner:
        messages.error(
            request, _("Somebody must be owner while there are members. Make another one owner first.")
        )
    return True, InviteForm()


def id_in(request: HttpRequest, field: str) -> UUID:
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        raise PermissionDenied from None


def _invite(request: HttpRequest, id_: str, form: InviteForm, by: str) -> bool:
    read, now = form.cleaned_data, timezone.now()
    if not ratelimit.consume(request, action="invite", user=request.user):
        form.add_error("email", _("This is too fast. Wait a minute and try again."))
        return False
    try:
        invited = members_actions.invite(
            organisation=id_, email=read["email"], role=Role(read["role"]), owner=read["owner"], now=now, by=by
        )
    except members_actions.TooManyInvited:
        form.add_error("email", _("There are many invitations out already. Withdraw some first."))
        return False
    _mail(request, id_, read["email"], read["role"], invited.token, invited.expires_at)
    return True


def _mail(request: HttpRequest, id_: str, email: str, role: str, token: str, until: datetime) -> None:
    told = {
        "organisation": str(queries.organisation(id_)),
        "role": said(ROLES[Role(role)].name),
        "until": words.day(timezone.localtime(until).date(), timezone.localdate()),
        "address": request.build_absolute_uri(reverse("invitation", args=[token])),
    }
    try:
        mails.send("organisations/invited", email, told)
        messages.success(request, _("The invitation is on its way."))
    except (OSError, SMTPException):
        log.exception("an invitation could not be sent")
        messages.error(
            request, _("Our mail server does not answer. Withdraw the invitation and try again later.")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@guesses_limited("guess")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whom an invitation was sent to; to anybody else it is not there."""
    now = timezone.now()
    found = queries.invitation_behind(token, now)
    if found is None or found.email != request.user.email:
        return render(request, "web/accounts/invitation.html", status=404)
    answer, by = request.POST.get("answer"), actor(request.user)
    if request.method == "POST" and answer == "yes":
        try:
            members_actions.accept_invitation(
                token=token, account=request.user.pk, email=request.user.email, now=now, by=by
            )
        except members_actions.NotForYou:
            return render(request, "web/accounts/invitation.html", status=404)
        return redirect("members", found.organisation_id)
    if request.method == "POST" and answer == "no":
        members_actions.withdraw_invitation(invitation=found.pk, organisation=found.organisation_id, by=by)
        return redirect("account")
    told = {
        "invitation": found,
        "role": ROLES[Role(found.role)].name,
        "owner": ROLES[Role.OWNER].name,
    }
    return render(request, "web/accounts/invitation.html", told)
