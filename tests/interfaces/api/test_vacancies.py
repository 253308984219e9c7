# SPDX-License-Identifier: EUPL-1.2
"""A vacancy by API: its wording as the terminal tells it, and what it asks with importance and reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from overstap.cli.main import app
from overstap.engine.region import Region
from overstap.engine.region.vacancy import propose
from overstap.engine.vacancies.posting import read_postings
from tests.interfaces.api.conftest import NOON

TEXT = """Medewerker klantenservice

Wij zoeken een jonge man.

Wij vragen
Je kunt klachten behandelen.

Nice to have
Je kunt goed samenwerken.
"""
POSTING = {
    "@type": "JobPosting",
    "title": "Medewerker klantenservice",
    "identifier": "4711",
    "description": "<p>Wij vragen:</p><p>Je behandelt klachten.</p>",
    "workHours": "24-32 uur",
}


def ask(client: Client, path: str, body: Any, language: str = "nl") -> Any:
    headers = {"Accept-Language": language}
    return client.post(f"/v1/{path}", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_wording_is_told_as_the_terminal_tells_it(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    file = tmp_path / "vacancy.txt"
    file.write_text(TEXT)
    monkeypatch.setenv("LC_ALL", f"{language}_NL.UTF-8")
    said = CliRunner().invoke(app, ["vacancies", "check", str(file), "--json"])
    found = ask(client, "wording-checks", {"text": TEXT}, language).json()
    assert found == json.loads(said.stdout)
    assert {one["rule"] for one in found["vacancies"][0]["warnings"]} >= {"sex"}


def test_a_vacancy_is_read_with_importance_and_reason(client: Client, region: Region) -> None:
    (told,) = ask(client, "vacancy-readings", {"text": TEXT}, "en").json()["vacancies"]
    (posting,) = read_postings(TEXT)
    read = propose(region, posting, today=NOON.date())
    assert [(one["skill"], one["importance"], one["why"]) for one in told["demands"]] == [
        (one.skill, str(one.importance), one.why["en"]) for one in read.asked
    ]
    by_skill = {one["skill"]: one["importance"] for one in told["demands"]}
    assert by_skill["handle-complaints"] == "must"
    assert by_skill["teamwork"] == "nice"


def test_a_posting_is_read_by_its_fields(client: Client) -> None:
    (told,) = ask(client, "vacancy-readings", {"posting": POSTING}).json()["vacancies"]
    assert (told["reference"], told["hours_low"], told["hours_high"]) == ("4711", 24, 32)
    assert "handle-complaints" in {one["skill"] for one in told["demands"]}


def nested(deep: int) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "JobPosting", "title": "x"}
    inner: Any = "x"
    for _ in range(deep):
        inner = [inner]
    return {**told, "description": inner}


@pytest.mark.parametrize("path", ["wording-checks", "vacancy-readings"])
@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "text"),
        ({"text": "x", "posting": POSTING}, "text"),
        ({"text": " "}, "text"),
        ({"posting": {"@type": "Person"}}, "posting"),
        ({"posting": {"@graph": [POSTING] * 21}}, "posting"),
    ],
)
def test_what_holds_no_vacancy_is_refused(client: Client, path: str, body: Any, place: str) -> None:
    answer = ask(client, path, body)
    assert answer.status_code == 422, answer.content
    assert [one["in"] for one in answer.json()["errors"]] == [place]


@pytest.mark.parametrize("deep", [50, 300, 900])
def test_what_is_nested_deep_is_no_fault_of_ours(client: Client, deep: int) -> None:
    body = json.dumps({"posting": nested(deep)}) if deep < 900 else {"text": "[" * 50_000}
    assert ask(client, "wording-checks", body).status_code in (200, 400, 422)
