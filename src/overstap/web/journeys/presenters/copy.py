# SPDX-License-Identifier: EUPL-1.2
"""A copy of a journey as a page shows it: without its traveller, shared by a link or kept in an account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from overstap.engine.journeys.model import ChangeLeg, Journey
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.journeys.presenters.axis import axis_for
from overstap.web.journeys.presenters.cards import in_sentences, journey_card
from overstap.web.journeys.presenters.details import details_of
from overstap.web.journeys.presenters.picture import income_scale


def copy_shown(region: Region, journey: Journey, *, with_pay: bool) -> dict[str, Any]:
    """The drawing, the figures and the steps; of a change only what to, since the copy holds no skills."""
    axis = axis_for([journey])
    assert axis is not None  # noqa: S101 - there is a journey
    told = in_sentences(region, journey)
    sentences = [
        _("Change to: %(work)s.") % {"work": region.occupation_label(leg.occupation, words.language())}
        if isinstance(leg, ChangeLeg)
        else sentence
        for leg, sentence in zip(journey.legs, told.legs, strict=True)
    ]
    card = journey_card(region, journey, axis, income_scale([journey], axis), sentences=sentences)
    return {
        "card": card,
        "title": told.title.rstrip("."),
        "details": details_of(region, journey, sentences),
        "figures": card.figures if with_pay else card.figures[:2],
        "with_pay": with_pay,
    }
