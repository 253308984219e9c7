# SPDX-License-Identifier: EUPL-1.2
"""The values of a course's fields."""

from enum import StrEnum


class CourseRole(StrEnum):
    """What a skill is to a course."""

    TEACHES = "teaches"
    REQUIRES = "requires"


class TimeOfDay(StrEnum):
    """When or how a course is given; `work`: while working."""

    DAY = "day"
    EVENING = "evening"
    WEEKEND = "weekend"
    ONLINE = "online"
    WORK = "work"
