# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack import`, `pack export` and `skills import esco`: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from overstap.apps.audit.queries import latest
from overstap.apps.openings.models import Opening
from overstap.apps.taxonomy.actions import add_skill
from overstap.apps.taxonomy.queries import retired_skills, skills_per_origin
from overstap.cli.main import app
from overstap.engine.pack import read_pack, write_pack
from overstap.engine.problems import InputRefused
from tests.made_pack import made_pack, with_change, without

pytestmark = pytest.mark.django_db(transaction=True)

SKILLS = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
OCCUPATIONS = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,code,description\n"
RELATIONS = "occupationUri,relationType,skillType,skillUri\n"
SEW, KNIT, TAILOR = (f"http://data.europa.eu/esco/{what}" for what in ("skill/1", "skill/2", "occupation/1"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def overstap(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def printed(*arguments: object) -> dict[str, object]:
    result = overstap(*arguments, "--json")
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def esco(folder: Path, *, knitting: bool = True) -> Path:
    folder.mkdir()
    knit = f"KnowledgeSkillCompetence,{KNIT},knowledge,wide,knit,,\n" if knitting else ""
    (folder / "skills_en.csv").write_text(
        f"{SKILLS}KnowledgeSkillCompetence,{SEW},skill/competence,wide,sew,stitch,With thread.\n{knit}"
    )
    (folder / "occupations_en.csv").write_text(f"{OCCUPATIONS}Occupation,{TAILOR},7531,tailor,,7531.1,\n")
    (folder / "occupationSkillRelations.csv").write_text(
        f"{RELATIONS}{TAILOR},essential,skill/competence,{SEW}\n{TAILOR},optional,knowledge,{KNIT}\n"
    )
    return folder


# --- packs ----------------------------------------------------------------------------------------


def test_a_pack_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    told = printed("pack", "import", tmp_path / "made")
    assert (told["ok"], told["pack"], told["changed"]) == (True, "made", True)
    assert told["tables"]["skills"]["added"] == 3
    told = printed("pack", "export", "made", tmp_path / "out.zip", "--format", "parquet")
    assert told["tables"]["skills"] == 3
    assert read_pack(tmp_path / "out.zip") == made_pack()
    assert [event.by for event in latest()] == ["terminal", "terminal"]


def test_a_second_import_says_that_nothing_changed(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    first, second = overstap("pack", "import", tmp_path / "made"), overstap("pack", "import", tmp_path / "made")
    assert "Imported." in first.stdout
    assert "Nothing has changed." in second.stdout


def test_the_terminal_speaks_dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    write_pack(made_pack(), tmp_path / "made")
    assert "Ingelezen." in overstap("pack", "import", tmp_path / "made").stdout
    assert "rijen geschreven" in overstap("pack", "export", "made", tmp_path / "out").stdout
    assert "geen regiopakket" in overstap("pack", "export", "nergens", tmp_path / "out").output


def test_additions_are_exported_on_request(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    printed("pack", "import", tmp_path / "made")
    skill = add_skill(labels={"nl": "Haken"}, by="account:1")
    printed("pack", "export", "made", tmp_path / "plain")
    printed("pack", "export", "made", tmp_path / "more", "--with-additions")
    assert skill.pk not in read_pack(tmp_path / "plain").by_id("skills")
    assert skill.pk in read_pack(tmp_path / "more").by_id("skills")


def test_what_is_kept_for_people_is_told(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    printed("pack", "import", tmp_path / "made")
    add_skill(labels={"nl": "Haken"}, groups=["caring"], by="account:1")
    smaller = without(with_change(made_pack(), "skills", "wash", group=None), "skill_groups", id="caring")
    write_pack(smaller, tmp_path / "smaller")
    told = overstap("pack", "import", tmp_path / "smaller").stdout
    assert "skill_groups: 1 no longer in the pack, kept because they are needed (caring)." in told


def test_a_broken_pack_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    places = tmp_path / "made" / "places.csv"
    places.write_text(places.read_text().replace("52.16", "152.16"))
    result = overstap("pack", "import", tmp_path / "made")
    assert isinstance(result.exception, InputRefused)  # `main` tells it in words and ends with 3
    assert not Opening.objects.exists()


def test_a_pack_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    result = overstap("pack", "export", "nowhere", tmp_path / "out", "--json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["problems"][0]["value"] == "nowhere"
    assert not (tmp_path / "out").exists()


# --- ESCO -----------------------------------------------------------------------------------------


def test_esco_goes_in_and_says_what_was_read(tmp_path: Path) -> None:
    told = printed("skills", "import", "esco", esco(tmp_path / "v1.1"), "--lang", "en")
    assert (told["read"]["skills"], told["read"]["links"], told["read"]["languages"]) == (2, 2, ["en"])
    assert told["read"]["not_joined"] == {}
    assert told["stored"]["parts"]["demands"]["added"] == 2
    assert skills_per_origin() == {"esco": 2}


def test_concepts_that_disappear_are_told_and_kept(tmp_path: Path) -> None:
    printed("skills", "import", "esco", esco(tmp_path / "v1.1"))
    shown = overstap("skills", "import", "esco", esco(tmp_path / "v1.2", knitting=False)).stdout
    assert "skills: 1 were there before and are not in this version; kept, marked retired." in shown
    # The link with the concept that is gone cannot be joined, and that is said as well.
    assert "occupationSkillRelations.csv: 1 rows refer to a concept that was not read" in shown
    assert retired_skills("esco") == (KNIT,)


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = overstap("skills", "import", "esco", esco(tmp_path / "v1.1"), "--lang", "fr")
    assert isinstance(result.exception, InputRefused)
    assert skills_per_origin() == {}
