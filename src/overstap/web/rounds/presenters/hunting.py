# SPDX-License-Identifier: EUPL-1.2
"""Firms to ask for places, with why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from overstap.apps.rounds.enums import OVER, Outcome
from overstap.bridge.hunting import Fit, Lead
from overstap.engine.region.rows import in_language

if TYPE_CHECKING:
    from overstap.web.asking import Visit

FITS_SHOWN = 2

OUTCOMES = {
    Outcome.WAITING: gettext_lazy("not called yet"),
    Outcome.ASKED: gettext_lazy("asked, waits for an answer"),
    Outcome.LATER: gettext_lazy("call again later"),
    Outcome.NO: gettext_lazy("said no"),
    Outcome.BROUGHT: gettext_lazy("brings places"),
}
"""What became of a call, in words."""


def lead_lines(leads: Sequence[Lead], calls: Mapping[str, Any], visit: Visit) -> list[dict[str, Any]]:
    """The firms, the likeliest first; who calls is told as oneself, a colleague or another school."""
    return [_line(one, calls.get(one.firm), visit) for one in leads]


def _line(lead: Lead, call: Any, visit: Visit) -> dict[str, Any]:
    records = visit.region.records
    firm = records.organisations[lead.firm]
    place = records.places.get(firm.place)
    going = call is not None and call.outcome not in OVER
    fits = sorted(lead.fits, key=lambda one: -one.fit)[:FITS_SHOWN]
    return {
        "id": lead.firm,
        "name": firm.name,
        "where": place.label if place else "",
        "why": [*([_earlier(lead)] if lead.earlier else []), *(_fits(one, visit) for one in fits)],
        "call": call,
        "going": going,
        "mine": going and call.membership.account_id == visit.request.user.pk,
        "outcome": OUTCOMES[Outcome(call.outcome)] if call else "",
        "school": call.membership.organisation.name if call else "",
    }


def _earlier(lead: Lead) -> str:
    assert lead.earlier is not None  # noqa: S101 - asked for where there is one
    told = {"n": lead.earlier.places, "round": lead.earlier.round}
    return (
        ngettext(
            "Had %(n)s place in %(round)s, and none now.",
            "Had %(n)s places in %(round)s, and none now.",
            lead.earlier.places,
        )
        % told
    )


def _fits(fit: Fit, visit: Visit) -> str:
    study = visit.region.occupation_label(fit.occupation, visit.language)
    if not fit.opening:
        return _("Said that it will need %(n)s people: %(study)s.") % {"n": fit.people, "study": study}
    title = in_language(visit.region.records.openings[fit.opening].title, visit.language)
    told = {"title": title, "fit": round(fit.fit * 100), "study": study}
    return _("Has an opening: %(title)s. Who learns %(study)s can do %(fit)s%% of it.") % told
