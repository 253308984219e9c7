# SPDX-License-Identifier: EUPL-1.2
"""For who keeps watch: whether all that should go has gone, and what was ranked."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.keeping.queries import sweeps
from overstap.apps.rankings.enums import KEPT_FOR, LEAST_KEPT, ROWS_AT_MOST
from overstap.apps.rankings.queries import how_many
from overstap.bridge.retention import RULES

LATE = timedelta(hours=2)
"""A rule goes every hour; after this something is wrong."""


@require_safe
@never_cache
@login_required
def watch(request: HttpRequest) -> HttpResponse:
    """The rules of keeping with their last time, and how much is noted; for operators."""
    if not may(request.user, Act.SEE_WATCH):
        raise PermissionDenied
    now, last = timezone.now(), sweeps()
    rules = [
        SimpleNamespace(
            what=rule.what,
            how_long=rule.how_long,
            why=rule.why,
            last=last.get(rule.id),
            hourly=rule.removes is not None,
        )
        for rule in RULES.values()
    ]
    noted = how_many()
    full = noted.count >= ROWS_AT_MOST and noted.since is not None and noted.since > now - LEAST_KEPT
    context = {
        "rules": rules,
        "late": [one for one in rules if one.hourly and (one.last is None or one.last.at < now - LATE)],
        "noted": noted,
        "most": ROWS_AT_MOST,
        "kept_days": KEPT_FOR.days,
        "too_short": full,
    }
    return render(request, "web/trust/watch.html", context)
