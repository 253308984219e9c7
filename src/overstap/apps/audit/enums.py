# SPDX-License-Identifier: EUPL-1.2
"""What can have been done."""

from enum import StrEnum


class What(StrEnum):
    """The deeds the trail knows: thing and past participle."""

    PACK_IMPORTED = "pack.imported"
    PACK_EXPORTED = "pack.exported"
    TAXONOMY_IMPORTED = "taxonomy.imported"
    SKILL_ADDED = "skill.added"
    OCCUPATION_ADDED = "occupation.added"
    ORGANISATION_ADDED = "organisation.added"
    OPENING_ADDED = "opening.added"
    OPENING_CLOSED = "opening.closed"
    COURSE_ADDED = "course.added"
    EDITION_ADDED = "edition.added"
    JOURNEY_SHARED = "journey.shared"
    JOURNEY_WITHDRAWN = "journey.withdrawn"
    JOURNEYS_EXPIRED = "journeys.expired"
