# SPDX-License-Identifier: EUPL-1.2
"""Who is refused where, by host, for a school; small groups are withheld."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.bridge.round_refusals import Count, HostCount, refusals
from overstap.web.asking import Visit, page
from overstap.web.paging import page_of

ON_A_PAGE = 10


@require_safe
@never_cache
@login_required
@page
def round_refusals(visit: Visit) -> HttpResponse:
    """By host how many who wished a place had to do without, in all and by study and municipality."""
    if not may(visit.request.user, Act.HOLD_ROUNDS):
        raise PermissionDenied
    listed = page_of(refusals(visit.request.user.pk), visit.request.GET.get("page"), ON_A_PAGE)
    hosts = [_host(one, visit) for one in listed.items]
    return visit.render("web/rounds/refusals.html", {"page": listed, "hosts": hosts})


def _host(one: HostCount, visit: Visit) -> dict[str, Any]:
    region, language = visit.region, visit.language
    occupations, places = region.records.occupations, region.records.places
    studies = {id_: region.occupation_label(id_, language) for id_ in one.studies if id_ in occupations}
    homes = {id_: places[id_].label for id_ in one.homes if id_ in places}
    return {
        "name": one.name,
        "all": one.all,
        "studies": _rows(one.studies, studies),
        "homes": _rows(one.homes, homes),
    }


def _rows(counts: dict[str, Count], names: dict[str, str]) -> list[dict[str, Any]]:
    """The groups that can be told, by name. When one alone is too small, the smallest other goes with it."""
    hidden = {id_ for id_, one in counts.items() if not one.told}
    if len(hidden) == 1:
        others = [(one.wished, id_) for id_, one in counts.items() if id_ not in hidden]
        hidden |= {min(others)[1]} if others else set()
    rows = [
        {"name": names[id_], "count": one, "share": round(one.share * 100)}
        for id_, one in counts.items()
        if id_ in names and id_ not in hidden
    ]
    return sorted(rows, key=lambda row: str(row["name"]).casefold())
