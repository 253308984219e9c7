# SPDX-License-Identifier: EUPL-1.2
"""The ladder of small cases for coverage, reach and gaps: one data set, one expected line each."""

from datetime import date

import pytest

from overstap.engine.matching.model import (
    Course,
    Edition,
    Evidence,
    HeldSkill,
    Opening,
    Passport,
    Reach,
)
from overstap.engine.skills.taxonomy import Importance
from tests.engine.tiny import TODAY, demands, language, matcher, passport

LANGUAGE = language("a b c d e f g h n w r", relations="n<w h-r")


def one(held: str, asked: str, **rest):
    return matcher(LANGUAGE, {"job": asked}, **rest).match(passport(held), "job", today=TODAY)


@pytest.mark.parametrize(
    ("name", "held", "asked", "shown", "claimed"),
    [
        ("A01 nothing held scores nothing", "", "a! b!", 0, 0),
        ("A02 all held by claim", "a b", "a! b!", 0, 1),
        ("A03 half of equal musts", "a", "a! b!", 0, 1 / 2),
        ("A04 importance weighs 1, 1/2, 1/4", "a", "a! b+ c?", 0, 1 / 1.75),
        ("A05 what others stand for is shown", "a* b", "a! b!", 1 / 2, 1),
        ("A06 work done is a claim, not proof", "a~ b*", "a! b!", 1 / 2, 1),
        ("A07 the narrower skill nearly meets the wider demand", "n", "w!", 0, 0.85),
        ("A08 the wider skill meets the narrower demand less", "w", "n!", 0, 0.50),
        ("A09 a related skill counts for its part", "r", "h!", 0, 0.45),
        ("A10 skills not asked change nothing", "a b c d", "a!", 0, 1),
        ("A11 only the best held skill counts", "n w", "w!", 0, 1),
        ("A12 no demands is unknown, not a fit", "a", "", 0, 0),
    ],
)
def test_coverage(name, held, asked, shown, claimed):
    coverage = one(held, asked).coverage
    assert coverage.shown == pytest.approx(shown)
    assert coverage.claimed == pytest.approx(claimed)


@pytest.mark.parametrize(
    ("name", "held", "asked", "reach"),
    [
        ("B01 every must held fits", "a b", "a! b!", Reach.NOW),
        ("B02 seven of eight is one step", "a b c d e f g", "a! b! c! d! e! f! g! h!", Reach.ONE_AWAY),
        ("B03 two musts short is further", "a b c d", "a! b! c! d! e! f!", Reach.FURTHER),
        ("B04 a should that is missing does not stop", "a b c", "a! b! c! d+", Reach.NOW),
        ("B05 one must of two is near enough to learn", "a", "a! b!", Reach.ONE_AWAY),
        ("B06 one must of one is too little", "b", "a!", Reach.FURTHER),
        ("B07 a near skill covers a must", "a n", "a! w!", Reach.NOW),
        ("B08 musts alone do not fit when much else is asked", "a", "a! b+ c+ d+ e+", Reach.FURTHER),
    ],
)
def test_reach(name, held, asked, reach):
    assert one(held, asked).reach is reach


def test_a_missing_legal_certificate_is_a_step():
    openings = [Opening("job", demands("a! b!"), certificates=frozenset({"paper"}))]
    matching = matcher(LANGUAGE, openings)
    without = matching.match(passport("a b"), "job", today=TODAY)
    assert without.reach is Reach.ONE_AWAY
    assert without.certificates_missing == ("paper",)
    assert matching.match(passport("a b", "paper"), "job", today=TODAY).reach is Reach.NOW


def test_the_strongest_evidence_counts_when_a_skill_is_there_twice():
    matching = matcher(LANGUAGE, {"job": "a!"})
    twice = Passport((HeldSkill("a"), HeldSkill("a", Evidence.CERTIFIED), HeldSkill("a", Evidence.INFERRED)))
    match = matching.match(twice, "job", today=TODAY)
    assert match.coverage.shown == 1
    assert match.demands[0].evidence is Evidence.CERTIFIED


