# SPDX-License-Identifier: EUPL-1.2
"""Who sees what others have told comes in with a second factor: nothing else opens before it was shown."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from overstap.apps.accounts.permission import needs_second_factor, roles_of

OPEN = frozenset(
    {
        "account_logout",
        "account_request_reauthentication_code",
        "account_confirm_reauthentication_code",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "account-erase",
        "account-export",
        "privacy",
        "accessibility",
        "roles",
        "healthz",
        "icon",
        "robots",
        "security",
    }
)
"""Pages to connect or show a second factor on, to leave by, and that are about nobody."""


def shown(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record["method"] == "mfa" for record in records)


class SecondFactor:
    """Leads who needs a second factor to where they connect or show it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers as the page does."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answers instead of the page, when a second factor has to come first."""
        if request.resolver_match and request.resolver_match.namespace == "api":
            return None  # comes in with a token or not at all, and looks at no session
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in OPEN or not needs_second_factor(roles_of(request.user)) or shown(request):
            return None
        known = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        if not is_mfa_enabled(request.user, known):
            return redirect("mfa_index")
        with_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        page = "mfa_reauthenticate" if with_app else "mfa_reauthenticate_webauthn"
        back = request.path if request.method == "GET" else reverse("account")
        return redirect(f"{reverse(page)}?{urlencode({'next': back})}")
