# SPDX-License-Identifier: EUPL-1.2
"""My account: how I log in, my roles, taking everything along, erasing it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts import links
from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.permission import may
from overstap.apps.accounts.roles import ACTS, ROLES
from overstap.apps.audit import queries as trail_queries
from overstap.apps.contacts import contact_queries
from overstap.apps.mobility import answers as case_answers
from overstap.apps.organisations import queries as organisations
from overstap.bridge import personal_data
from overstap.web import words
from overstap.web.desks import desks_of
from overstap.web.downloads import JSON, attached
from overstap.web.journeys.views.shared import withdraw_links

EVENTS_SHOWN = 200


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What is in the account, and where to change it."""
    factors = Authenticator.objects.filter(user=request.user)
    memberships = organisations.memberships_of(request.user.pk)
    told = {
        "email": request.user.email,
        "passkeys": sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors),
        "app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "in_a_case": bool(case_answers.people_of_account(request.user.pk, timezone.now())),
        "questions": contact_queries.waiting_for_person(request.user.pk),
        "memberships": [with_words(one) for one in memberships],
        "desks": desks_of(request.user),
        "operator": ROLES[Role.OPERATOR].name if request.user.operator else None,
    }
    return render(request, "web/accounts/account.html", told)


def with_words(one: Any) -> Any:
    """A membership or invitation, with what its role is called."""
    one.role_said = ROLES[Role(one.role)].name
    one.owner_said = ROLES[Role.OWNER].name
    one.guides_interns = Act.GUIDE_INTERNS in ROLES[Role(one.role)].may
    one.finds_people = Act.FIND_PEOPLE in ROLES[Role(one.role)].may
    return one


@require_safe
@never_cache
@login_required
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Everything we know of somebody, as a file."""
    known = personal_data.take_along(account=request.user.pk)
    name = "mijn-gegevens.json" if words.language() == "nl" else "my-data.json"
    return attached(json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True), JSON, name)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    """Asks once more, then erases everything we know of somebody."""
    if request.method != "POST":
        sole = organisations.owned_alone(request.user.pk)
        return render(request, "web/accounts/account_erase.html", {"sole_owner": [one.name for one in sole]})
    personal_data.erase(account=request.user.pk, ending=withdraw_links)
    logout(request)
    return render(request, "web/accounts/account_erased.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def login_link(request: HttpRequest, account_id: UUID, token: str) -> HttpResponse:
    """Lets in who has a link from the terminal; a second factor is asked after it, as always."""
    too_much = ratelimit.consume_or_429(request, action="login")
    if too_much:
        return too_much
    found = links.account_behind(account_id, token)
    if request.method != "POST" or found is None:
        status = 404 if found is None else 200
        return render(request, "web/accounts/login_link.html", {"works": found is not None}, status=status)
    record_authentication(request, found, method="link")
    return perform_login(request, Login(user=found, email=found.email))


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what: the table that the program keeps to."""
    sheets = [(sheet, [ACTS[act] for act in Act if act in sheet.may]) for sheet in ROLES.values()]
    return render(request, "web/accounts/roles.html", {"sheets": sheets})


@require_safe
@never_cache
@login_required
def trail(request: HttpRequest) -> HttpResponse:
    """What was done, without names; for operators."""
    if not may(request.user, Act.SEE_TRAIL):
        raise PermissionDenied
    return render(request, "web/accounts/trail.html", {"events": trail_queries.latest(limit=EVENTS_SHOWN)})
