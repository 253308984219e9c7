# SPDX-License-Identifier: EUPL-1.2
"""What pays for a course, and why: one condition at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from overstap.engine.rules.instruments import (
    Beneficiary,
    CourseFacts,
    Instrument,
    PaidPer,
    Payment,
    PersonFacts,
    Situation,
    TargetFacts,
    judge,
    pays,
)

VOUCHER = Instrument(
    id="voucher",
    label={"nl": "Voucher", "en": "Voucher"},
    description={},
    payer="Region",
    beneficiary=Beneficiary.PERSON,
    share=1.0,
    amount_at_most=None,
    per=PaidPer.COURSE,
    to_check={},
    source="own",
    invented=True,
)
COURSE = CourseFacts(cost=1200, provider="school", level=3)
CARE = TargetFacts(occupation="carer", sector="care", outlook="shortage")
ANA = PersonFacts(place="delft", situation=Situation.NOTICE)
DAY = date(2027, 3, 1)


def paid(
    instrument: Instrument, person: PersonFacts = ANA, on: date = DAY, before: float = 0
) -> Payment | None:
    return pays(instrument, course=COURSE, target=CARE, person=person, on=on, paid_before=before)


def amount(instrument: Instrument, before: float = 0) -> float:
    payment = paid(instrument, before=before)
    return payment.amount if payment else 0.0


def test_without_conditions_it_pays_its_share() -> None:
    assert amount(VOUCHER) == 1200
    assert amount(replace(VOUCHER, share=0.5)) == 600


def test_never_more_than_its_most() -> None:
    assert amount(replace(VOUCHER, amount_at_most=1000)) == 1000


def test_once_per_person_counts_what_was_paid_before_and_per_course_does_not() -> None:
    once = replace(VOUCHER, amount_at_most=1000, per=PaidPer.PERSON)
    assert amount(once, before=400) == 600
    assert amount(once, before=1000) == 0
    assert amount(replace(once, per=PaidPer.COURSE), before=1000) == 1000


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"outlooks": ("shortage",)}, {"outlooks": ("growing",)}),
        ({"sectors": ("care",)}, {"sectors": ("technology",)}),
        ({"occupations": ("carer",)}, {"occupations": ("welder",)}),
        ({"providers": ("school",)}, {"providers": ("academy",)}),
        ({"places": ("delft",)}, {"places": ("leiden",)}),
        ({"situations": (Situation.NOTICE, Situation.UNEMPLOYED)}, {"situations": (Situation.EMPLOYED,)}),
        ({"level_low": 3}, {"level_low": 4}),
        ({"level_high": 3}, {"level_high": 2}),
        ({"starts_on": DAY}, {"starts_on": date(2027, 3, 2)}),
        ({"ends_on": DAY}, {"ends_on": date(2027, 2, 28)}),
        ({}, {"beneficiary": Beneficiary.EMPLOYER}),
        ({}, {"age_high": 27}),
    ],
)
def test_a_condition_that_is_met_pays_and_one_that_is_not_does_not(
    right: dict[str, object], wrong: dict[str, object]
) -> None:
    good, bad = replace(VOUCHER, **right), replace(VOUCHER, **wrong)  # type: ignore[arg-type]
    payment = paid(good)
    assert payment is not None
    assert len(payment.met) == len(right)
    assert paid(bad) is None
    (reason,) = judge(bad, course=COURSE, target=CARE, person=ANA, on=DAY).failed
    assert reason["nl"]
    assert reason["en"]


def test_what_is_not_known_of_the_person_is_theirs_to_check() -> None:
    limited = replace(
        VOUCHER, places=("delft",), situations=(Situation.NOTICE,), to_check={"nl": "Vraag het.", "en": "Ask."}
    )
    payment = paid(limited, PersonFacts())
    assert payment is not None
    assert payment.met == ()
    assert [words["en"] for words in payment.to_check] == [
        "You must live in a municipality that takes part.",
        "The condition is: you were told that your work ends.",
        "Ask.",
    ]


def test_a_course_without_a_level_does_not_fit_a_level() -> None:
    course = replace(COURSE, level=None)
    assert pays(replace(VOUCHER, level_low=2), course=course, target=CARE, person=ANA, on=DAY) is None


def test_a_course_that_costs_nothing_needs_no_money() -> None:
    assert pays(VOUCHER, course=replace(COURSE, cost=0), target=CARE, person=ANA, on=DAY) is None
