# SPDX-License-Identifier: EUPL-1.2
"""The values of the region's fields."""

from enum import StrEnum


class SourceKind(StrEnum):
    """Whether a figure was published by someone, or is an estimate of ours."""

    PUBLISHED = "published"
    ESTIMATE = "estimate"
