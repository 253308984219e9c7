# SPDX-License-Identifier: EUPL-1.2
"""Page, terminal and Python give the same answer, to the last digit."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from overstap.cli.match import app
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Match, OpeningKind
from overstap.engine.region.passport_file import read_passport

DAY = date(2026, 11, 23)


@pytest.fixture
def taken_along(told, tmp_path: Path) -> tuple[Any, Path]:
    """Somebody who told their work, took all its usual skills, and took it along as a file."""
    client = told("baliemedewerker bank", place="zoetermeer", distance="25")
    client.post(reverse("my-skills"), {"occupation": "bank-counter-clerk"})
    client.post(reverse("my-skills"), {"take_usual": "all"})
    file = tmp_path / "mine.json"
    file.write_bytes(client.get(reverse("take-along")).content)
    return client, file


def figures(match: Match) -> tuple[str, float, float]:
    return match.opening, match.coverage.claimed, match.coverage.shown


def test_page_terminal_and_python_agree(taken_along, haaglanden):
    client, file = taken_along
    asked = f"openings --passport {file} --today {DAY} --only-wished --top 500 --json"
    run = CliRunner().invoke(app, asked.split())
    assert run.exit_code == 0, run.output
    terminal = json.loads(run.stdout)
    mine = read_passport(file.read_bytes(), haaglanden)
    wishes = mine.wishes
    filters = Filters(position=wishes.position, distance=wishes.distance, today=DAY)
    python = haaglanden.match(mine.passport, wishes, today=DAY, filters=filters)
    for reach in ("now", "one_away", "further"):
        in_python = [
            (match.opening, match.coverage.claimed, match.coverage.shown) for match in getattr(python, reach)
        ]
        in_terminal = [
            (match["opening"], match["coverage"]["claimed"], match["coverage"]["shown"])
            for match in terminal[reach]
        ]
        assert in_terminal == in_python
        on_page, number = [], 1
        while True:
            answer = client.get(reverse("my-group", args=[reach.replace("_", "-")]), {"page": number})
            part = answer.context["page"]
            on_page += [figures(match) for match in part.items]
            if len(on_page) >= len(in_python) or not part.items:
                break
            number += 1
        # The page alone puts internships last for who has an occupation; else the order is the same.
        openings = haaglanden.records.openings
        assert on_page == sorted(
            in_python, key=lambda figure: openings[figure[0]].kind is OpeningKind.INTERNSHIP
        )
    assert terminal["now"]
    assert [match["why"] for match in terminal["now"]] == [haaglanden.explain(m, "nl") for m in python.now]
