# SPDX-License-Identifier: EUPL-1.2
"""Notes of rankings: found by their code, telling nothing of who asked, gone in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overstap.apps.audit.queries import latest
from overstap.apps.rankings import actions, queries
from overstap.apps.rankings.actions import Placed
from overstap.apps.rankings.codes import LETTERS, new_code, plain_code
from overstap.apps.rankings.enums import KEPT_FOR, LEAST_KEPT, PLACES_AT_MOST, Channel, Kind
from overstap.apps.rankings.models import Ranking

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = {"skills": ["bake", "sell"], "place": "delft"}
RESULT = [Placed("vac-1", (0.75, 1 / 3, 0.0), "now"), Placed("vac-2", (0.5, 0.0, 0.0), "now")]


def noted(**other: Any) -> str:
    """A ranking that was noted; its code."""
    asked = {
        "kind": Kind.OPENINGS,
        "channel": Channel.PAGE,
        "inputs": ANNA,
        "engine": "0123456789abcdef",
        "revision": 7,
        "parameters": {"order": "fit"},
        "result": RESULT,
        "now": NOW,
    }
    return actions.note(**{**asked, **other})


def rows_as_text() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, chr(10)) FROM rankings_ranking t")
        return str(cursor.fetchone()[0])


def test_it_is_found_by_its_code_however_it_is_typed_over() -> None:
    code = noted()
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        found = queries.by_code(typed)
        assert found is not None
        assert found.made_of(ANNA)
        assert found.gave(RESULT)
    assert queries.by_code(new_code()) is None
    assert queries.by_code("") is None


def test_another_question_or_another_answer_is_told_apart() -> None:
    found = queries.by_code(noted())
    assert found is not None
    assert not found.made_of({**ANNA, "place": "leiden"})
    assert not found.gave(RESULT[::-1])
    assert not found.gave([RESULT[0], Placed("vac-2", (0.5000000001, 0.0, 0.0), "now")])
    assert not found.gave([*RESULT, Placed("vac-3", (0.1,), "now")])


def test_the_order_of_sets_and_keys_makes_no_other_question() -> None:
    found = queries.by_code(noted(inputs={"a": frozenset({"x", "y", "z"}), "b": 1}))
    assert found is not None
    assert found.made_of({"b": 1, "a": frozenset({"z", "y", "x"})})


def test_nobody_can_try_what_was_told_against_the_note() -> None:
    """The same question twice leaves nothing alike, and what was told is in neither row."""
    first, second = noted(), noted()
    one, other = Ranking.objects.order_by("id")
    assert one.inputs_hash != other.inputs_hash
    text = rows_as_text()
    for told in ("bake", "sell", "delft", first, second, plain_code(first), plain_code(second)):
        assert told not in text


def test_candidates_are_known_only_to_who_has_the_code() -> None:
    people = [Placed("anna", (0.9,)), Placed("bob", (0.8,))]
    code = noted(kind=Kind.CANDIDATES, result=people, inputs={"opening": "vac-1"})
    assert "anna" not in rows_as_text()
    again = noted(kind=Kind.CANDIDATES, result=people, inputs={"opening": "vac-1"})
    found, other = queries.by_code(code), queries.by_code(again)
    assert found is not None
    assert other is not None
    assert (found.place_of("anna"), found.place_of("bob"), found.place_of("carla")) == (1, 2, None)
    assert found.gave(people)
    assert {one.id for one in found.places}.isdisjoint(one.id for one in other.places)
    assert found.result_hash != other.result_hash


def test_who_was_shown_is_told_to_who_listens_and_kept_nowhere() -> None:
    heard: list[tuple[str, ...]] = []

    def listen(ids: tuple[str, ...], **_more: object) -> None:
        heard.append(ids)

    actions.candidates_shown.connect(listen)
    try:
        noted(kind=Kind.CANDIDATES, result=[Placed("p1", (0.9,))], people=["account-of-anna"])
        noted()
    finally:
        actions.candidates_shown.disconnect(listen)
    assert heard == [("account-of-anna",)]
    assert "account-of-anna" not in rows_as_text()


def test_it_takes_one_insert() -> None:
    noted()
    with CaptureQueriesContext(connection) as asked:
        noted(result=RESULT * 500)
    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(statements) == 1
    assert statements[0].startswith("INSERT")


def test_no_more_than_the_first_places_are_kept_and_all_of_them_counted() -> None:
    long = [Placed(f"vac-{at}", (1 / (at + 1),), "now") for at in range(PLACES_AT_MOST + 40)]
    found = queries.by_code(noted(result=long))
    assert found is not None
    assert len(found.places) == PLACES_AT_MOST
    assert found.found == len(long)
    assert found.gave(long)
    assert not found.gave(long[:-1])


def test_what_is_old_goes_and_the_law_s_six_months_stay() -> None:
    assert KEPT_FOR >= LEAST_KEPT >= timedelta(days=184)
    old, young = noted(now=NOW - KEPT_FOR), noted(now=NOW - KEPT_FOR + timedelta(seconds=1))
    assert actions.purge(now=NOW, by="system:worker") == actions.Purged(1, 0)
    assert queries.by_code(old) is None
    assert queries.by_code(young) is not None
    assert latest(limit=1)[0].counts == {"old": 1, "too-many": 0}


def test_when_there_are_too_many_the_oldest_go() -> None:
    codes = [noted() for _ in range(5)]
    assert actions.purge(now=NOW, by="system:worker", at_most=5) == actions.Purged(0, 0)
    assert actions.purge(now=NOW, by="system:worker", at_most=3) == actions.Purged(0, 2)
    assert [queries.by_code(code) is not None for code in codes] == [False, False, True, True, True]


def test_a_note_stands_or_falls_with_what_listens_to_it() -> None:
    def fail(**_more: object) -> None:
        raise RuntimeError

    actions.candidates_shown.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            noted(kind=Kind.CANDIDATES, people=["someone"])
    finally:
        actions.candidates_shown.disconnect(fail)
    assert Ranking.objects.count() == 0


def test_a_code_cannot_be_guessed() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(plain_code(code)) == LETTERS for code in codes)
    assert len(codes.pop().split("-")) == 4
