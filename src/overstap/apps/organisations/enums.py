# SPDX-License-Identifier: EUPL-1.2
"""The values of an organisation's fields."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What part an organisation plays in the region."""

    EMPLOYER = "employer"
    SCHOOL = "school"
    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    FUND = "fund"
    BROKER = "broker"
