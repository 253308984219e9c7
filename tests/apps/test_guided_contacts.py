# SPDX-License-Identifier: EUPL-1.2
"""Contacts with employers in a caseload: only when they are shared, and only where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.contacts import asking
from overstap.apps.guidance import actions
from overstap.apps.guidance.enums import Part
from overstap.apps.guidance.models import Guidance
from overstap.apps.organisations.members import add_member
from overstap.bridge.caseload import Case, caseload, seen_now
from tests.apps.test_contacts import NOW, Desk
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db
SECRET = "Kom je morgen praten?"


def the_case(row: Guidance) -> Case:
    assert row.coach is not None
    account = row.coach.membership.account_id
    (one,), _asked = caseload(account, now=NOW + timedelta(hours=2), today=timezone.localdate(NOW))
    return one


@pytest.mark.parametrize("shared", [True, False])
def test_a_question_of_an_employer_is_seen_only_when_contacts_are_shared(shared: bool) -> None:
    desk = Desk()
    anna = desk.somebody()
    coach = create_account(email="coach@example.org", by=BY)
    member = add_member(organisation=desk.organisation, account=coach.pk, role=Role.COACH, by=BY)
    carla = actions.name_coach(membership=member.pk, account=coach.pk, name="Carla", asked=True, by=BY)
    parts = [Part.SKILLS, *([Part.CONTACTS] if shared else [])]
    agreed = actions.Agreed(parts, NOW + timedelta(days=30))
    told = {"account": anna.passport.account_id, "coach": carla.pk, "agreed": agreed, "now": NOW, "by": BY}
    row = actions.ask(**told)
    actions.answer_request(guidance=row.pk, coach=carla.pk, yes=True, now=NOW, by=BY)
    row.refresh_from_db()
    Guidance.objects.update(seen=dict(seen_now(row)), seen_at=NOW)
    assert the_case(row).questions == 0
    contact = desk.asks(anna, NOW + timedelta(hours=1), SECRET)
    case = the_case(row)
    assert case.questions == int(shared)
    assert case.changed == ((Part.CONTACTS,) if shared else ())
    row.refresh_from_db()
    assert SECRET not in str(row.seen)
    asking.refuse(contact=contact.pk, reason=None, now=NOW + timedelta(hours=1), by=BY)
    assert the_case(row).questions == 0
