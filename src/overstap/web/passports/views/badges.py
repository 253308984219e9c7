# SPDX-License-Identifier: EUPL-1.2
"""An assessment taken along as a badge that others can verify."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from overstap.apps.accounts.actions import actor
from overstap.apps.passports import queries
from overstap.apps.passports.badges import issue_badge
from overstap.web.asking import Visit, page
from overstap.web.downloads import attached
from overstap.web.passports.site_badges import badge_for
from overstap.web.passports.views.passport import mine_or_404


@login_required
@require_POST
@never_cache
@page
def badge(visit: Visit, id_: UUID) -> HttpResponse:
    """The badge for an assessment of one's own, as a file; of anything else there is none."""
    proof = queries.proof_of(mine_or_404(visit), id_)
    if proof is None:
        raise Http404
    try:
        row = issue_badge(proof=proof, now=timezone.now(), by=actor(visit.request.user))
    except ValueError:
        raise Http404 from None
    text = badge_for(proof, row, visit.region, visit.language, visit.request)
    name = _("my-badge") + ".jwt"
    return attached(text, "application/vc+jwt", name)
