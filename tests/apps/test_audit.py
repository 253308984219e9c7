# SPDX-License-Identifier: EUPL-1.2
"""The trail: written once, never changed, newest first."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from overstap.apps.audit.actions import record
from overstap.apps.audit.enums import What
from overstap.apps.audit.models import Event
from overstap.apps.audit.queries import latest

pytestmark = pytest.mark.django_db


def refused_by(error: IntegrityError) -> str:
    return str(error.__cause__.diag.constraint_name)


def test_an_event_cannot_be_changed() -> None:
    event = record(what=What.PACK_IMPORTED, subject="made", by="terminal", counts={"added": 3})
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Event.objects.filter(pk=event.pk).update(by="system")
    assert refused_by(refused.value) == "event_is_never_changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    assert latest()[0].by == "terminal"


def test_an_event_cannot_be_deleted_also_not_in_plain_sql() -> None:
    record(what=What.PACK_IMPORTED, subject="made", by="terminal")
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")
    assert refused_by(refused.value) == "event_is_never_changed"
    assert len(latest()) == 1


def test_the_trail_cannot_be_emptied() -> None:
    record(what=What.PACK_IMPORTED, subject="made", by="terminal")
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_event")
    assert refused_by(refused.value) == "event_is_never_changed"
    assert len(latest()) == 1


def test_an_event_says_when_what_and_by_which_role() -> None:
    before = timezone.now()
    record(what=What.SKILL_ADDED, subject="haken-1", by="account:0b7e", counts={"demands": 2})
    (event,) = latest()
    assert (event.what, event.subject, event.by) == ("skill.added", "haken-1", "account:0b7e")
    assert event.counts == {"demands": 2}
    assert abs((event.at - before).total_seconds()) < 60


def test_the_newest_comes_first_and_can_be_narrowed() -> None:
    for subject in ("a", "b", "c"):
        record(what=What.SKILL_ADDED, subject=subject, by="terminal")
    record(what=What.OPENING_ADDED, subject="d", by="terminal")
    assert [event.subject for event in latest(limit=2)] == ["d", "c"]
    assert [event.subject for event in latest(what=What.SKILL_ADDED)] == ["c", "b", "a"]
    assert [event.what for event in latest(subject="d")] == ["opening.added"]


@pytest.mark.parametrize("by", ["terminal", "system:run", "account:12", "account:0b7e12aa-00ff", "setup"])
def test_roles_and_numbers_may_sign(by: str) -> None:
    assert record(what=What.SKILL_ADDED, subject="a", by=by).pk
