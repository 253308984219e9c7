# SPDX-License-Identifier: EUPL-1.2
"""Reading ESCO from its official downloads, in the shapes they have had."""

import os
import zipfile
from pathlib import Path

import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.skills.esco import occupation_codes, read_esco
from overstap.engine.skills.taxonomy import Importance, Relation, SkillKind

SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"

SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description\n"
    f'KnowledgeSkillCompetence,{SKILL}a,skill/competence,cross-sector,count money,"add up money\ntotal money",,'
    "released,Count coins.\n"
    f"KnowledgeSkillCompetence,{SKILL}b,knowledge,sector-specific,mathematics,,,released,\n"
    f"KnowledgeSkillCompetence,{SKILL}c,skill/competence,cross-sector,calculate,,,released,\n"
)
OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,regulatedProfessionNote,description,code\n"
    f"Occupation,{OCCUPATION}x,4211,bank teller,bank clerk,"
    "http://data.europa.eu/esco/regulated-professions/unregulated,Serves,4211.1\n"
    f"Occupation,{OCCUPATION}y,2221,nurse,,http://data.europa.eu/esco/regulated-professions/regulated,,2221.1\n"
)
LINKS = (
    "occupationUri,relationType,skillType,skillUri\n"
    f"{OCCUPATION}x,essential,skill/competence,{SKILL}a\n"
    f"{OCCUPATION}x,optional,knowledge,{SKILL}b\n"
    f"{OCCUPATION}x,optional,knowledge,{SKILL}gone\n"
)
BROADER = (
    "conceptType,conceptUri,broaderType,broaderUri\n"
    f"KnowledgeSkillCompetence,{SKILL}a,KnowledgeSkillCompetence,{SKILL}c\n"
    f"KnowledgeSkillCompetence,{SKILL}a,SkillGroup,{SKILL}group\n"
    f"SkillGroup,{SKILL}group,SkillGroup,{SKILL}top\n"
)
RELATED = (
    "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n"
    f"{SKILL}a,skill/competence,optional,knowledge,{SKILL}b\n"
)
ENGLISH = {
    "skills_en.csv": SKILLS,
    "occupations_en.csv": OCCUPATIONS,
    "occupationSkillRelations.csv": LINKS,
    "broaderRelationsSkillPillar.csv": BROADER,
    "skillSkillRelations.csv": RELATED,
}


def folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_text(content, encoding="utf-8")
    return path


def test_reads_concepts_words_hierarchy_relations_and_links(tmp_path):
    taxonomy, summary = read_esco(folder(tmp_path / "esco-1.1.1-en", ENGLISH))
    money = taxonomy.skill(f"{SKILL}a")
    assert money.words["en"].all_labels() == ("count money", "add up money", "total money")
    assert money.words["en"].description == "Count coins."
    assert money.groups == (f"{SKILL}group",)
    assert money.reuse == "cross-sector"
    assert taxonomy.skill(f"{SKILL}b").kind is SkillKind.KNOWLEDGE
    assert {(r.skill[-1], r.relation, r.other[-1]) for r in taxonomy.relations} == {
        ("a", Relation.BROADER, "c"),
        ("a", Relation.RELATED, "b"),
    }
    teller = taxonomy.occupation("4211.1")
    assert teller.isco == "4211"
    assert {(d.skill[-1], d.importance) for d in teller.demands} == {
        ("a", Importance.MUST),
        ("b", Importance.SHOULD),
    }
    assert not teller.regulated
    assert taxonomy.occupation(f"{OCCUPATION}y").regulated
    assert {group.id[len(SKILL) :] for group in taxonomy.groups} == {"group", "top"}
    assert summary.versions == ("1.1.1",)


def test_the_summary_says_what_could_not_be_joined(tmp_path):
    _, summary = read_esco(folder(tmp_path, ENGLISH))
    assert summary.not_joined == {"occupationSkillRelations.csv": 1}
    assert summary.examples_not_joined["occupationSkillRelations.csv"] == (f"{SKILL}gone",)


def test_a_second_language_adds_words_and_the_summary_counts_what_has_none(tmp_path):
    english = folder(tmp_path / "en", ENGLISH)
    dutch = folder(
        tmp_path / "nl",
        {
            "skills_nl.csv": SKILLS.replace("count money", "geld tellen").split(
                f"KnowledgeSkillCompetence,{SKILL}b"
            )[0],
            "occupations_nl.csv": OCCUPATIONS.replace("bank teller", "bankbediende"),
        },
    )
    taxonomy, summary = read_esco([english, dutch], ["nl", "en"])
    assert taxonomy.languages == ("nl", "en")
    assert taxonomy.skill(f"{SKILL}a").words["nl"].label == "geld tellen"
    assert taxonomy.skill(f"{SKILL}a").words["en"].label == "count money"
    assert summary.skills_without_label == {"nl": 2, "en": 0}


