# SPDX-License-Identifier: EUPL-1.2
"""A coach's caseload: who is guided, what changed, what is next; inviting, and answering who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.guidance import actions, queries
from overstap.apps.guidance.enums import COACH_ROLES, NAME_AT_MOST
from overstap.apps.organisations import queries as organisations
from overstap.bridge.caseload import Case, caseload
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.coaching.views.my_coach import id_in, tell
from overstap.web.told_text import ToldAddress, ToldText


class NameForm(forms.Form):
    """What people call their coach, and whether they may ask."""

    name = ToldText(
        label=gettext_lazy("Your name, as people call you"),
        max_length=NAME_AT_MOST,
        error_messages={"required": gettext_lazy("Fill in what people call you.")},
    )
    asked = forms.BooleanField(required=False)


class InviteForm(forms.Form):
    """Whom to ask."""

    email = ToldAddress(
        label=gettext_lazy("Their e-mail address"),
        error_messages={"required": gettext_lazy("Fill in an e-mail address.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def caseload_page(visit: Visit) -> HttpResponse:
    """The list, the most urgent first."""
    user = visit.request.user
    if not may(user, Act.GUIDE):
        raise PermissionDenied
    coaches = {one.membership_id: one for one in queries.coaches_of(user.pk)}
    forms_ = {"name": NameForm(), "invite": InviteForm()}
    if visit.request.method == "POST" and _do(visit, coaches, forms_):
        return redirect("caseload")
    now = timezone.now()
    cases, asked = caseload(user.pk, now=now, today=visit.today)
    told = {
        "cases": [_shown(one) for one in cases],
        "asked": asked,
        "invitations": queries.invitations_of([one.pk for one in coaches.values()], now),
        "places": [
            {"membership": one, "name": _name(coaches, one), "asked": _asked(coaches, one)}
            for one in organisations.memberships_of(user.pk)
            if one.role in set(COACH_ROLES)
        ],
        "coaches": list(coaches.values()),
        "form": next((one for one in forms_.values() if one.errors), forms_["invite"]),
        "name_form": forms_["name"],
        "invite_form": forms_["invite"],
        "wrong_place": visit.request.POST.get("membership", ""),
    }
    return visit.render("web/coaching/caseload.html", told, status=422 if told["form"].errors else 200)


def _name(coaches: dict[UUID, Any], membership: Any) -> str:
    return coaches[membership.pk].name if membership.pk in coaches else ""


def _asked(coaches: dict[UUID, Any], membership: Any) -> bool:
    return membership.pk in coaches and coaches[membership.pk].asked


def _shown(case: Case) -> dict[str, Any]:
    news = [str(words.GUIDED_PARTS[part]) for part in case.changed]
    return {"case": case, "row": case.guidance, "news": news}


def _do(visit: Visit, coaches: dict[UUID, Any], forms_: dict[str, Any]) -> bool:
    """Does what was asked; not when what was filled in is not right."""
    user, posted = visit.request.user, visit.request.POST
    now, by, what = timezone.now(), actor(user), posted.get("do", "")
    if what == "name":
        forms_["name"] = form = NameForm(posted)
        if form.is_valid():
            _named(user.pk, id_in(visit, "membership"), form.cleaned_data, by)
        return not form.errors
    coach = _coach(visit, coaches)
    if what == "invite":
        forms_["invite"] = form = InviteForm(posted)
        return form.is_valid() and _invite(visit, coach, form)
    if what == "withdraw":
        actions.withdraw_invitation(invitation=id_in(visit, "invitation"), coach=coach.pk, by=by)
    elif what in ("yes", "no"):
        told = {"guidance": id_in(visit, "guidance"), "coach": coach.pk, "now": now, "by": by}
        try:
            actions.answer_request(yes=what == "yes", **told)
        except actions.TooMany:
            messages.error(visit.request, _("You guide as many people as one coach can. End one first."))
    else:
        raise PermissionDenied
    return True


def _named(account: UUID, membership: UUID, read: dict[str, Any], by: str) -> None:
    try:
        actions.name_coach(
            membership=membership, account=account, name=read["name"], asked=read["asked"], by=by
        )
    except actions.NotForYou:
        raise PermissionDenied from None


def _coach(visit: Visit, coaches: dict[UUID, Any]) -> Any:
    """Which of one's coaches it is about: the one a form names, or the only one."""
    named = visit.request.POST.get("coach", "")
    found = [one for one in coaches.values() if str(one.pk) == named] if named else list(coaches.values())
    if len(found) != 1:
        raise PermissionDenied
    return found[0]


def _invite(visit: Visit, coach: Any, form: InviteForm) -> bool:
    user, email = visit.request.user, form.cleaned_data["email"]
    if not ratelimit.consume(visit.request, action="invite", user=user):
        form.add_error("email", _("This is too fast. Wait a minute and try again."))
        return False
    try:
        invited = actions.invite(coach=coach.pk, email=email, now=timezone.now(), by=actor(user))
    except actions.TooMany:
        form.add_error("email", _("There are many invitations out already. Withdraw some first."))
        return False
    told = {
        "coach": coach.name,
        "organisation": coach.membership.organisation.name,
        "until": words.day(timezone.localtime(invited.expires_at).date(), timezone.localdate()),
        "address": visit.request.build_absolute_uri(reverse("coach-invitation", args=[invited.token])),
    }
    if tell(visit, "guidance/invited", email, **told):
        messages.success(visit.request, _("The invitation is on its way."))
    return True
