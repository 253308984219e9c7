# SPDX-License-Identifier: EUPL-1.2
"""The measure of title search is right, fair and reads the judgements last."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from overstap.engine.evaluate.baselines import bm25_scores, char_tfidf_scores
from overstap.engine.evaluate.titles import CorpusRanker, TitleCorpus, evaluate_titles, read_title_corpus
from overstap.engine.problems import InputRefused
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.titles import build_title_index
from tests.engine.titles.town import town

ELEMENTS = (
    *(label for occupation in town().occupations for label in occupation.words["nl"].all_labels()),
    "straatmuzikant",
)


def write(folder: Path, queries: str, elements: str, annotations: str) -> Path:
    (folder / "queries.tsv").write_text(queries)
    (folder / "corpus_elements.tsv").write_text(elements)
    (folder / "annotations.tsv").write_text(annotations)
    return folder


def test_a_corpus_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path, "q1\tkok\nq2\tober\n", "c1\tkok\nc2\tkelner\n", "q1\t0\tc1\t1\nq2\t0\tc2\t1\n")
    assert read_title_corpus(folder) == TitleCorpus(
        ("kok", "ober"), ("kok", "kelner"), (frozenset({0}), frozenset({1}))
    )


@pytest.mark.parametrize(
    ("queries", "elements", "annotations", "said"),
    [
        ("q1 kok\n", "c1\tkok\n", "", "queries.tsv, row 1"),
        ("q1\tkok\nq1\tober\n", "c1\tkok\n", "q1\t0\tc1\t1\n", "stands here twice"),
        ("q1\tkok\n", "c1\tkok\n", "q1\t0\tc9\t1\n", "“c9” is an unknown id"),
        ("q1\tkok\n", "c1\tkok\n", "q1\tc1\n", "does not have four columns"),
        ("q1\tkok\n", "c1\tkok\n", "", "annotations.tsv: has no right label"),
        ("q1\tkok\n", "c1\tkok\n", "q1\t0\tc1\t0\n", "annotations.tsv: has no right label"),
        ("q1\tkok\n", "c1\tkok\n", "q1\t0\tc1\tyes\n", "“yes” is not a whole number"),
        ("", "c1\tkok\n", "", "queries.tsv: holds no rows"),
    ],
)
def test_a_faulty_corpus_is_refused_with_the_place(
    tmp_path: Path, queries: str, elements: str, annotations: str, said: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        read_title_corpus(write(tmp_path, queries, elements, annotations))
    assert said in refused.value.text("en")


def test_a_title_that_nobody_judged_is_left_out_and_told(tmp_path: Path) -> None:
    folder = write(tmp_path, "q1\tkok\nq2\tober\n", "c1\tkok\n", "q1\t0\tc1\t1\nq2\t0\tc1\t-1\n")
    assert read_title_corpus(folder) == TitleCorpus(("kok",), ("kok",), (frozenset({0}),), ("q2",))


def test_a_label_may_hold_any_mark_that_is_no_line_break(tmp_path: Path) -> None:
    labels = "c1\tkok\x0ckeuken\r\nc2\tober\u2028zaal\r\n"
    folder = write(tmp_path, "q1\tkok\r\n", labels, "q1\t0\tc1\t1\r\n")
    assert read_title_corpus(folder).elements == ("kok\x0ckeuken", "ober\u2028zaal")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_title_corpus(tmp_path)
    assert [problem.file for problem in refused.value.problems] == [
        "queries.tsv",
        "corpus_elements.tsv",
        "annotations.tsv",
    ]


def test_the_ranking_holds_every_label_once_and_every_occupation_before_any_twice() -> None:
    ranking = CorpusRanker(town(), ELEMENTS, "nl").rank("verpleegster").tolist()
    assert sorted(ranking) == list(range(len(ELEMENTS)))
    assert ELEMENTS[ranking[0]] == "verpleegster"
    ahead = [town_owner(ELEMENTS[row]) for row in ranking[: len(town().occupations) + 1]]
    assert len(set(ahead)) == len(ahead)


def town_owner(label: str) -> str:
    owners = [one.id for one in town().occupations if label in one.words["nl"].all_labels()]
    return owners[0] if owners else label


def test_a_label_that_the_taxonomy_does_not_know_can_still_be_found() -> None:
    ranking = CorpusRanker(town(), ELEMENTS, "nl").rank("muzikant op straat")
    assert ELEMENTS[ranking[0]] == "straatmuzikant"


def test_labels_in_another_language_than_the_taxonomy_has_can_be_ranked() -> None:
    english = [words for one in town().occupations for words in one.words["en"].all_labels()]
    ranking = CorpusRanker(town(), english, "nl").rank("schoonmaakster")
    assert english[ranking[0]] == "cleaner"


def test_scores_follow_from_the_ranks() -> None:
    corpus = TitleCorpus(("kok", "bakker"), ("bakker", "kok"), (frozenset({1}), frozenset({1})))
    found = evaluate_titles(corpus, town(), "nl")
    assert found.index.mrr == pytest.approx((1 + 1 / 2) / 2)
    assert found.index.accuracy == {1: 0.5, 5: 1.0, 10: 1.0}
    assert set(found.as_dict()) == {"mrr", "accuracy", "seconds", "baselines"}
    assert set(found.baselines) == {"bm25", "char_tfidf"}


def test_what_is_right_does_not_move_the_ranking() -> None:
    ranks = []
    for right in itertools.islice(range(len(ELEMENTS)), 3):
        corpus = TitleCorpus(("winkelmedewerker",), ELEMENTS, (frozenset({right}),))
        ranks.append(round(1 / evaluate_titles(corpus, town(), "nl").index.mrr))
    ranking = CorpusRanker(town(), ELEMENTS, "nl").rank("winkelmedewerker").tolist()
    assert ranks == [ranking.index(right) + 1 for right in range(3)]


def test_bm25_is_what_its_formula_gives() -> None:
    scores = bm25_scores(["kok"], ["kok", "kok vis", "bakker"])[0]
    idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = 4 / 3
    assert scores[0] == pytest.approx(idf * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 1 / mean)))
    assert scores[1] == pytest.approx(idf * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 2 / mean)))
    assert scores[2] == 0


def test_character_tfidf_is_a_cosine() -> None:
    scores = char_tfidf_scores(["Kok", "xyz"], ["kok", "koken", "bakker"])
    assert scores[0, 0] == pytest.approx(1)
    assert 0 < scores[0, 1] < 1
    assert scores[1].tolist() == [0, 0, 0]


# --- on real data -----------------------------------------------------------------------------------


def test_flemish_titles_are_placed_better_than_the_goal(reference_data: Path) -> None:
    """Half of the development titles, to be quick; the whole set and its figures stand in the documentation."""
    corpus = read_title_corpus(reference_data / "development" / "titles-flemish")
    half = TitleCorpus(corpus.queries[::2], corpus.elements, corpus.right[::2])
    found = evaluate_titles(half, read_esco(reference_data / "esco-1.2.1-nl", ("nl",))[0], "nl")
    assert found.index.mrr > 0.62
    assert found.index.mrr > found.baselines["char_tfidf"].mrr + 0.05
    assert found.index.mrr > found.baselines["bm25"].mrr + 0.10


def test_everyday_titles_are_found_in_esco(reference_data: Path) -> None:
    taxonomy = read_esco(reference_data / "esco-1.2.1-nl", ("nl",))[0]
    index = build_title_index(taxonomy, ("nl",))
    for typed, meant in {
        "baliemedewerker bank": "baliemedewerker bankbedrijf",
        "verpleegkundige ic": "gespecialiseerd verpleegkundige",
        "monteur cv ketels": "verwarmingsmonteur",
        "heftruck": "heftruckchauffeur",
        "juf basisschool": "leraar basisonderwijs",
    }.items():
        assert meant in [found.label for found in index.find(typed, "nl", 3)], typed
