# SPDX-License-Identifier: EUPL-1.2
"""Every list of results has a code; with it the list is asked again, and comes out the same to the digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from overstap.apps.rankings.models import Ranking
from overstap.bridge import rankings as bridge
from overstap.bridge.ranking_inputs import NEVER, PERSON
from tests.interfaces.web.conftest import BALIE

Tell = Callable[..., Client]
HERE = {"place": "delft", "distance": "25"}


def code_of(client: Client, page: str = "my-work", *args: str, **query: str) -> str:
    code: str = client.get(reverse(page, args=args), query).context["ranking"]
    return code


def test_results_tell_a_code_that_leads_to_why(told: Tell) -> None:
    client = told(**HERE)
    page = client.get(reverse("my-work"))
    code = page.context["ranking"]
    address = reverse("ranking", args=[code])
    assert f'href="{address}"' in page.content.decode()
    why = client.get(address)
    assert why.context["outcome"] == "same"
    assert why.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in why.headers["Cache-Control"]


def test_the_places_are_those_of_the_page_and_each_says_why(told: Tell) -> None:
    client = told(**HERE)
    for order in ("fit", "pay", "near", "wishes"):
        code = code_of(client, order=order)
        why = client.get(reverse("ranking", args=[code])).context
        assert why["outcome"] == "same", order
        for group in why["groups"]:
            reach = group.reach.replace("_", "-")
            cards = client.get(reverse("my-group", args=[reach]), {"order": order}).context["cards"]
            assert [row.opening for row in group.rows] == [card.opening.id for card in cards]
            assert all(row.why for row in group.rows)


def test_the_same_list_looked_at_again_is_one_note_and_another_question_a_new_one(told: Tell) -> None:
    client = told(**HERE)
    first = code_of(client)
    assert code_of(client) == code_of(client, "my-group", "further") == first
    assert Ranking.objects.count() == 1
    assert code_of(client, order="pay") != first
    gone = next(iter(client.session["trip"]["skills"]))
    client.post(reverse("my-skills"), {"drop": gone})
    assert gone not in client.session["trip"]["skills"]
    assert code_of(client) != first
    assert client.get(reverse("ranking", args=[first])).context["outcome"] == "same"  # as it was then


def test_the_row_holds_nothing_of_what_was_told(told: Tell) -> None:
    client = told(now=f"{BALIE} Ik heet Jansen.", **HERE)
    code = code_of(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM rankings_ranking t")
        row = cursor.fetchone()[0]
    for word in (
        "delft",
        "Jansen",
        "Bakker",
        code,
        client.session.session_key,
        *client.session["trip"]["skills"],
    ):
        assert word not in row


def test_somebody_else_with_the_code_sees_the_order_but_not_what_was_told(told: Tell) -> None:
    code = code_of(told(**HERE))
    other = Client().get(reverse("ranking", args=[code]))
    assert other.status_code == 200
    assert other.context["outcome"] == "not-asked"
    assert "told" not in other.context
    assert "Delft" not in other.content.decode().split("<main")[1].split("<table")[0]


def test_wiping_leaves_no_way_back_to_what_was_told(told: Tell) -> None:
    client = told(**HERE)
    code = code_of(client)
    client.post(reverse("wipe"))
    assert client.get(reverse("ranking", args=[code])).context["outcome"] == "not-asked"


def test_a_changed_region_or_engine_is_said(told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    client = told(**HERE)
    code = code_of(client)
    Ranking.objects.update(result_hash="0" * 64)  # as if something else had come out then

    def outcome() -> str:
        found: str = client.get(reverse("ranking", args=[code])).context["outcome"]
        return found

    assert outcome() == "differs"  # which would be a fault of ours, and is said so
    revision = bridge.revision()
    monkeypatch.setattr("overstap.web.trust.presenters.ranking.revision", lambda: revision + 1)
    assert outcome() == "region-changed"
    monkeypatch.setattr("overstap.web.trust.presenters.ranking.engine_version", lambda: "f" * 16)
    assert outcome() == "engine-changed"


def test_journeys_have_one_too(told: Tell) -> None:
    client = told(**HERE)
    code = code_of(client, "my-journeys")
    why = client.get(reverse("ranking", args=[code])).context
    assert why["outcome"] == "same"
    assert why["journeys"]
    assert code_of(client, "my-journeys", order="cheapest") != code


def test_without_skills_nothing_is_ranked(told: Tell) -> None:
    client = told(now="hallo")
    client.post(reverse("my-skills"), {"go": "yes"})
    assert client.session["trip"]["skills"] == {}
    assert code_of(client) == ""
    assert Ranking.objects.count() == 0


def test_a_code_that_was_typed_over_is_found_and_an_unknown_one_told(told: Tell) -> None:
    client = told(**HERE)
    code = code_of(client)
    answer = client.post(reverse("find-ranking"), {"code": f" {code.lower().replace('-', ' ')} "}, follow=True)
    assert answer.status_code == 200
    assert answer.context["outcome"] == "same"
    for wrong in ("", "x", "ABCDE-FGHJK-MNPQR-STVWX", "a" * 5000, "../../etc"):
        answer = client.post(reverse("find-ranking"), {"code": wrong}, follow=True)
        assert answer.status_code == 404
        assert b"200" in answer.content


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_that_explains_names_all_that_counts_and_what_never_does(
    client: Client, db: None, language: str
) -> None:
    prefix = "" if language == "nl" else "/en"
    address = f"{prefix}/zo-werkt-het-zoeken/" if language == "nl" else "/en/how-matching-works/"
    text = client.get(address).content.decode()
    for one in [says for row in PERSON for says in (row.says, row.why)] + list(NEVER):
        told = one[language]
        assert told[1:] in text, told
    assert f'href="{address}"' in client.get(f"{prefix}/").content.decode()


def test_noting_costs_a_page_two_questions_and_hardly_any_time(told: Tell) -> None:
    client = told(**HERE)
    client.get(reverse("my-work"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("my-work"))
    with CaptureQueriesContext(connection) as new:
        client.get(reverse("my-work"), {"order": "pay"})
    tables = [one["sql"] for one in new if "rankings_ranking" in one["sql"]]
    assert len(tables) == 1
    assert tables[0].startswith("INSERT")
    assert not [one for one in seen if "rankings_ranking" in one["sql"]]
