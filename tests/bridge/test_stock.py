# SPDX-License-Identifier: EUPL-1.2
"""Openings that stay in the database: the same answers as in memory, and alive."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import overstap
from overstap.apps.openings import actions, queries
from overstap.apps.openings.actions import NewOpening, add_opening, close_opening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import Opening, OpeningChange
from overstap.bridge import region as bridge
from overstap.bridge.region import forget_region, reload_region
from overstap.bridge.region_import import import_pack
from overstap.bridge.stock.following import Follower
from overstap.bridge.stock.stored import MOST, StoredStock
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Evidence, HeldSkill, Passport, Wishes
from overstap.engine.region.region import Region
from overstap.engine.region.stock import Asked
from tests.made_pack import made_pack, without

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"
TODAY = date(2026, 12, 1)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bridge, "indexes_folder", lambda: tmp_path / "openings")
    forget_region()
    yield
    forget_region()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Region:
    """The made pack, its openings in the database."""
    monkeypatch.setenv("OVERSTAP_STOCK_FROM", "0")
    import_pack(made_pack(), by="terminal")
    return reload_region()


def follower_of(region: Region) -> Follower:
    assert isinstance(region.stock, StoredStock)
    return region.stock.follower


def another_opening(**changes: object) -> NewOpening:
    """An opening like those of the made pack."""
    row = Opening.objects.order_by("pk").first()
    assert row is not None
    demands = {demand.skill_id: demand.importance for demand in row.demands.all()}
    said = {
        "kind": OpeningKind(row.kind),
        "organisation": row.organisation_id,
        "occupation": row.occupation_id,
        "place": row.place_id,
        "title": {"nl": "Nieuw", "en": "New"},
        "text": "Nieuw",
        "language": "nl",
        "hours_low": 20,
        "hours_high": 32,
        "demands": demands,
        **changes,
    }
    return NewOpening(**said)  # type: ignore[arg-type]


def everybody(region: Region) -> list[tuple[Passport, Wishes]]:
    """The example people, some with evidence that others stand for."""
    random = np.random.default_rng(3)
    people = []
    for person in region.records.people.values():
        passport = region.passport_of(person)
        skills = tuple(
            HeldSkill(one.skill, Evidence.ASSESSED if random.random() < 0.3 else one.evidence)
            for one in passport.skills
        )
        people.append((Passport(skills, passport.certificates), region.wishes_of(person)))
    return people


# --- the same answers -----------------------------------------------------------------------------


def test_it_finds_and_explains_what_the_region_in_memory_does(monkeypatch):
    import_pack(SHIPPED, by="terminal")
    in_memory = reload_region()
    forget_region()
    monkeypatch.setenv("OVERSTAP_STOCK_FROM", "100")
    stored = reload_region()
    assert isinstance(stored.stock, StoredStock)
    assert len(stored.stock) == len(in_memory.stock)
    for passport, wishes in everybody(in_memory):
        limits = Filters(position=wishes.position, distance=20, hours_low=wishes.hours_low, today=TODAY)
        for filters in (Filters(today=TODAY), limits):
            expected = in_memory.match(passport, wishes, today=TODAY, filters=filters, top=25)
            found = stored.match(passport, wishes, today=TODAY, filters=filters, top=25)
            assert found == expected
            assert stored.stock.find(passport, wishes, filters, 9) == in_memory.stock.find(
                passport, wishes, filters, 9
            )
            assert stored.stock.count(filters) == in_memory.stock.count(filters)


def test_what_the_pages_list_is_the_same_too(monkeypatch):
    import_pack(SHIPPED, by="terminal")
    in_memory = reload_region()
    forget_region()
    monkeypatch.setenv("OVERSTAP_STOCK_FROM", "100")
    stored = reload_region()
    assert stored.stock.by_occupation() == in_memory.stock.by_occupation()
    assert stored.stock.by_skill() == in_memory.stock.by_skill()
    for course in list(in_memory.records.courses.values())[:40]:
        taught = list(course.teaches)
        assert stored.stock.asking(taught, 500).count == in_memory.stock.asking(taught, 500).count
        assert set(stored.stock.asking(taught, 500).ids) == set(in_memory.stock.asking(taught, 500).ids)
    occupation = max(in_memory.stock.by_occupation().items(), key=lambda pair: pair[1])[0]
    listed = Asked(today=TODAY, language="nl", occupations=frozenset([occupation]))
    assert {row.id for row in stored.stock.listed(listed)[:500]} == {
        row.id for row in in_memory.stock.listed(listed)
    }
    assert dict(stored.records.openings) == dict(in_memory.records.openings)
    with pytest.raises(KeyError):
        stored.records.openings["no such opening"]


def test_a_group_has_a_limit_and_says_so(small):
    held = Passport(tuple(HeldSkill(skill.id) for skill in small.taxonomy.skills[:2]))
    assert small.match(held, today=TODAY).limit == MOST
    assert small.match(held, today=TODAY, top=3).limit == 3


def test_showing_matches_reads_rows_together(small):
    held = Passport(tuple(HeldSkill(skill.id) for skill in small.taxonomy.skills[:2]))
    for _ in range(5):
        add_opening(opening=another_opening(), by="system:test")
    follower_of(small).round()
    with CaptureQueriesContext(connection) as asked:
        found = small.match(held, today=TODAY)
        rows = [small.records.openings[match.opening] for match in found.all()]
    assert len(rows) >= 5
    assert len(asked) == 2


# --- alive ----------------------------------------------------------------------------------------


def test_an_opening_is_found_after_one_round_and_gone_after_it_is_removed(small):
    follower = follower_of(small)
    before = len(small.stock)
    opening = add_opening(opening=another_opening(), by="system:test")
    assert follower.round()
    assert len(small.stock) == before + 1
    assert opening.pk in small.records.openings
    held = Passport(tuple(HeldSkill(demand.skill_id) for demand in opening.demands.all()))
    assert opening.pk in {match.opening for match in small.match(held, today=TODAY).all()}
    opening.demands.all().delete()
    opening.delete()
    assert follower.round()
    assert len(small.stock) == before
    assert opening.pk not in small.records.openings


def test_a_change_to_what_is_asked_alone_is_seen(small):
    opening = add_opening(opening=another_opening(), by="system:test")
    follower_of(small).round()
    held = Passport(tuple(HeldSkill(demand.skill_id) for demand in opening.demands.all()))
    assert _coverage(small, held, opening.pk) == 1.0
    skill = next(one.id for one in small.taxonomy.skills if one.id not in {s.skill for s in held.skills})
    opening.demands.create(skill_id=skill, importance="must", position=9)
    assert follower_of(small).round()
    assert 0.0 < _coverage(small, held, opening.pk) < 1.0


def _coverage(region: Region, held: Passport, opening: str) -> float:
    found = region.stock.find(held, Wishes(), Filters(today=TODAY), 50)
    return next(hit.claimed for group in found.values() for hit in group if hit.opening == opening)


def test_closing_takes_it_from_who_asks_for_what_is_open(small):
    opening = add_opening(opening=another_opening(), by="system:test")
    follower_of(small).round()
    open_then = small.stock.count(Filters(today=TODAY))
    close_opening(opening=opening.pk, on=date(2026, 11, 30), by="system:test")
    follower_of(small).round()
    assert small.stock.count(Filters(today=TODAY)) == open_then - 1


def test_a_round_without_changes_writes_nothing(small):
    follower_of(small).round()
    generation = follower_of(small).segments.generation
    assert not follower_of(small).round()
    assert follower_of(small).segments.generation == generation


def test_what_is_rolled_back_was_never_there(small):
    before = len(small.stock)
    with transaction.atomic():
        add_opening(opening=another_opening(), by="system:test")
        transaction.set_rollback(True)
    follower_of(small).round()
    assert len(small.stock) == before


def test_a_transaction_that_ends_later_than_it_began_is_not_missed(small):
    """The trap of any counter: a number given out before another may become visible after it."""
    follower = follower_of(small)
    first = another_opening()
    begun, may_end = threading.Event(), threading.Event()
    added: list[str] = []

    def slow() -> None:
        with transaction.atomic():
            added.append(Opening.objects.create(id="slow", **_columns(first)).pk)
            begun.set()
            may_end.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(30)
    Opening.objects.create(id="quick", **_columns(first))  # a later transaction that ends sooner
    follower.round()
    assert "quick" in small.records.openings
    assert "slow" not in small.records.openings
    may_end.set()
    thread.join()
    follower.round()
    assert len(follower.segments) == Opening.objects.count()
    assert "slow" in small.records.openings


def _columns(opening: NewOpening) -> dict[str, object]:
    return {
        "kind": str(opening.kind),
        "organisation_id": opening.organisation,
        "occupation_id": opening.occupation,
        "place_id": opening.place,
        "title": dict(opening.title),
        "text": "",
        "language": "nl",
        "hours_low": 20,
        "hours_high": 32,
    }


def test_withdrawn_by_its_pack_it_is_found_no_more(small):
    gone = next(iter(small.records.openings))
    pack = without(without(made_pack(), "opening_skills", opening=gone), "openings", id=gone)
    import_pack(pack, by="terminal")
    follower_of(small).round()
    assert gone not in small.records.openings
    assert len(small.stock) == len(pack.table("openings"))


def test_when_everything_may_have_changed_it_is_made_anew(small):
    follower = follower_of(small)
    files = {file.name for file in follower.place.folder.glob("*.openings")}
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO openings_openingchange (opening) VALUES ('')")
    assert follower.round()
    assert not files & {file.name for file in follower.place.folder.glob("*.openings")}
    assert len(follower.segments) == Opening.objects.count()


def test_an_index_that_was_left_alone_for_longer_than_changes_are_kept_is_made_anew(small, monkeypatch):
    follower = follower_of(small)
    follower.open()
    add_opening(opening=another_opening(), by="system:test")
    OpeningChange.objects.update(at="2020-01-01T00:00:00Z")
    removed = actions.forget_old_changes()
    assert removed >= 1
    assert OpeningChange.objects.filter(opening="").count() == 1  # the last of everything is a mark: it stays
    assert not follower.round()  # what was not seen in time is lost to a round ...
    monkeypatch.setattr("overstap.bridge.stock.following._TOO_OLD", -actions.KEPT_FOR)
    monkeypatch.setattr("overstap.bridge.stock.following._RENEWED", -actions.KEPT_FOR)
    follower.round()  # ... which is why an old index does not trust rounds
    assert len(follower.segments) == Opening.objects.count()


def test_many_changes_make_few_segments(small):
    follower = follower_of(small)
    for _ in range(12):
        add_opening(opening=another_opening(), by="system:test")
        follower.round()
    assert len(follower.segments.parts) <= 2
    assert len(follower.segments) == Opening.objects.count()


def test_the_database_notes_changes_whoever_writes_them(small):
    moment = queries.this_moment()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE openings_opening SET places = places + 1")
    assert set(queries.changes_since(moment)) == set(small.records.openings)
    moment = queries.this_moment()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE openings_openingskill")
    assert queries.changes_since(moment) == []
    assert queries.this_moment().everything != moment.everything


# --- several processes ----------------------------------------------------------------------------


def test_two_processes_share_the_files_and_one_of_them_writes(small):
    mine = follower_of(small)
    other = Follower(mine.place)
    other.open()
    add_opening(opening=another_opening(), by="system:test")
    other.round()
    mine.round()
    assert mine.segments.generation == other.segments.generation
    assert len(mine.segments) == len(other.segments) == Opening.objects.count()


def test_killed_in_the_middle_of_writing_the_index_stays_usable(small, tmp_path):
    """A real process that does nothing but rounds is killed again and again; another goes on."""
    follower = follower_of(small)
    ready = tmp_path / "ready"
    for _ in range(4):
        ready.unlink(missing_ok=True)
        pid = _fork(lambda: _rounds_for_ever(follower, ready))
        _wait_for(ready.exists)
        add_opening(opening=another_opening(), by="system:test")
        time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        follower.round()
        assert len(follower.segments) == Opening.objects.count()
    assert len(Follower(follower.place).open()) == Opening.objects.count()


def _fork(work: Callable[[], None]) -> int:
    process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    connection.close()
    process.start()
    assert process.pid is not None
    return process.pid


def _rounds_for_ever(follower: Follower, ready: Path) -> None:
    connection.close()
    ready.touch()
    while True:
        follower.round()


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_the_thread_takes_changes_in_by_itself_and_outlives_a_broken_connection(small):
    bridge.open_for_visitors()
    opening = add_opening(opening=another_opening(), by="system:test")
    _wait_for(lambda: opening.pk in small.records.openings)
    with psycopg.connect(
        **connection.get_connection_params() | {"cursor_factory": None}, autocommit=True
    ) as away:
        away.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
    another = add_opening(opening=another_opening(), by="system:test")
    _wait_for(lambda: another.pk in small.records.openings)
