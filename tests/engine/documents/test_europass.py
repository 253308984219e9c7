# SPDX-License-Identifier: EUPL-1.2
"""Europass CVs: the present form and the older one are read, ours comes back equal, and who it is stays out."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.documents.document import read_document
from overstap.engine.documents.entries import Entry, EntryKind, Told
from overstap.engine.documents.europass import day_of, europass_json, europass_tree
from overstap.engine.documents.europass_names import THREE_LETTERS
from overstap.engine.documents.europass_writing import europass_xml
from tests.made_europass import CANDIDATE, OLD_JSON, OLD_XML, WHO_IN_EUROPASS, a_europass_pdf


def read(content: bytes) -> Told:
    told = europass_tree(read_document(content).tree)
    assert told is not None
    return told


WORK = (
    Entry(
        EntryKind.WORK,
        "Baliemedewerker",
        "ABN Bank",
        date(2018, 3, 1),
        None,
        "Klachten behandelen\nDe kas doen",
    ),
    Entry(EntryKind.STUDY, "Secretarieel mbo", "ROC Mondriaan", date(2008, 9, 1), date(2011, 6, 30), ""),
)


@pytest.mark.parametrize(
    "told",
    [read(CANDIDATE), read(a_europass_pdf()), read(OLD_XML), europass_json(json.loads(OLD_JSON))],
    ids=["candidate", "pdf", "old-xml", "old-json"],
)
def test_work_study_languages_and_licences_are_read_in_each_form(told: Told) -> None:
    assert told.entries == WORK
    assert told.languages == (("nl", "C2"), ("en", "B1"))  # the lowest of what is told of listening to writing
    assert told.licences == ("Rijbewijs B",)
    assert "klanten te woord staan" in told.text


@pytest.mark.parametrize(
    "told",
    [read(CANDIDATE), read(OLD_XML), europass_json(json.loads(OLD_JSON))],
    ids=["candidate", "old-xml", "old-json"],
)
def test_who_it_is_is_not_taken_over_and_told(told: Told) -> None:
    kept = repr(told)
    assert [word for word in WHO_IN_EUROPASS if word in kept] == []
    assert {"name", "contact", "birth", "sex", "nationality", "photo"} <= set(told.left_out)


def test_what_there_is_no_place_for_is_told() -> None:
    assert "publications" in read(CANDIDATE).left_out
    assert "other" in read(CANDIDATE.replace(b"PublicationHistory", b"SpeakingHistory")).left_out


def test_something_else_is_no_europass() -> None:
    assert europass_tree(["html", {}, "", []]) is None
    assert europass_tree(None) is None
    for value in ({"format": "overstap-passport"}, [], None, "x", 7):
        assert europass_json(value) is None


TEXT = st.text(st.characters(min_codepoint=48, max_codepoint=122, exclude_characters="<>&|@`"), min_size=1)
TITLE = st.sampled_from(["Kok", "Baliemedewerker & co", "VMBO-T", "Hulp <3 in de zorg", "Lasser (MIG/MAG)"])
DAYS = st.dates(date(1960, 1, 1), date(2030, 1, 1))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    begin, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if begin and end and begin > end:
        begin, end = end, begin
    note = draw(st.sampled_from(["", "De kas doen\nKlanten helpen", "5 > 3 & 2"]))
    return Entry(draw(st.sampled_from(EntryKind)), draw(TITLE), draw(TITLE), begin, end, note)


@given(
    st.lists(entries(), max_size=5),
    st.dictionaries(st.sampled_from(sorted(THREE_LETTERS)), st.sampled_from(["A1", "B2", "C2"]), max_size=4),
    st.sampled_from(["nl", "en"]),
)
@settings(max_examples=40, deadline=None)
def test_ours_comes_back_equal(told: list[Entry], languages: dict[str, str], language: str) -> None:
    order = [EntryKind.WORK, EntryKind.STUDY, EntryKind.CERTIFICATE, EntryKind.VOLUNTEER]
    sent = Told("", tuple(told), tuple(languages.items()), ("Rijbewijs B", "Rijbewijs CE"))
    written = europass_xml(sent, ["kassa bedienen"], language)
    back = europass_tree(_tree(written))
    assert back is not None
    assert list(back.entries) == sorted(told, key=lambda one: order.index(one.kind))
    assert dict(back.languages) == languages
    assert back.licences == sent.licences
    assert "kassa bedienen" in back.text


def _tree(content: bytes) -> list[object]:
    """As `read_document` gives it, without the process of its own."""
    from overstap.engine.documents.unpacking import unpack

    return unpack(content)["tree"]


def test_what_is_written_names_nobody() -> None:
    written = europass_xml(Told("", WORK), [], "nl").decode()
    assert "<oa:GivenName>-</oa:GivenName>" in written
    assert 'languageCode="nl"' in written


@pytest.mark.parametrize(
    ("said", "last", "day"),
    [
        ("2019", False, date(2019, 1, 1)),
        ("2019", True, date(2019, 12, 31)),
        ("2019-02", True, date(2019, 2, 28)),
        ("2019-02-31", True, date(2019, 2, 28)),
        ("2019-13", False, date(2019, 1, 1)),
        ("2019-04-05T00:00:00", False, date(2019, 4, 5)),
        ("soon", False, None),
        ("0001", False, None),
    ],
)
def test_days_as_europass_writes_them(said: str, last: bool, day: date | None) -> None:
    assert day_of(said, last=last) == day


def test_any_json_is_read_or_passed_by() -> None:
    simple = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
    values = st.recursive(
        simple,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    )

    @given(values)
    @settings(max_examples=80, deadline=None)
    def told(value: object) -> None:
        for name in ("SkillsPassport", "Candidate"):
            assert europass_json({name: {"LearnerInfo": value, "CandidateProfile": value}}) is not None

    told()


@given(TEXT)
@settings(max_examples=20, deadline=None)
def test_tags_go_and_words_stay(said: str) -> None:
    from overstap.engine.documents.parts import plain

    assert plain(f"<p>{said}</p>") == plain(said)
