# SPDX-License-Identifier: EUPL-1.2
"""What somebody answered while finding out what they want: in their session only, and gone with one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy

from overstap.apps.passports.enums import Circumstance
from overstap.bridge.lent_trips import ORIENTATION
from overstap.engine.orientation.cards import Sorted
from overstap.engine.orientation.items import ITEMS, MOST
from overstap.engine.orientation.profile import Profile, profile_of


class Value(StrEnum):
    """What somebody finds important in work."""

    USE = "use"
    TEAM = "team"
    ALONE = "alone"
    FREE = "free"
    CLEAR = "clear"
    LEARNING = "learning"
    SECURE = "secure"
    MOVING = "moving"
    CALM = "calm"
    VARIED = "varied"


VALUES: Mapping[Value, tuple[Any, Any]] = {
    Value.USE: (
        gettext_lazy("to be of use to others"),
        gettext_lazy("Who is helped by this work, and do you see that?"),
    ),
    Value.TEAM: (
        gettext_lazy("nice colleagues"),
        gettext_lazy("With how many people would I work, and how do you meet?"),
    ),
    Value.ALONE: (gettext_lazy("to work by myself"), gettext_lazy("How much of the day does one work alone?")),
    Value.FREE: (gettext_lazy("to decide how I do it"), gettext_lazy("What may I decide myself?")),
    Value.CLEAR: (
        gettext_lazy("to know what is expected"),
        gettext_lazy("Who says what is to be done, and how?"),
    ),
    Value.LEARNING: (
        gettext_lazy("to go on learning"),
        gettext_lazy("Which courses did people here follow last year?"),
    ),
    Value.SECURE: (
        gettext_lazy("a secure contract"),
        gettext_lazy("Which contract do people have after a year?"),
    ),
    Value.MOVING: (
        gettext_lazy("to be on my feet"),
        gettext_lazy("How much of the day does one sit, stand and walk?"),
    ),
    Value.CALM: (gettext_lazy("no rush"), gettext_lazy("When is it busy, and what happens then?")),
    Value.VARIED: (
        gettext_lazy("variety"),
        gettext_lazy("What did somebody in this work do yesterday, hour by hour?"),
    ),
}
"""Value -> what it is called, and the question to ask at a place of work. Nothing is ranked by it."""


@dataclass
class Orientation:
    """Answers to the questions, the piles of the cards, and what is wished."""

    answers: dict[str, int] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    circumstances: list[str] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.answers or self.cards or self.values or self.circumstances)

    def profile(self) -> Profile:
        """The interests."""
        return profile_of(self.answers)

    def sorted_cards(self) -> dict[str, Sorted]:
        """The cards by their pile."""
        return {skill: Sorted(pile) for skill, pile in self.cards.items()}


def read_orientation(session: SessionBase, skills: Mapping[str, Any]) -> Orientation:
    """What is in a session, without what is no question, pile or skill any more."""
    kept = session.get(ORIENTATION)
    told = kept if isinstance(kept, dict) else {}
    items, piles = {item.id for item in ITEMS}, set(Sorted)
    return Orientation(
        answers={id_: n for id_, n in told.get("answers", {}).items() if id_ in items and n in range(MOST + 1)},
        cards={id_: pile for id_, pile in told.get("cards", {}).items() if id_ in skills and pile in piles},
        values=[one for one in told.get("values", []) if one in set(Value)],
        circumstances=[one for one in told.get("circumstances", []) if one in set(Circumstance)],
    )


def write_orientation(session: SessionBase, told: Orientation) -> None:
    """Keeps it in the session."""
    session[ORIENTATION] = asdict(told)


def throw_away(session: SessionBase) -> None:
    """Forgets all of it."""
    session.pop(ORIENTATION, None)