def test_the_gap_names_what_is_missing_heaviest_first_with_the_nearest_held_skill():
    match = one("w", "a+ n! b!")
    assert [(gap.skill, gap.nearest_held) for gap in match.missing] == [("n", "w"), ("b", None), ("a", None)]
    assert [gap.importance for gap in match.missing] == [Importance.MUST, Importance.MUST, Importance.SHOULD]
    assert (match.covered_count, match.asked_count) == (0, 3)


def edition(id_: str, start: date, end: date, **rest) -> Edition:
    return Edition(id_, "course", start, end, **rest)


def test_the_gap_lists_the_editions_that_can_still_be_joined_the_first_to_arrive_first():
    course = Course(
        "course",
        teaches=("b",),
        editions=(
            edition("spring", date(2027, 3, 1), date(2027, 5, 1)),
            edition("gone", date(2026, 12, 1), date(2027, 2, 1)),
            edition("any-week", date(2026, 9, 1), date(2027, 9, 1), continuous=True, weeks=6),
            edition("long", date(2027, 1, 11), date(2028, 1, 11)),
            edition("dear", date(2027, 4, 1), date(2027, 5, 1), cost=900),
        ),
    )
    match = one("a", "a! b!", courses=(course,))
    assert [found.id for found in match.missing[0].editions] == ["any-week", "spring", "dear", "long"]


def test_a_course_in_the_narrower_skill_closes_the_wider_gap_and_not_the_reverse():
    runs = (edition("e", date(2027, 3, 1), date(2027, 5, 1)),)
    narrow = one("a", "a! w!", courses=(Course("course", ("n",), editions=runs),))
    wide = one("a", "a! n!", courses=(Course("course", ("w",), editions=runs),))
    assert narrow.missing[0].editions
    assert not wide.missing[0].editions


def test_a_course_that_leads_to_the_missing_certificate_is_named():
    runs = (edition("e", date(2027, 3, 1), date(2027, 5, 1)),)
    course = Course("course", ("b",), certificates=frozenset({"paper"}), editions=runs)
    openings = [Opening("job", demands("a!"), certificates=frozenset({"paper"}))]
    match = matcher(LANGUAGE, openings, (course,)).match(passport("a"), "job", today=TODAY)
    assert [found.id for found in match.certificate_editions["paper"]] == ["e"]


def test_a_skill_or_opening_that_does_not_exist_is_an_error_not_a_zero():
    matching = matcher(LANGUAGE, {"job": "a!"})
    with pytest.raises(KeyError):
        matching.match(passport("unknown"), "job", today=TODAY)
    with pytest.raises(KeyError):
        matching.match(passport("a"), "no-such-job", today=TODAY)
    with pytest.raises(KeyError):
        matcher(LANGUAGE, {"job": "unknown!"})


def test_an_attitude_counts_in_coverage_but_is_no_step():
    patient = frozenset({"c"})
    matching = matcher(LANGUAGE, {"job": "a! b! c!"}, attitudes=patient)
    match = matching.match(passport("a b"), "job", today=TODAY)
    assert match.coverage.claimed == pytest.approx(2 / 3)
    assert match.reach is Reach.NOW
    assert [gap.skill for gap in match.attitudes_asked] == ["c"]
    assert match.must_missing == ()


def test_a_paper_that_comes_with_the_job_is_named_but_is_no_step():
    openings = [Opening("job", demands("a! b!"), on_hiring=frozenset({"conduct"}))]
    matching = matcher(LANGUAGE, openings)
    match = matching.match(passport("a b"), "job", today=TODAY)
    assert match.reach is Reach.NOW
    assert match.certificates_on_hiring == ("conduct",)
    assert matching.match(passport("a b", "conduct"), "job", today=TODAY).certificates_on_hiring == ()


def test_a_course_is_only_offered_when_enough_of_it_serves_the_work():
    runs = (edition("e", date(2027, 3, 1), date(2027, 5, 1)),)
    fitting = Course("course", ("b", "c"), editions=runs)
    beside_the_point = Course("course", ("b", "d", "e", "f"), editions=runs)
    assert one("a", "a! b!", courses=(fitting,)).missing[0].editions
    assert not one("a", "a! b!", courses=(beside_the_point,)).missing[0].editions
