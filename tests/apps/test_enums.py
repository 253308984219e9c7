# SPDX-License-Identifier: EUPL-1.2
"""The values that the database takes are those of the pack format and of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import pytest

from overstap.apps.funds import enums as funds
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.passports import enums as passports
from overstap.apps.people import enums as people
from overstap.apps.region.enums import SourceKind
from overstap.apps.taxonomy.enums import Importance, Outlook, Relation, SkillKind
from overstap.apps.training.enums import CourseRole, TimeOfDay
from overstap.engine.pack import schema


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (OpeningKind, schema.OPENING_KINDS),
        (people.OpeningKind, schema.OPENING_KINDS),
        (people.Evidence, schema.EVIDENCE),
        (passports.OpeningKind, schema.OPENING_KINDS),
        (passports.Evidence, schema.EVIDENCE),
        (OrganisationKind, schema.ORGANISATION_KINDS),
        (SourceKind, schema.SOURCE_KINDS),
        (SkillKind, schema.SKILL_KINDS),
        (Importance, schema.IMPORTANCE),
        ([outlook for outlook in Outlook if outlook], schema.OUTLOOKS),
        (TimeOfDay, schema.TIMES_OF_DAY),
        (Relation, ("broader", "related")),
        (CourseRole, ("teaches", "requires")),
        (funds.Outlook, schema.OUTLOOKS),
        (funds.Beneficiary, schema.BENEFICIARIES),
        (funds.PaidPer, schema.PAID_PER),
        (funds.Situation, schema.SITUATIONS),
    ],
)
def test_values_agree(ours: Iterable[StrEnum], theirs: tuple[str, ...]) -> None:
    assert [str(value) for value in ours] == list(theirs)
