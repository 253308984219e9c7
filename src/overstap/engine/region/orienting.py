# SPDX-License-Identifier: EUPL-1.2
"""What orientation needs of a region: the interests of its occupations, and what they ask, as cards."""

from __future__ import annotations

from collections.abc import Mapping

from overstap.engine.matching.model import WEIGHT
from overstap.engine.orientation.cards import Sorted, choose_cards
from overstap.engine.orientation.interests import OccupationInterests, interests_of
from overstap.engine.orientation.profile import Profile
from overstap.engine.orientation.suggesting import Suggestion, suggest
from overstap.engine.region.region import Region
from overstap.engine.skills.taxonomy import SkillKind

CARD_KINDS = (SkillKind.SKILL, SkillKind.KNOWLEDGE)
"""What can be a card: nobody sorts their own character, or a language."""
LOOKED_AT = 40
"""Cards are chosen to tell these apart: the work that goes best with what is known so far."""


def interests_in(region: Region) -> Mapping[str, OccupationInterests | None]:
    """Occupation -> the interests of its ISCO group; none where nothing is known."""
    return {row.id: interests_of(row.isco) for row in region.records.occupations.values()}


def asked_in(region: Region) -> Mapping[str, Mapping[str, float]]:
    """Occupation -> the skills it asks that can be a card, with their weight."""
    index, skills = region.taxonomy.skill_index, region.taxonomy.skills
    return {
        row.id: {
            one.skill: WEIGHT[one.importance]
            for one in row.demands
            if one.skill in index and skills[index[one.skill]].kind in CARD_KINDS
        }
        for row in region.records.occupations.values()
    }


def suggest_in(region: Region, profile: Profile, cards: Mapping[str, Sorted]) -> tuple[Suggestion, ...]:
    """The occupations of a region, the ones that go best with interests and cards first."""
    return suggest(profile, interests_in(region), asked=asked_in(region), cards=cards)


def next_cards(region: Region, profile: Profile, cards: Mapping[str, Sorted], count: int) -> tuple[str, ...]:
    """The cards to sort next: those that tell the work apart that goes best with what is known so far."""
    asked = asked_in(region)
    best = [one.occupation for one in suggest_in(region, profile, cards)[:LOOKED_AT]] or list(asked)
    return choose_cards({one: asked[one] for one in best}, count, without=cards)
