# SPDX-License-Identifier: EUPL-1.2
"""What kind of data a field holds and how long it is kept, stated beside each model.

Every model of these apps has a `privacy` mapping of field name to `Privacy`; a test fails for a field that
is missing from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Sensitivity(StrEnum):
    """Whom the data is about. `SPECIAL`: the special categories of article 9 of the GDPR."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Privacy:
    """How sensitive a field is, and until when it is kept, in words."""

    sensitivity: Sensitivity
    kept: str


PUBLIC = Privacy(Sensitivity.PUBLIC, "as long as its source has it")
"""Facts about work, training and organisations; nothing about a living person."""

TRAIL = Privacy(Sensitivity.PUBLIC, "as long as the database exists")
"""What the system did; who did it stands there as a role or a number, never as a name."""

INVENTED = Privacy(Sensitivity.PUBLIC, "as long as its source has it; describes nobody who exists")


def all_of(privacy: Privacy, *fields: str) -> Mapping[str, Privacy]:
    """The same classification for several fields.

    >>> sorted(all_of(PUBLIC, "id", "label"))
    ['id', 'label']
    """
    return dict.fromkeys(fields, privacy)


def together(*parts: Mapping[str, Privacy]) -> Mapping[str, Privacy]:
    """The classification of all fields of a model, from its parts; it cannot be changed afterwards."""
    return MappingProxyType({field: privacy for part in parts for field, privacy in part.items()})
