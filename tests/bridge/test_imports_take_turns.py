# SPDX-License-Identifier: EUPL-1.2
"""Imports at the same time: one after the other, never half, never double."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from overstap.apps.audit.queries import latest
from overstap.apps.region.queries import revision
from overstap.apps.taxonomy.actions import add_skill
from overstap.apps.turns import take_turn
from overstap.bridge.pack_rows import MODELS
from overstap.bridge.region_export import stored_pack
from overstap.bridge.region_import import ImportReport, import_pack
from tests.made_pack import made_pack, with_change, without

pytestmark = pytest.mark.django_db(transaction=True)

together = threading.Barrier(2, timeout=30)


def in_its_own_connection(work: Callable[[], ImportReport | None]) -> ImportReport | None:
    try:
        return work()
    finally:
        connection.close()


def test_two_imports_of_the_same_pack_add_every_row_once() -> None:
    def work() -> ImportReport:
        together.wait()
        return import_pack(made_pack(), by="terminal")

    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(lambda _: in_its_own_connection(work), range(2)))
    total = sum(map(len, made_pack().tables.values()))
    assert sorted(report.total().added for report in reports) == [0, total]
    assert sorted(report.total().unchanged for report in reports) == [0, total]
    assert sum(model.objects.count() for model in MODELS.values()) == total
    assert revision() == 1
    assert len(latest(what="pack.imported")) == 2


def test_two_versions_at_once_end_as_one_of_them() -> None:
    import_pack(made_pack(), by="terminal")
    packs = [
        with_change(made_pack(), "places", "delft", label=name, latitude=latitude)
        for name, latitude in (("Delft", 52.5), ("Dalft", 51.5))
    ]

    def work(pack: object) -> ImportReport:
        together.wait()
        return import_pack(pack, by="terminal")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda pack: in_its_own_connection(lambda: work(pack)), packs))
    assert stored_pack("made") in packs
    assert revision() == 3


def test_an_import_waits_until_the_other_is_done() -> None:
    waited: list[float] = []

    def work() -> None:
        started = time.perf_counter()
        import_pack(made_pack(), by="terminal")
        waited.append(time.perf_counter() - started)

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            take_turn()
            done = threads.submit(in_its_own_connection, work)
            time.sleep(0.6)
            assert not done.done()
        done.result(timeout=30)
    assert waited[0] >= 0.5


def test_a_reader_sees_the_old_or_the_new_never_a_mix() -> None:
    import_pack(made_pack(), by="terminal")
    new = with_change(with_change(made_pack(), "places", "delft", label="Nieuw"), "people", "ana", name="Bo")
    seen = []

    def read() -> None:
        together.wait()
        for _ in range(10):
            seen.append(stored_pack("made"))

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(in_its_own_connection, read)
        together.wait()
        import_pack(new, by="terminal")
        reading.result(timeout=30)
    assert all(pack in (made_pack(), new) for pack in seen)


def test_what_people_add_waits_for_an_import_and_then_stands() -> None:
    """Without waiting, the skill would refer to a group that the import is about to remove."""
    import_pack(made_pack(), by="terminal")
    smaller = without(with_change(made_pack(), "skills", "wash", group=None), "skill_groups", id="caring")
    refused: list[bool] = []

    def add() -> None:
        try:
            add_skill(labels={"nl": "Haken"}, groups=["caring"], by="account:1")
        except IntegrityError:
            refused.append(True)

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            import_pack(smaller, by="terminal")
            adding = threads.submit(in_its_own_connection, add)
            time.sleep(0.6)
            assert not adding.done()
        adding.result(timeout=30)
    # The import was first: the group is gone, and the addition is told so.
    assert refused == [True]
    assert stored_pack("made", with_additions=True) == smaller


def test_an_import_waits_for_what_people_are_adding() -> None:
    import_pack(made_pack(), by="terminal")
    smaller = without(with_change(made_pack(), "skills", "wash", group=None), "skill_groups", id="caring")
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            add_skill(labels={"nl": "Haken"}, groups=["caring"], by="account:1")
            importing = threads.submit(in_its_own_connection, lambda: import_pack(smaller, by="terminal"))
            time.sleep(0.6)
            assert not importing.done()
        report = importing.result(timeout=30)
    assert report.kept == {"skill_groups": ("caring",)}


def test_a_turn_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        take_turn()
