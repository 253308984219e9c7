# SPDX-License-Identifier: EUPL-1.2
"""For who does not know yet: interests by a short questionnaire, skills as cards, and work that goes with both.

See docs/methods/orientation.md for the formulas, where they come from, and what about it is not validated.
"""

from overstap.engine.orientation.answers import Answers, read_answers
from overstap.engine.orientation.cards import Sorted, choose_cards
from overstap.engine.orientation.interests import interests_of
from overstap.engine.orientation.items import ITEMS, Item, Letter
from overstap.engine.orientation.profile import Profile, profile_of
from overstap.engine.orientation.suggesting import Suggestion, suggest

__all__ = [
    "ITEMS",
    "Answers",
    "Item",
    "Letter",
    "Profile",
    "Sorted",
    "Suggestion",
    "choose_cards",
    "interests_of",
    "profile_of",
    "read_answers",
    "suggest",
]
