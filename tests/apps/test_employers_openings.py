# SPDX-License-Identifier: EUPL-1.2
"""What an employer writes: from draft to published, filled, expired; what somebody wrote is not lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.permission import may
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.openings import editing, lifecycle, queries
from overstap.apps.openings.editing import ChangedMeanwhile, NotWhole, TooManyTaken
from overstap.apps.openings.enums import MOVES, OpeningStatus
from overstap.apps.openings.lifecycle import NoSuchMove
from overstap.apps.openings.models import Opening
from overstap.apps.organisations import queries as organisations
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.mandates import NoBroker, give_mandate, withdraw_mandate
from overstap.apps.organisations.members import remove_member
from overstap.apps.region.queries import revision
from overstap.bridge.region_export import stored_pack
from overstap.bridge.region_import import import_pack
from overstap.bridge.stock.reading import Terms, read_openings
from tests.apps.employing import BY, TODAY, a_draft, a_member, a_whole, an_organisation_of
from tests.apps.refusing import refusal
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db
TERMS = Terms({"wash": 0, "dutch": 1}, {}, ("aide",), frozenset(), ("",))


@pytest.fixture(autouse=True)
def _region(request: pytest.FixtureRequest) -> None:
    import_pack(made_pack(), by=BY)


@pytest.fixture
def bakery() -> str:
    return an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")


def published(organisation: str, **said: Any) -> Opening:
    row = editing.draft_opening(opening=a_whole(organisation, **said), keeper=None, by=BY)
    return lifecycle.publish_opening(opening=row.pk, version=row.version, today=TODAY, by=BY)


def test_a_draft_may_lack_nearly_everything_and_moves_nothing(bakery: str) -> None:
    before = revision()
    row = editing.draft_opening(opening=a_draft(bakery), keeper=None, by=BY)
    assert (row.status, row.version) == ("draft", 1)
    assert revision() == before
    assert latest(subject=row.pk)[0].what == "opening.drafted"


def test_only_what_is_published_is_matched_exported_and_listed(bakery: str) -> None:
    row = editing.draft_opening(opening=a_whole(bakery), keeper=None, by=BY)

    def seen() -> tuple[bool, ...]:
        carried = stored_pack("made", with_additions=True)
        return (
            row.pk in {one.pk for one in queries.open_on(TODAY)},
            row.pk in {one["id"] for one in carried.tables["openings"]},
            row.pk in {one["opening"] for one in carried.tables["opening_skills"]},
            row.pk.encode() in read_openings(TERMS).ids.tolist(),
            bool(queries.in_brief([row.pk], origins=("",))),
            queries.how_many(origins=("",)) == 1,
        )

    assert not any(seen())
    before = revision()
    row = lifecycle.publish_opening(opening=row.pk, version=row.version, today=TODAY, by=BY)
    assert all(seen())
    assert revision() == before + 1
    lifecycle.take_back(opening=row.pk, version=row.version, by=BY)
    assert not any(seen())


def test_what_is_not_whole_is_not_published(bakery: str) -> None:
    row = editing.draft_opening(opening=a_draft(bakery, title={"nl": " "}), keeper=None, by=BY)
    with pytest.raises(NotWhole) as refused:
        lifecycle.publish_opening(opening=row.pk, version=1, today=TODAY, by=BY)
    assert refused.value.lacks == ("title", "occupation", "place", "hours", "demands", "closes_on")
    row.refresh_from_db()
    assert (row.status, row.version) == ("draft", 1)


@pytest.mark.parametrize("days", [-1, 184])
def test_it_closes_within_half_a_year(bakery: str, days: int) -> None:
    with pytest.raises(NotWhole) as refused:
        published(bakery, closes_on=TODAY + timedelta(days=days))
    assert refused.value.lacks == ("closes_on",)


def test_every_move_that_is_not_allowed_is_refused_by_the_database_itself(bakery: str) -> None:
    for before in OpeningStatus:
        for after in OpeningStatus:
            taken = 1 if OpeningStatus.FILLED in (before, after) else 0
            row = Opening.objects.create(
                id=f"{before}-{after}",
                organisation_id=bakery,
                status=str(before),
                taken=1 if before is OpeningStatus.FILLED else 0,
                **a_whole(bakery).columns(),
            )
            change = {"status": str(after), "taken": taken if after is OpeningStatus.FILLED else 0}
            rows = Opening.objects.filter(pk=row.pk)
            if after in MOVES[before] or before is after:
                assert rows.update(**change) == 1, change
            else:
                refused, _ = refusal(lambda rows=rows, change=change: rows.update(**change))
                assert refused == "opening_status_goes_its_way", change


def test_with_its_last_place_it_is_filled_and_comes_back_when_one_is_free_again(bakery: str) -> None:
    row = published(bakery, places=2)
    row = lifecycle.take_places(opening=row.pk, taken=1, version=row.version, by=BY)
    assert row.status == "published"
    row = lifecycle.take_places(opening=row.pk, taken=2, version=row.version, by=BY)
    assert row.status == "filled"
    assert queries.open_on(TODAY, organisation=bakery) == ()
    with pytest.raises(NoSuchMove):
        lifecycle.take_places(
            opening=editing.draft_opening(opening=a_draft(bakery), keeper=None, by=BY).pk,
            taken=1,
            version=None,
            by=BY,
        )
    with pytest.raises(TooManyTaken):
        lifecycle.take_places(opening=row.pk, taken=3, version=row.version, by=BY)
    row = editing.change_opening(
        opening=row.pk, version=row.version, said=a_whole(bakery, places=3), today=TODAY, by=BY
    )
    assert row.status == "published"
    with pytest.raises(TooManyTaken):
        editing.change_opening(
            opening=row.pk, version=row.version, said=a_whole(bakery, places=1), today=TODAY, by=BY
        )


def test_what_has_closed_expires_by_itself_and_is_published_again_with_another_day(bakery: str) -> None:
    row, later = published(bakery), published(bakery, closes_on=TODAY + timedelta(days=60))
    closed = TODAY + timedelta(days=31)
    assert lifecycle.expire_due(today=closed - timedelta(days=1), by="system:worker") == 0
    assert lifecycle.expire_due(today=closed, by="system:worker") == 1
    row.refresh_from_db()
    later.refresh_from_db()
    assert (row.status, row.version, later.status) == ("expired", 3, "published")
    with pytest.raises(NotWhole):
        lifecycle.publish_opening(opening=row.pk, version=row.version, today=closed, by=BY)
    said = a_whole(bakery, closes_on=closed + timedelta(days=14))
    row = editing.change_opening(opening=row.pk, version=row.version, said=said, today=closed, by=BY)
    assert row.status == "expired"
    assert (
        lifecycle.publish_opening(opening=row.pk, version=row.version, today=closed, by=BY).status
        == "published"
    )


def test_who_changes_what_they_did_not_see_is_told_and_changes_nothing(bakery: str) -> None:
    row = editing.draft_opening(opening=a_whole(bakery), keeper=None, by=BY)
    editing.change_opening(opening=row.pk, version=1, said=a_whole(bakery, places=5), today=TODAY, by=BY)
    for late in (
        lambda: editing.change_opening(opening=row.pk, version=1, said=a_whole(bakery), today=TODAY, by=BY),
        lambda: lifecycle.publish_opening(opening=row.pk, version=1, today=TODAY, by=BY),
        lambda: editing.remove_draft(opening=row.pk, version=1, by=BY),
    ):
        with pytest.raises(ChangedMeanwhile):
            late()
    row.refresh_from_db()
    assert (row.places, row.version, row.status) == (5, 2, "draft")


def test_what_a_source_has_is_not_changed_here() -> None:
    (row,) = Opening.objects.filter(origin="made")[:1]
    with pytest.raises(Opening.DoesNotExist):
        editing.change_opening(opening=row.pk, version=1, said=a_whole(row.organisation_id), today=TODAY, by=BY)


def test_only_a_draft_is_thrown_away(bakery: str) -> None:
    row = published(bakery)
    with pytest.raises(Opening.DoesNotExist):
        editing.remove_draft(opening=row.pk, version=row.version, by=BY)
    row = lifecycle.take_back(opening=row.pk, version=row.version, by=BY)
    editing.remove_draft(opening=row.pk, version=row.version, by=BY)
    assert queries.opening_of(row.pk) is None


def test_without_its_event_nothing_is_written(bakery: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = editing.draft_opening(opening=a_whole(bakery), keeper=None, by=BY)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lifecycle.publish_opening(opening=row.pk, version=1, today=TODAY, by=BY)
    row.refresh_from_db()
    assert row.status == "draft"


def test_each_closing_day_is_reminded_of_once(bakery: str) -> None:
    soon = TODAY + timedelta(days=5)
    row = published(bakery, closes_on=soon)
    published(bakery, closes_on=TODAY + timedelta(days=20))
    assert [one.pk for one in queries.closing_soon(TODAY)] == [row.pk]
    assert lifecycle.note_reminded(opening=row.pk, closes_on=soon, by="system:worker")
    assert not lifecycle.note_reminded(opening=row.pk, closes_on=soon, by="system:worker")
    assert queries.closing_soon(TODAY) == ()


# --- who may ------------------------------------------------------------------------------------------


def test_a_firm_lets_a_broker_at_its_desk_and_nowhere_else(bakery: str) -> None:
    brokers = an_organisation_of(OrganisationKind.BROKER, "Brokers")
    broker = a_member(brokers, "broker", Role.BROKER).account
    row = editing.draft_opening(opening=a_draft(bakery), keeper=None, by=BY)
    firm = organisations.organisation(bakery)
    desk = organisations.desk_of(bakery)
    assert not may(broker, Act.MANAGE_OPENINGS, row)
    mandate = give_mandate(firm=bakery, broker=brokers, by=BY)
    assert give_mandate(firm=bakery, broker=brokers, by=BY).pk == mandate.pk
    assert may(broker, Act.MANAGE_OPENINGS, row)
    assert may(broker, Act.MANAGE_OPENINGS, desk)
    assert [one.pk for one in organisations.desks_of(broker.pk)] == [bakery, brokers]
    for act in (Act.SEE_SHARED, Act.SEE_ORGANISATION, Act.ENDORSE, Act.MANAGE_MEMBERS):
        assert not may(broker, act, firm), act
    assert withdraw_mandate(mandate=mandate.pk, firm=bakery, by=BY)
    assert not withdraw_mandate(mandate=mandate.pk, firm=bakery, by=BY)
    assert not may(broker, Act.MANAGE_OPENINGS, row)


def test_only_a_brokers_organisation_can_be_let_in(bakery: str) -> None:
    other = an_organisation_of(OrganisationKind.EMPLOYER, "Mill")
    for named in (other, bakery, "nowhere"):
        with pytest.raises(NoBroker):
            give_mandate(firm=bakery, broker=named, by=BY)


def test_another_employer_is_nobody_here(bakery: str) -> None:
    other = an_organisation_of(OrganisationKind.EMPLOYER, "Mill")
    mine, theirs = a_member(bakery, "mine").account, a_member(other, "theirs").account
    row = editing.draft_opening(opening=a_draft(bakery), keeper=None, by=BY)
    assert may(mine, Act.MANAGE_OPENINGS, row)
    assert not may(theirs, Act.MANAGE_OPENINGS, row)


def test_a_keeper_who_leaves_takes_no_opening_along(bakery: str) -> None:
    keeper, _owner = a_member(bakery, "keeper"), a_member(bakery, "owner", owner=True)
    row = editing.draft_opening(opening=a_draft(bakery), keeper=keeper.pk, by=BY)
    remove_member(membership=keeper.pk, organisation=bakery, by=BY)
    assert not hasattr(queries.opening_of(row.pk), "keeper")


# --- two at once --------------------------------------------------------------------------------------


def both_at_once(first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """Does both, each in a connection of its own; what came of them, sorted."""
    together = threading.Barrier(2, timeout=30)

    def done(work: Callable[[], Any]) -> str:
        try:
            together.wait()
            work()
        except Exception as failed:
            return type(failed).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(done, (first, second)))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_or_publish_at_once_one_does_and_one_is_told() -> None:
    bakery = an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")
    row = editing.draft_opening(opening=a_whole(bakery), keeper=None, by=BY)

    def change(places: int) -> None:
        said = a_whole(bakery, places=places, demands={"wash": "nice"} if places == 7 else {"dutch": "must"})
        editing.change_opening(opening=row.pk, version=1, said=said, today=TODAY, by=BY)

    assert both_at_once(lambda: change(7), lambda: change(8)) == ["ChangedMeanwhile", "done"]
    row.refresh_from_db()
    demands = {one.skill_id: one.importance for one in row.demands.order_by("position")}
    assert (row.places, demands) in [(7, {"wash": "nice"}), (8, {"dutch": "must"})]

    def publish() -> None:
        lifecycle.publish_opening(opening=row.pk, version=2, today=TODAY, by=BY)

    assert both_at_once(publish, publish) == ["ChangedMeanwhile", "done"]
    assert len(latest(what="opening.published", subject=row.pk)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_that_the_last_place_is_taken_it_is_taken_once() -> None:
    bakery = an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")
    row = published(bakery)

    def take() -> None:
        lifecycle.take_places(opening=row.pk, taken=1, version=row.version, by=BY)

    assert both_at_once(take, take) == ["ChangedMeanwhile", "done"]
    row.refresh_from_db()
    assert (row.status, row.taken) == ("filled", 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_reference_comes_in_once() -> None:
    bakery = an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")

    def add() -> None:
        editing.draft_opening(opening=a_draft(bakery, reference="B-7"), keeper=None, by=BY)

    assert both_at_once(add, add) == ["IntegrityError", "done"]
    assert Opening.objects.filter(reference="B-7").count() == 1


def test_what_was_written_is_read_back(bakery: str) -> None:
    row = editing.draft_opening(opening=a_whole(bakery), keeper=None, by=BY)
    assert editing.as_said(row) == a_whole(bakery)
