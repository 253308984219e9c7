# SPDX-License-Identifier: EUPL-1.2
"""Reports: found by their code alone, the safe way read by one person alone, gone in time, in no log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit import actions as audit
from overstap.apps.audit.models import Event
from overstap.apps.organisations.members import add_member
from overstap.apps.reports import actions, queries
from overstap.apps.reports.enums import KEPT_FOR, Kind, Side, Teller
from overstap.apps.reports.models import Report, Word
from overstap.bridge.region_import import import_pack
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

BY = "visitor"
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
SCHOOL = "roc"
SECRET = "It was about my belief."


def member(name: str, role: Role) -> Any:
    account = create_account(email=f"{name}@example.org", by=BY)
    return add_member(organisation=SCHOOL, account=account.pk, role=role, owner=False, by=BY)


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    import_pack(made_pack(), by=BY)
    found = {"coordinator": member("cor", Role.SCHOOL), "vera": member("vera", Role.COACH)}
    actions.name_trusted(organisation=SCHOOL, membership=found["vera"].pk, name="Vera", by=BY)
    return found


def tell(kind: Kind, *, safe: bool = False) -> tuple[Report, str]:
    about = {"organisation": SCHOOL, "teller": Teller.STUDENT, "now": NOW, "by": BY}
    return actions.tell(kind=kind, safe=safe, text=SECRET, **about)  # type: ignore[arg-type] # as named


def reads(who: Any, report: Report) -> bool:
    account: UUID = who.account_id
    return queries.read_by(account, report.pk) is not None


def test_the_safe_way_is_read_by_the_trusted_person_and_by_nobody_else(people: dict[str, Any]) -> None:
    owner = member("owner", Role.PROVIDER)
    for kind in (Kind.DISCRIMINATION, Kind.UNSAFE):
        report, _code = tell(kind)
        assert report.trusted
        assert [reads(one, report) for one in (people["vera"], people["coordinator"], owner)] == [
            True,
            False,
            False,
        ]
    chosen, _code = tell(Kind.GUIDANCE, safe=True)
    assert not reads(people["coordinator"], chosen)
    open_, _code = tell(Kind.GUIDANCE)
    assert (reads(people["coordinator"], open_), reads(people["vera"], open_)) == (True, False)


def test_a_coordinator_is_not_named_and_who_became_one_reads_no_more(people: dict[str, Any]) -> None:
    with pytest.raises(actions.IsCoordinator):
        actions.name_trusted(organisation=SCHOOL, membership=people["coordinator"].pk, name="Cor", by=BY)
    report, _code = tell(Kind.DISCRIMINATION)
    vera = people["vera"]
    add_member(organisation=SCHOOL, account=vera.account_id, role=Role.SCHOOL, owner=False, by=BY)
    assert not reads(vera, report)


def test_without_a_trusted_person_nothing_is_told_unsafely(people: dict[str, Any]) -> None:
    people["vera"].delete()
    with pytest.raises(actions.NobodyTrusted):
        tell(Kind.DISCRIMINATION)
    assert Report.objects.count() == 0
    tell(Kind.NO_PLACE)


def test_a_code_finds_its_report_and_adding_opens_it_again(people: dict[str, Any]) -> None:
    report, code = tell(Kind.GUIDANCE)
    assert queries.report_of(code.lower()) == report
    assert queries.report_of("") is None
    assert queries.report_of("AAAA-AAAA-AAAA") is None
    actions.close(report=report.pk, by=BY)
    later = {"report": report.pk, "now": NOW + timedelta(days=1), "by": BY}
    actions.add(side=Side.READER, text="We call the firm.", **later)
    assert Report.objects.get().closed
    actions.add(side=Side.TELLER, text="It goes on.", **later)
    assert not Report.objects.get().closed


def test_nothing_of_what_was_told_stands_in_the_trail(people: dict[str, Any]) -> None:
    report, code = tell(Kind.DISCRIMINATION)
    actions.add(report=report.pk, side=Side.TELLER, text=SECRET, now=NOW, by=BY)
    kept = str(list(Event.objects.values()))
    assert SECRET not in kept
    assert code not in kept
    assert "discrimination" not in kept
    assert code not in str(list(Report.objects.values()))


def test_a_report_goes_in_time_or_when_its_teller_removes_it(people: dict[str, Any]) -> None:
    report, _code = tell(Kind.UNSAFE)
    assert actions.remove_old(now=NOW + KEPT_FOR, by=BY) == 0
    assert actions.remove_old(now=NOW + KEPT_FOR + timedelta(seconds=1), by=BY) == 2
    report, _code = tell(Kind.UNSAFE)
    actions.remove(report=report.pk, by=BY)
    assert not Word.objects.exists()


def test_nothing_is_told_when_the_trail_cannot_be_written(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(OSError):
        tell(Kind.NO_PLACE)
    assert Report.objects.count() == 0
