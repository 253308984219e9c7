# SPDX-License-Identifier: EUPL-1.2
"""Who asks: a token, or nobody. A session's cookie is never looked at, so no page elsewhere can ask as you."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from overstap.api.problems import Refused
from overstap.apps.tokens.actions import PREFIX, Used, use_token
from overstap.apps.tokens.enums import Scope
from overstap.host import environment

LONGEST_SECRET = 200


class Token(HttpBearer):
    """Lets in tokens that have a scope (None: any); the view asks after this what the token's maker may do."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Used:
        """The token at work. Raises `Refused`: 401 without one that works, 403 without the scope, 429."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise Refused(401, headers={"WWW-Authenticate": 'Bearer realm="overstap"'})
        return self.authenticate(request, secret.strip())

    def authenticate(self, _request: HttpRequest, token: str) -> Used:
        """As above, for the secret of a token."""
        now = timezone.now()
        plausible = token.startswith(PREFIX) and len(token) <= LONGEST_SECRET
        used = use_token(secret=token, now=now) if plausible else None
        if used is None:
            said = 'Bearer realm="overstap", error="invalid_token"'
            raise Refused(401, headers={"WWW-Authenticate": said})
        if used.asked > environment.read_whole("OVERSTAP_API_PER_MINUTE"):
            raise Refused(429, headers={"Retry-After": str(60 - now.second)})
        if self.scope is not None and self.scope not in used.token.scopes:
            said = f'Bearer realm="overstap", error="insufficient_scope", scope="{self.scope}"'
            raise Refused(403, headers={"WWW-Authenticate": said})
        return used


def used_in(request: HttpRequest) -> Used:
    """The token of a request that was let in."""
    used: Used = request.auth  # type: ignore[attr-defined] # Ninja puts it there
    return used
