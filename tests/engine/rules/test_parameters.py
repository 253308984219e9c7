# SPDX-License-Identifier: EUPL-1.2
"""Parameters: dated, sourced, and refused when they are not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.rules.parameters import load_parameters, read_parameters
from overstap.engine.rules.wording import UNITS_NL

RIGHT = """
[rate]
unit = "share"
nl = "Deel"
en = "Share"
kind = "published"
minimum = 0
maximum = 1
source = { title = "Law", publisher = "State", year = 2026 }
values = [{ from = 2025-01-01, value = 0.5 }, { from = 2026-01-01, value = 0.6 }]
"""


def refused(tmp_path: Path, text: str) -> str:
    (tmp_path / "rules.toml").write_text(text)
    with pytest.raises(InputRefused) as refusal:
        read_parameters(tmp_path)
    assert all(problem.mend.get("nl") for problem in refusal.value.problems)
    return refusal.value.text("en")


def test_a_value_holds_from_its_day_until_the_next(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(RIGHT)
    parameters = read_parameters(tmp_path)
    days = (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2040, 1, 1))
    assert [parameters.value("rules.rate", day) for day in days] == [0.5, 0.5, 0.6, 0.6]


def test_before_the_first_value_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(RIGHT)
    with pytest.raises(InputRefused, match="2025-01-01"):
        read_parameters(tmp_path).value("rules.rate", date(2024, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = { title = "Law", publisher = "State", year = 2026 }', "", "has no source.title"),
        (', publisher = "State"', "", "has no source.publisher"),
        ('nl = "Deel"', "", "has no nl"),
        ('kind = "published"', 'kind = "guess"', "no right kind"),
        ("value = 0.6", "value = 1.6", "no right value"),
        ("value = 0.6", "value = nan", "no right value"),
        ("value = 0.6", "value = true", "no right value"),
        ("from = 2026-01-01", "from = 2025-01-01", "does not come after"),
        ("from = 2026-01-01", 'from = "2026"', "no right date"),
        ("from = 2026-01-01", "from = 2026-01-01T10:00:00", "no right date"),
        ("maximum = 1", "", "has no maximum"),
        ("maximum = 1", 'maximum = 1\ncolour = "red"', "no right field"),
        ("maximum = 1", 'maximum = 1\nnote_en = "Since long"', "has no note_nl"),
        ('unit = "share"', "unit = share", "cannot be read"),
    ],
)
def test_what_has_no_date_source_or_right_value_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in RIGHT
    assert said in refused(tmp_path, RIGHT.replace(old, new))


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = refused(tmp_path, RIGHT.replace('nl = "Deel"', "").replace("value = 0.6", "value = 7"))
    assert len(text.splitlines()) == 2


def test_a_persons_own_value_holds_always_and_is_told_as_theirs() -> None:
    parameters = load_parameters().changed({"wage.minimum": 16}).changed({"search.days_stable": 10})
    assert parameters.value("wage.minimum", date(1990, 1, 1)) == 16.0
    (minimum, rate) = parameters.assumptions(date(2027, 1, 4), ["wage.minimum", "ww.rate_first"], "nl")
    assert (minimum.changed, minimum.since, minimum.outdated) == (True, None, False)
    assert (rate.changed, rate.kind, rate.label) == (
        False,
        "published",
        "WW in de eerste maanden, als deel van je loon",
    )
    assert load_parameters().value("wage.minimum", date(2025, 1, 1)) == 14.06


@pytest.mark.parametrize(
    "values", [{"wage.minimun": 15}, {"wage.minimum": -1}, {"ww.rate_first": float("nan")}]
)
def test_a_change_that_cannot_be_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(InputRefused):
        load_parameters().changed(values)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputRefused, match=r"wage\.minimum"):
        load_parameters().value("wage.minimun", date(2027, 1, 1))


def test_an_amount_that_the_law_has_renewed_since_says_so() -> None:
    parameters = load_parameters()
    newest = parameters.all["wage.minimum"].values[-1].since
    (fresh,) = parameters.assumptions(newest + timedelta(days=150), ["wage.minimum"])
    (old,) = parameters.assumptions(newest + timedelta(days=190), ["wage.minimum"])
    assert (fresh.outdated, old.outdated) == (False, True)


def test_every_unit_has_its_dutch_word() -> None:
    assert {one.unit for one in load_parameters().all.values()} == UNITS_NL.keys()
    (first,) = load_parameters().assumptions(date(2027, 1, 1), ["ww.months_most"], "nl")
    assert (first.unit, first.note[:18]) == ("maanden", "Coalitiepartijen s")


def test_every_parameter_has_words_in_both_languages_and_published_ones_say_where() -> None:
    for parameter in load_parameters().all.values():
        assert parameter.description["nl"] != parameter.description["en"]
        if parameter.kind == "published":
            assert parameter.source.article, parameter.name
            assert parameter.source.address.startswith("https://"), parameter.name
