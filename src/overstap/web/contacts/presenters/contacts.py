# SPDX-License-Identifier: EUPL-1.2
"""Contacts as either side reads them."""

from __future__ import annotations

from typing import Any

from overstap.apps.contacts.enums import Side, State
from overstap.bridge.candidates import both_scores
from overstap.web import words
from overstap.web.contacts.words import TAGS, reason_said, standing, waits_for
from overstap.web.employers.presenters.candidates import name_of, wish_bar, work_bar
from overstap.web.planner.presenters.matches import WishLine, demand_lines
from overstap.web.templatetags.overstap import said


def contact_row(contact: Any, side: Side) -> dict[str, Any]:
    """What a list and a page say of a contact, to one side."""
    shown = contact.names_are_open and contact.name
    return {
        "row": contact,
        "title": said(contact.candidate.opening.title),
        "who": (shown or name_of(contact.candidate_id))
        if side is Side.ORGANISATION
        else contact.organisation.name,
        "standing": standing(contact, side),
        "reason": reason_said(contact, side),
        "tag": TAGS[State(contact.state)],
        "is_open": contact.state != State.CLOSED,
        "my_turn": waits_for(contact, side),
    }


def scores_for_person(visit: Any, contact: Any = None, *, match: Any = None) -> dict[str, Any]:
    """Both scores to the person: of a contact, or of a match that was made."""
    if match is None:
        candidate = contact.candidate
        match = both_scores(
            visit.region, candidate.opening_id, candidate.passport, contact.parts, today=visit.today
        )
    return {
        "work": work_bar(match),
        "wish": wish_bar(match),
        "wishes": [WishLine(str(words.WISHES[one.wish]), one.met) for one in match.wish.parts],
        "why": visit.region.explain(match, visit.language),
        "demands": demand_lines(visit.region, match),
    }
