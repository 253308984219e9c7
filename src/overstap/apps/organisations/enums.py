# SPDX-License-Identifier: EUPL-1.2
"""The values of an organisation's fields, and how long an invitation stands."""

from datetime import timedelta
from enum import StrEnum

from overstap.apps.accounts.enums import Role

INVITED_FOR = timedelta(days=14)
"""An invitation that nobody answered is gone after this."""


class OrganisationKind(StrEnum):
    """What part an organisation plays in the region."""

    EMPLOYER = "employer"
    SCHOOL = "school"
    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    FUND = "fund"
    BROKER = "broker"


USUAL_ROLE = {kind: Role(kind) for kind in OrganisationKind}
"""What somebody who is asked to join usually does there."""
