# SPDX-License-Identifier: EUPL-1.2
"""What may pay for a course: vouchers, funds, arrangements; and why it does, or does not.

Conditions look at the course, the work it leads to, where someone lives and whether they have work. Never at
sex, health or origin. Some arrangements had an age limit; we do not know ages and do not ask, so those are
described but never counted on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Words = Mapping[str, str]
"""A sentence per language, `nl` and `en`."""


class Situation(StrEnum):
    """Has work; has work and was told that it ends; has none."""

    EMPLOYED = "employed"
    NOTICE = "notice"
    UNEMPLOYED = "unemployed"


class Beneficiary(StrEnum):
    """To whom the money goes."""

    PERSON = "person"
    EMPLOYER = "employer"


class PaidPer(StrEnum):
    """What a limit holds for: all courses of one person together, or each course."""

    PERSON = "person"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Instrument:
    """An arrangement that pays for training.

    It pays `share` of what a course costs (0 to 1), at most `amount_at_most` EUR, `per` course or once per
    person. Conditions that are empty do not limit: `outlooks`, `sectors` and `occupations` of the work one
    goes to; `providers` and levels of the course; `places` where one lives; `situations` one is in.
    `to_check`: a condition that only the person can judge. With `beneficiary` employer the money goes to an
    employer; with an age limit it is never counted on. `source` is an id of the region's sources.
    """

    id: str
    label: Words
    description: Words
    payer: str
    beneficiary: Beneficiary
    share: float
    amount_at_most: float | None
    per: PaidPer
    to_check: Words
    source: str
    invented: bool
    outlooks: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    situations: tuple[Situation, ...] = ()
    level_low: int | None = None
    level_high: int | None = None
    age_low: int | None = None
    age_high: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """The course to be paid. Cost in EUR; level NLQF, `None` when the course has none."""

    cost: float
    provider: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """The work that the course leads to."""

    occupation: str
    sector: str
    outlook: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of the person; `None` is unknown, and then the person must check it."""

    place: str | None = None
    situation: Situation | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """An instrument pays `amount` EUR of the course. `met`: why; `to_check`: what the person must check."""

    instrument: str
    amount: float
    met: tuple[Words, ...]
    to_check: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Which conditions are met, which are unknown, and which are not met."""

    met: tuple[Words, ...]
    to_check: tuple[Words, ...]
    failed: tuple[Words, ...]


def pays(
    instrument: Instrument,
    *,
    course: CourseFacts,
    target: TargetFacts,
    person: PersonFacts,
    on: date,
    paid_before: float = 0.0,
) -> Payment | None:
    """What an instrument pays of a course that begins on a day, or `None` when it does not pay.

    `paid_before`: what it has paid for this person already, for instruments that pay once per person.

    >>> voucher = Instrument(
    ...     id="voucher", label={"en": "Retraining voucher"}, description={}, payer="Region",
    ...     beneficiary=Beneficiary.PERSON, share=0.8, amount_at_most=1500, per=PaidPer.PERSON, to_check={},
    ...     source="own", invented=True, outlooks=("shortage",),
    ... )
    >>> course = CourseFacts(cost=1000, provider="school")
    >>> target = TargetFacts(occupation="care-assistant", sector="care", outlook="shortage")
    >>> payment = pays(voucher, course=course, target=target, person=PersonFacts(), on=date(2027, 3, 1))
    >>> payment.amount, payment.met[0]["en"]
    (800.0, 'It leads to work that is short of people.')
    """
    judgement = judge(instrument, course=course, target=target, person=person, on=on)
    if judgement.failed:
        return None
    amount = instrument.share * course.cost
    if instrument.amount_at_most is not None:
        left = instrument.amount_at_most - (paid_before if instrument.per is PaidPer.PERSON else 0.0)
        amount = min(amount, left)
    if amount <= 0:
        return None
    return Payment(instrument.id, amount, judgement.met, judgement.to_check)


def judge(
    instrument: Instrument, *, course: CourseFacts, target: TargetFacts, person: PersonFacts, on: date
) -> Judgement:
    """Every condition of an instrument, one by one, in words."""
    met: list[Words] = []
    to_check: list[Words] = []
    failed: list[Words] = []

    def hold(limited: bool, holds: bool | None, yes: Words, no: Words | Callable[[], Words]) -> None:
        if limited and holds:
            met.append(yes)
        elif limited:
            (to_check if holds is None else failed).append(no() if callable(no) else no)

    one = instrument
    hold(one.beneficiary is Beneficiary.EMPLOYER, False, {}, _FOR_EMPLOYERS)
    hold(one.age_low is not None or one.age_high is not None, False, {}, lambda: _age(one))
    hold(one.starts_on is not None or one.ends_on is not None, _open(one, on), _OPEN, lambda: _closed(one))
    hold(bool(one.outlooks), target.outlook in one.outlooks, _leads_to(target), _OTHER_OUTLOOK)
    hold(bool(one.sectors), target.sector in one.sectors, _SECTOR, _OTHER_SECTOR)
    hold(bool(one.occupations), target.occupation in one.occupations, _OCCUPATION, _OTHER_OCCUPATION)
    hold(bool(one.providers), course.provider in one.providers, _PROVIDER, _OTHER_PROVIDER)
    limited = one.level_low is not None or one.level_high is not None
    hold(limited, _level_fits(one, course.level), _LEVEL, _OTHER_LEVEL)
    hold(bool(one.places), _among(person.place, one.places), _PLACE, _OTHER_PLACE)
    hold(bool(one.situations), _among(person.situation, one.situations), _SITUATION, lambda: _needs(one))
    if one.to_check:
        to_check.append(one.to_check)
    return Judgement(tuple(met), tuple(to_check), tuple(failed))


def _among(value: str | None, allowed: tuple[str, ...]) -> bool | None:
    return None if value is None else value in allowed


def _open(one: Instrument, on: date) -> bool:
    return (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or on <= one.ends_on)


def _level_fits(one: Instrument, level: int | None) -> bool:
    return level is not None and (one.level_low or 1) <= level <= (one.level_high or 8)


def _said(nl: str, en: str) -> Words:
    return {"nl": nl, "en": en}


_FOR_EMPLOYERS = _said("Dit geld gaat naar een werkgever.", "This money goes to an employer.")
_OPEN = _said("De regeling loopt op de dag dat je begint.", "It runs on the day you begin.")
_OTHER_OUTLOOK = _said(
    "Hij is voor ander werk: waar je naartoe gaat hoort er niet bij.",
    "It is for other work: where you go is not part of it.",
)
_SECTOR = _said("Je gaat werken in de sector van deze regeling.", "You go to the sector of this arrangement.")
_OTHER_SECTOR = _said("Hij is voor een andere sector.", "It is for another sector.")
_OCCUPATION = _said("Je gaat naar een beroep uit deze regeling.", "You go to an occupation it is for.")
_OTHER_OCCUPATION = _said("Hij is voor andere beroepen.", "It is for other occupations.")
_PROVIDER = _said("Deze opleider doet mee.", "This provider takes part.")
_OTHER_PROVIDER = _said("Deze opleider doet niet mee.", "This provider takes no part.")
_LEVEL = _said("Het niveau van de cursus past.", "The level of the course fits.")
_OTHER_LEVEL = _said("Het niveau van de cursus past niet.", "The level of the course does not fit.")
_PLACE = _said("Je woont in een gemeente die meedoet.", "You live in a municipality that takes part.")
_OTHER_PLACE = _said(
    "Je moet in een gemeente wonen die meedoet.", "You must live in a municipality that takes part."
)
_SITUATION = _said("Jouw situatie past.", "Your situation fits.")
_LEADS_TO = {
    "shortage": _said(
        "Je gaat naar werk waar ze mensen tekortkomen.", "It leads to work that is short of people."
    ),
    "growing": _said("Je gaat naar werk dat groeit.", "It leads to work that is growing."),
    "stable": _said("Je gaat naar werk dat gelijk blijft.", "It leads to work that stays the same."),
    "shrinking": _said("Je gaat naar werk dat krimpt.", "It leads to work that is shrinking."),
}
_NEEDS: Mapping[Situation, Words] = {
    Situation.EMPLOYED: _said("je hebt werk", "you have work"),
    Situation.NOTICE: _said("je hebt gehoord dat je werk stopt", "you were told that your work ends"),
    Situation.UNEMPLOYED: _said("je hebt geen werk", "you have no work"),
}


def _leads_to(target: TargetFacts) -> Words:
    return _LEADS_TO.get(target.outlook, _OTHER_OUTLOOK)


def _needs(one: Instrument) -> Words:
    nl = " of ".join(_NEEDS[situation]["nl"] for situation in one.situations)
    en = " or ".join(_NEEDS[situation]["en"] for situation in one.situations)
    return _said(f"De voorwaarde is: {nl}.", f"The condition is: {en}.")


def _closed(one: Instrument) -> Words:
    begins = f" from {one.starts_on.isoformat()}" if one.starts_on else ""
    ends = f" until {one.ends_on.isoformat()}" if one.ends_on else ""
    nl = (begins + ends).replace(" from ", " van ").replace(" until ", " tot en met ")
    return _said(f"De regeling liep of loopt{nl}.", f"It runs or ran{begins}{ends}.")


def _age(one: Instrument) -> Words:
    if one.age_low is None:
        nl, en = f"tot en met {one.age_high}", f"up to {one.age_high}"
    elif one.age_high is None:
        nl, en = f"vanaf {one.age_low}", f"from {one.age_low}"
    else:
        nl, en = f"van {one.age_low} tot en met {one.age_high}", f"from {one.age_low} to {one.age_high}"
    return _said(
        f"Er is een leeftijdsgrens ({nl} jaar). Wij vragen je leeftijd niet, dus rekenen we er niet mee.",
        f"It has an age limit ({en}). We do not ask your age, so we do not count on it.",
    )
