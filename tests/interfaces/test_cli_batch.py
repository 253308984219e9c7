# SPDX-License-Identifier: EUPL-1.2
"""`overstap batch` over a pack: the answers of `match openings` and `compare occupations`; what it refuses."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from overstap.cli.batch import app
from overstap.cli.batch_running import alone_in
from overstap.cli.compare import app as compare
from overstap.cli.output import MISUSED
from overstap.cli.source import SHIPPED_PACK, region_from
from overstap.engine.matching.wishes import only_wished
from overstap.engine.problems import InputRefused
from overstap.engine.region import Region

TODAY = date(2027, 1, 4)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def matched(*arguments: object) -> dict[str, object]:
    outcome = run("match", *arguments, "--json")
    assert outcome.exit_code == 0, outcome.exception
    return json.loads(outcome.stdout)


def refusal(*arguments: object) -> str:
    outcome = run("match", *arguments)
    assert isinstance(outcome.exception, InputRefused)
    return outcome.exception.text()


def answers(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "answers" / "*.parquet")


@pytest.fixture(scope="module")
def region() -> Region:
    return region_from(None, None)


@pytest.mark.parametrize("wishes", ["--only-wished", "--no-wishes"])
def test_in_groups_everybody_gets_what_match_openings_gives(tmp_path, region, wishes):
    matched(tmp_path / "b", "--in-groups", wishes, "--top", 5, "--today", TODAY, "--size", 16)
    found = answers(tmp_path / "b").partition_by("person", as_dict=True)
    for person in region.records.people.values():
        passport, wanted = region.passport_of(person), region.wishes_of(person)
        filters = only_wished(wanted, today=TODAY) if wishes == "--only-wished" else None
        matches = region.match(passport, wanted, today=TODAY, filters=filters, top=5)
        expected = [
            (one.opening, str(one.reach), one.coverage.claimed, one.coverage.shown) for one in matches.all()
        ]
        rows = found[(person.id,)] if expected else found.get((person.id,), pl.DataFrame())
        assert rows.select("opening", "reach", "claimed", "shown").rows() == expected
        assert rows.get_column("distance_km").to_list() == [one.distance_km for one in matches.all()]


def test_the_best_of_all_are_told_with_their_group(tmp_path, region):
    said = matched(tmp_path / "b", "--no-wishes", "--top", 4, "--today", TODAY)
    found = answers(tmp_path / "b")
    assert said["rows_out"] == found.height
    for person in list(region.records.people.values())[::6]:
        every = region.match(region.passport_of(person), today=TODAY).all()
        best = sorted(every, key=lambda one: (-one.coverage.claimed, one.opening))[:4]
        rows = found.filter((pl.col("person") == person.id) & (pl.col("claimed") >= 0.15))
        expected = [(one.opening, str(one.reach), one.coverage.claimed) for one in best]
        assert rows.select("opening", "reach", "claimed").rows() == expected


def test_nothing_but_ids_of_people_comes_along(tmp_path, region):
    matched(tmp_path / "b", "--today", TODAY)
    rows = pl.read_parquet(tmp_path / "b" / "input" / "*.parquet")
    assert "name" not in rows.columns
    assert "story" not in rows.columns
    assert (tmp_path / "b").stat().st_mode & 0o077 == 0
    written = b"".join(file.read_bytes() for file in (tmp_path / "b").rglob("*.json"))
    assert not any(person.name.encode() in written for person in region.records.people.values())


def test_people_of_your_own_are_matched_to_the_pack(tmp_path, region):
    skill = region.taxonomy.skills[0].id
    people = pl.DataFrame({"person": ["x"], "skills": [[skill]]})
    people.write_parquet(tmp_path / "people.parquet")
    matched(tmp_path / "b", "--people", tmp_path / "people.parquet", "--today", TODAY)
    assert set(answers(tmp_path / "b").get_column("person")) == {"x"}


def test_another_question_is_refused_and_names_what_differs(tmp_path):
    matched(tmp_path / "b", "--today", TODAY)
    assert "--top" in refusal(tmp_path / "b", "--top", 3)
    assert "--only-wished" in refusal(tmp_path / "b", "--no-wishes")
    assert "--today" in refusal(tmp_path / "b", "--today", "2027-01-05")
    assert isinstance(run("transitions", tmp_path / "b").exception, InputRefused)


def test_it_goes_on_as_on_the_day_it_was_begun(tmp_path):
    first = matched(tmp_path / "b", "--today", TODAY)
    again = matched(tmp_path / "b")
    assert (again["done_before"], again["answer"]) == (first["parts"], first["answer"])


def test_other_openings_or_people_are_refused_and_another_word_is_not(tmp_path):
    pack = shutil.copytree(SHIPPED_PACK, tmp_path / "pack")
    first = matched(tmp_path / "b", "--pack", pack, "--today", TODAY)

    def change(table: str, old: str, new: str) -> None:
        file = next(pack.rglob(f"{table}.csv"))
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    name = next(iter(region_from(None, None).records.people.values())).name
    change("people", name, "Somebody Else")
    assert matched(tmp_path / "b", "--pack", pack)["answer"] == first["answer"]
    change("opening_skills", ",must", ",should")
    assert "openings" in refusal(tmp_path / "b", "--pack", pack)
    change("person_skills", ",claimed", ",certified")
    assert "openings, people" in refusal(tmp_path / "b", "--pack", pack)


def test_a_damaged_answer_is_told_and_made_anew(tmp_path):
    first = matched(tmp_path / "b", "--today", TODAY, "--size", 16)
    file = tmp_path / "b" / "answers" / "part-00001.parquet"
    file.write_bytes(file.read_bytes()[:-3])
    outcome = run("match", tmp_path / "b", "--size", 16, "--json")
    again = json.loads(outcome.stdout)
    assert "part-00001.parquet" in outcome.stderr
    assert (again["damaged"], again["done_before"], again["answer"]) == (1, 2, first["answer"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--pack", "x", "--database"),
        ("--country", "x", "--database"),
        ("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"),
        ("--workers", "2", "--threads", "2"),
    ],
)
def test_a_wrong_call_says_so(tmp_path, arguments):
    assert run("match", tmp_path / "b", *arguments).exit_code == MISUSED


def test_what_is_not_there_is_refused(tmp_path):
    assert "holds no country" in refusal(tmp_path / "a", "--country", tmp_path)
    assert "Parquet" in refusal(tmp_path / "b", "--people", tmp_path / "absent.parquet")
    assert isinstance(run("match", tmp_path / "c", "--pack", tmp_path / "absent").exception, InputRefused)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "thesis.txt").write_text("")
    assert "holds no batch" in refusal(tmp_path / "d")
    assert isinstance(
        run("make-country", tmp_path / "d", "--openings", 1, "--people", 1).exception, InputRefused
    )


def test_a_scheduler_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("overstap.host.workers.SECONDS_TO_CONNECT", 1)
    assert "dask scheduler" in refusal(tmp_path / "b", "--today", TODAY, "--scheduler", "tcp://127.0.0.1:9")


def test_one_batch_at_a_time_works_in_a_folder(tmp_path):
    with alone_in(tmp_path / "b"):
        assert "at work in this folder" in refusal(tmp_path / "b")


def test_all_steps_are_those_of_compare_occupations(tmp_path, region):
    outcome = run("transitions", tmp_path / "b", "--size", 40, "--json")
    said = json.loads(outcome.stdout)
    n = len(region.records.occupations)
    assert (said["rows_in"], said["rows_out"], said["parts"]) == (n, n * (n - 1), -(-n // 40))
    found = answers(tmp_path / "b")
    assert found.get_column("rank").to_list() == list(range(1, n)) * n
    assert (found.get_column("fit").diff().fill_null(0).to_numpy() <= 0).sum() >= n * (n - 2)
    origin, destination = "bank-counter-clerk", "call-centre-agent"
    step = found.filter((pl.col("origin") == origin) & (pl.col("destination") == destination))
    compared = CliRunner().invoke(compare, ["occupations", origin, destination, "--json"])
    expected = json.loads(compared.stdout)
    assert [round(one, 4) for one in step.select("fit", "use").row(0)] == [expected["fit"], expected["use"]]
    back = found.filter((pl.col("origin") == destination) & (pl.col("destination") == origin))
    assert back.select("use", "fit").row(0) == step.select("fit", "use").row(0)


def test_only_the_best_steps_are_kept_when_so_asked(tmp_path):
    everything, some = tmp_path / "all", tmp_path / "some"
    run("transitions", everything)
    run("transitions", some, "--top", 3, "--floor", 0.5)
    expected = answers(everything).filter((pl.col("rank") <= 3) & (pl.col("fit") >= 0.5))
    assert answers(some).equals(expected)
    assert expected.height > 0