def test_without_the_complete_file_words_come_from_collections_and_label_lists(tmp_path):
    english = folder(tmp_path / "en", ENGLISH)
    dutch = folder(
        tmp_path / "nl",
        {
            "occupations_nl.csv": OCCUPATIONS,
            "transversalSkillsCollection_nl.csv": "conceptType,conceptUri,skillType,reuseLevel,"
            "preferredLabel,altLabels\n"
            f"KnowledgeSkillCompetence,{SKILL}b,knowledge,transversal,wiskunde,rekenkunde | algebra\n",
            "skill_labels_nl_partial.csv": f"conceptUri,preferredLabel_nl\n{SKILL}a,geld tellen\n"
            f"{SKILL}b,ander woord\n",
        },
    )
    taxonomy, _ = read_esco([english, dutch], ["nl"])
    assert taxonomy.skill(f"{SKILL}b").words["nl"].all_labels() == ("wiskunde", "rekenkunde", "algebra")
    assert taxonomy.skill(f"{SKILL}a").words["nl"].label == "geld tellen"


def test_a_damaged_zip_is_refused(tmp_path):
    archive = tmp_path / "esco.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("skills_en.csv", "conceptUri,preferredLabel\n" * 50)
    damaged = bytearray(archive.read_bytes())
    damaged[45:55] = b"\xff" * 10
    archive.write_bytes(damaged)
    with pytest.raises(InputRefused, match="damaged"):
        read_esco(archive)


def test_a_zip_with_a_folder_inside_reads_the_same(tmp_path):
    plain, _ = read_esco(folder(tmp_path / "plain", ENGLISH))
    archive = tmp_path / "ESCO dataset - v1.2.0 - classification - en - csv.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in ENGLISH.items():
            file.writestr(f"ESCO/{name}", content)
    zipped, summary = read_esco(archive)
    assert zipped.skills == plain.skills
    assert zipped.occupations == plain.occupations
    assert summary.versions == ("1.2.0",)


def test_columns_are_found_by_name_whatever_their_order_or_company(tmp_path):
    shuffled = {
        **ENGLISH,
        "occupationSkillRelations_en.csv": "occupationUri,occupationLabel,relationType,skillType,"
        "skillUri,skillLabel\n"
        f"{OCCUPATION}x,teller,essential,skill/competence,{SKILL}a,count money\n",
    }
    del shuffled["occupationSkillRelations.csv"]
    taxonomy, _ = read_esco(folder(tmp_path, shuffled))
    assert [d.skill for d in taxonomy.occupation(f"{OCCUPATION}x").demands] == [f"{SKILL}a"]


def test_essential_in_one_version_and_optional_in_another_stays_essential(tmp_path):
    later = {
        "occupations_nl.csv": OCCUPATIONS,
        "occupationSkillRelations_nl.csv": LINKS.replace("essential", "optional"),
    }
    taxonomy, _ = read_esco([folder(tmp_path / "a", ENGLISH), folder(tmp_path / "b", later)])
    assert taxonomy.occupation(f"{OCCUPATION}x").demands[0].importance is Importance.MUST


@pytest.mark.parametrize(
    ("files", "languages", "said"),
    [
        ({}, (), "no ESCO download"),
        ({"notes.csv": "a,b\n"}, (), "no ESCO download"),
        ({"skills_en.csv": "conceptUri,name\nx,y\n"}, (), "the column preferredLabel is missing"),
        (ENGLISH, ("fr",), "nothing in the language fr"),
    ],
)
def test_what_is_no_esco_is_refused_in_words(tmp_path, files, languages, said):
    with pytest.raises(InputRefused, match=said):
        read_esco(folder(tmp_path / "input", files), languages)


def test_bytes_that_are_no_utf8_are_refused_in_words(tmp_path):
    place = folder(tmp_path, ENGLISH)
    (place / "skills_en.csv").write_bytes(b"conceptUri,preferredLabel\n\xff\xfe\xff,caf\xe9\n")
    with pytest.raises(InputRefused, match="UTF-8"):
        read_esco(place)


def test_a_path_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(InputRefused, match="no ESCO download"):
        read_esco(tmp_path / "nowhere")


DATA = os.environ.get("OVERSTAP_DATA")


@pytest.mark.skipif(not DATA, reason="OVERSTAP_DATA is not set: the real ESCO files are not there")
def test_the_real_thing_in_two_languages_joins_almost_everything():
    places = [Path(DATA or "") / "esco-1.1.1-en", Path(DATA or "") / "esco-1.2.1-nl"]
    taxonomy, summary = read_esco(places, ["nl", "en"])
    assert summary.skills > 13_800
    assert summary.occupations > 3_000
    assert summary.links > 120_000
    assert sum(summary.not_joined.values()) < 100
    assert summary.skills_without_label["en"] < 200
    assert taxonomy.skill(f"{SKILL}42cad89f-afd4-4418-8439-8ce87eff1f26").words["en"].label == "count money"


def test_a_code_means_what_the_version_says_that_it_was_written_in(tmp_path: Path) -> None:
    newer = OCCUPATIONS.replace("4211.1", "4212.7").replace("2221.1", "4211.1")
    old = folder(tmp_path / "esco-1.1.1", ENGLISH)
    new = folder(tmp_path / "esco-1.2.1", {**ENGLISH, "occupations_en.csv": newer})
    expected = {"4211.1": f"{OCCUPATION}y", "2221.1": f"{OCCUPATION}y", "4212.7": f"{OCCUPATION}x"}
    assert occupation_codes([old, new]) == occupation_codes([new, old]) == expected
    assert occupation_codes([old, new], ["4211.1", "4212.7"])["4211.1"] == f"{OCCUPATION}y"
    assert occupation_codes([old, new], ["4211.1", "2221.1"])["4211.1"] == f"{OCCUPATION}x"
