# SPDX-License-Identifier: EUPL-1.2
"""The measure of skill recognition is right, fair, and refuses what it cannot read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from overstap.engine.evaluate.sentence_files import JudgedSentence, JudgedSentences, read_sentences_file
from overstap.engine.evaluate.sentence_fit import cross_validated, fit_weights
from overstap.engine.evaluate.sentences import LabelBaseline, evaluate_sentences
from overstap.engine.problems import InputRefused
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.recognition import Recogniser, build_recogniser
from tests.engine.recognition.street import street


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return build_recogniser(street(), ("nl", "en"))


def right(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split("|")) for group in groups)


def judged(*sentences: JudgedSentence, grouped: bool = True) -> JudgedSentences:
    return JudgedSentences(sentences, grouped)


def read(folder: Path, text: str) -> JudgedSentences:
    file = folder / "sentences.csv"
    file.write_text(text)
    return read_sentences_file(file, street(), "en")


def problems(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputRefused) as refused:
        read(folder, text)
    return [(problem.row, problem.column) for problem in refused.value.problems]


def test_the_labels_form_is_grouped_by_sentence(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "sentence,span,sub_span,label\n"
        "We weld and bake.,weld,,weld metal\n"
        "We weld and bake.,bake,,Bake bread\n"
        "Nothing here.,,,LABEL NOT PRESENT\n"
        "Vague.,vague,,UNDERSPECIFIED\n"
        "Odd.,odd,,juggle swords\n",
    )
    assert [(s.text, s.right) for s in found.sentences] == [
        ("We weld and bake.", right("weld", "bake")),
        ("Nothing here.", ()),
        ("Vague.", ()),
        ("Odd.", ()),
    ]
    assert (found.grouped, found.unknown) == (False, ("juggle swords",))


def test_the_groups_form_knows_equally_right_skills_and_must_nots(tmp_path: Path) -> None:
    found = read(tmp_path, "id,sentence,gold,must_not\n1,Ik bak.,a:bake|a:cook a:team,a:weld\n2,Ik slaap.,,\n")
    assert found.grouped
    assert found.sentences == (
        JudgedSentence("Ik bak.", right("a:bake|a:cook", "a:team"), frozenset({"a:weld"})),
        JudgedSentence("Ik slaap.", ()),
    )


def test_files_that_say_something_else_are_refused_with_their_rows(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == [(None, "")]
    assert problems(tmp_path, "sentence,gold\n") == [(None, "")]
    assert problems(tmp_path, "text,skill\na,b\n") == [(1, "")]
    assert problems(tmp_path, "sentence,label\nWe weld, we bake,weld metal\n") == [(2, "")]
    assert problems(tmp_path, "sentence,label\n ,weld metal\n") == [(2, "sentence")]
    assert problems(tmp_path, "sentence,gold\nIk bak.,a:bake\n,a:bake\nIk las.,weld\n") == [
        (3, "sentence"),
        (4, "gold"),
    ]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00sentence")
    for path in (tmp_path / "x.csv", tmp_path / "absent.csv", tmp_path):
        with pytest.raises(InputRefused):
            read_sentences_file(path, street(), "en")


def test_figures_follow_from_the_ranks(recogniser: Recogniser) -> None:
    first, second, *_ = (skill for skill, _ in recogniser.rank("weld metal", "en", 20))
    found = evaluate_sentences(
        judged(JudgedSentence("weld metal", right(second)), JudgedSentence("weld metal", right(first, second))),
        recogniser,
        "en",
    )
    assert found.score.ranking.mrr == pytest.approx((1 / 2 + 1) / 2)
    assert found.score.ranking.r_precision == {1: 0.5, 5: 1.0, 10: 1.0}


def test_one_hit_fills_a_group_of_equally_right_skills(recogniser: Recogniser) -> None:
    found = evaluate_sentences(judged(JudgedSentence("weld metal", right("weld|cook"))), recogniser, "en")
    assert (found.score.precision, found.score.recall, found.score.f1) == (1.0, 1.0, 1.0)


def test_what_is_accepted_where_nothing_is_right_counts_as_wrong(recogniser: Recogniser) -> None:
    sentences = (JudgedSentence("weld metal", right("weld")), JudgedSentence("drive a forklift", ()))
    found = evaluate_sentences(judged(*sentences), recogniser, "en")
    assert (found.score.precision, found.score.recall) == (0.5, 1.0)
    assert found.score.ranking.mrr == 1.0


def test_must_nots_accepted_are_a_share_of_all_must_nots(recogniser: Recogniser) -> None:
    sentence = JudgedSentence("weld metal", (), frozenset({"weld", "bake"}))
    assert evaluate_sentences(judged(sentence), recogniser, "en").must_not_accepted == 0.5


def test_labelled_counts_only_groups_with_a_label_in_the_language() -> None:
    skills = tuple(replace(s, words={"en": s.words["en"]}) if s.id == "weld" else s for s in street().skills)
    half_dutch = build_recogniser(replace(street(), skills=skills), ("nl", "en"))
    sentence = JudgedSentence("brood bakken", right("bake", "weld"))
    found = evaluate_sentences(judged(sentence), half_dutch, "nl")
    assert found.labelled is not None
    assert (found.score.recall, found.labelled.recall) == (0.5, 1.0)


def test_keys_are_those_that_are_documented(recogniser: Recogniser) -> None:
    keys = {"mrr", "rp1", "rp5", "rp10", "precision", "recall", "f1", "baseline"}
    sentence = JudgedSentence("weld metal", right("weld"))
    plain = evaluate_sentences(judged(sentence, grouped=False), recogniser, "en").as_dict()
    grouped = evaluate_sentences(judged(sentence), recogniser, "en").as_dict()
    assert set(plain) == keys
    assert set(grouped) == keys | {"must_not_accepted", "labelled"}
    assert isinstance(grouped["labelled"], dict)
    assert set(grouped["labelled"]) == keys
    assert isinstance(plain["baseline"], dict)
    assert set(plain["baseline"]) == {"mrr", "rp1", "rp5", "rp10"}


def test_the_baseline_sees_words_and_nothing_else() -> None:
    baseline = LabelBaseline(street(), "en")
    assert baseline.rank("weld metal")[0] == "weld"
    assert baseline.rank("welded metalwork") == []


def test_the_right_answers_do_not_move_the_ranking(recogniser: Recogniser) -> None:
    order = [skill for skill, _ in recogniser.rank("bake and weld", "en", 20)]
    for place in (0, 3, 7):
        sentence = JudgedSentence("bake and weld", right(order[place]))
        found = evaluate_sentences(judged(sentence), recogniser, "en")
        assert found.score.ranking.mrr == pytest.approx(1 / (place + 1))


def test_fitting_learns_what_the_sentences_show(recogniser: Recogniser) -> None:
    sentences = tuple(
        JudgedSentence(skill.words["nl"].label, right(skill.id), frozenset()) for skill in street().skills
    )
    found = cross_validated(JudgedSentences(sentences, grouped=True), recogniser, "nl")
    assert all(half.score.ranking.r_precision[1] == 1.0 for half in found.halves)
    assert all(0.0 <= part.right <= 1.0 and part.skills > 0 for part in found.reliability)
    weights = fit_weights(sentences, recogniser, "nl")
    assert weights.confidence["score"] > 0.0


# --- on real data -----------------------------------------------------------------------------------


def test_dutch_sentences_are_read_better_than_the_goal(reference_data: Path) -> None:
    """Fitted on one half of the development sentences, measured on the other, both ways."""
    taxonomy, _ = read_esco([reference_data / "esco-1.1.1-en", reference_data / "esco-1.2.1-nl"])
    file = reference_data / "development" / "skill-sentences-nl" / "sentences.csv"
    esco = build_recogniser(taxonomy, ("nl", "en"))
    found = cross_validated(read_sentences_file(file, taxonomy, "nl"), esco, "nl")
    must_nots = []
    for half in found.halves:
        assert half.labelled is not None
        assert half.must_not_accepted is not None
        assert half.labelled.ranking.r_precision[5] > 2 * half.labelled.baseline.r_precision[5]
        must_nots.append(half.must_not_accepted)
    assert sum(must_nots) / 2 < 0.05
    for part in found.reliability:
        assert part.right == pytest.approx(part.confidence, abs=0.15)


def test_english_sentences_are_read_better_than_by_words_alone(reference_data: Path) -> None:
    taxonomy, _ = read_esco(reference_data / "esco-1.1.1-en")
    folder = reference_data / "development" / "skill-sentences-en"
    esco = build_recogniser(taxonomy, ("en",))
    for name in ("house", "tech"):
        sentences = read_sentences_file(folder / f"{name}_validation_annotations.csv", taxonomy, "en")
        found = evaluate_sentences(sentences, esco, "en").score
        assert found.ranking.r_precision[5] > 1.4 * found.baseline.r_precision[5]
