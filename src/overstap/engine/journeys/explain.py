# SPDX-License-Identifier: EUPL-1.2
"""A journey in words: the income drop before anything else, then how long, what it costs, and why it can be
done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from overstap.engine.journeys.model import (
    Best,
    ChangeLeg,
    Journey,
    Leg,
    Meanwhile,
    StudyLeg,
    WaitFor,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.journeys.phrases import PHRASES, Phrases

_NAMED = 3
"""Names listed before the rest is counted: more no one reads."""
_CENT = 0.005


class Names(Protocol):
    """What things are called in the language of the sentences."""

    def skill(self, id_: str) -> str:
        """A skill."""

    def occupation(self, id_: str) -> str:
        """An occupation."""

    def certificate(self, id_: str) -> str:
        """A legal paper."""

    def course(self, id_: str) -> str:
        """A course."""

    def opening(self, id_: str) -> str:
        """An opening, with who offers it."""


@dataclass(frozen=True, slots=True)
class JourneyWords:
    """A journey in sentences. `drop` is empty when no month brings less than today.

    `legs` has one sentence for each leg of the journey, in the same order.
    """

    title: str
    drop: str
    summary: str
    why: str
    best_at: tuple[str, ...]
    legs: tuple[str, ...]


def explain_journey(journey: Journey, language: str, names: Names) -> JourneyWords:
    """Says a journey in plain Dutch (`nl`) or English (`en`); another language raises `KeyError`."""
    say = PHRASES[language]
    count = journey.measures
    duration = how_long(journey.departs_on, count.arrives_on, language)
    return JourneyWords(
        title=_sentence(say.title.format(work=names.occupation(journey.destination.occupation), time=duration)),
        drop=_drop(journey, say, language),
        summary=_summary(journey, say, language),
        why=_why(journey, say, language, names),
        best_at=tuple(say.best_at[best] for best in journey.best_at),
        legs=tuple(_leg(leg, say, language, names) for leg in journey.legs),
    )


def best_at_in_words(best: Best, language: str) -> str:
    """What a journey is best at."""
    return PHRASES[language].best_at[best]


def how_long(start: date, end: date, language: str) -> str:
    """A stretch of time as people say it.

    >>> how_long(date(2027, 1, 4), date(2028, 3, 10), "nl"), how_long(date(2027, 1, 4), date(2027, 2, 3), "en")
    ('14 maanden', '4 weeks')
    """
    say = PHRASES[language]
    days = (end - start).days
    if days < 60:
        weeks = max(1, round(days / 7))
        return say.week if weeks == 1 else say.weeks.format(n=weeks)
    return say.months.format(n=round(days / 30.44))


def money(amount: float, language: str) -> str:
    """An amount in whole euros, or with cents below ten.

    >>> money(1360.64, "nl"), money(1360.64, "en"), money(0, "nl")
    ('€ 1.361', '€1,361', '€ 0')
    """
    grouped = f"{round(amount):,}"
    return f"€ {grouped.replace(',', '.')}" if language == "nl" else f"€{grouped}"


def day_in_words(day: date, language: str) -> str:
    """A date.

    >>> day_in_words(date(2027, 4, 1), "nl"), day_in_words(date(2027, 4, 1), "en")
    ('1 april 2027', '1 April 2027')
    """
    return f"{day.day} {PHRASES[language].month_names[day.month - 1]} {day.year}"


# --- parts ----------------------------------------------------------------------------------------


def _drop(journey: Journey, say: Phrases, language: str) -> str:
    """The income drop, and how long until it is made good."""
    if journey.today_monthly is None:
        return say.drop_unknown
    if journey.drop < _CENT:
        return ""
    amount = money(journey.drop, language)
    if journey.good_again_on is None:
        return say.drop_for_good.format(amount=amount)
    when = f"{PHRASES[language].month_names[journey.good_again_on.month - 1]} {journey.good_again_on.year}"
    return say.drop_until.format(amount=amount, when=when)


def _summary(journey: Journey, say: Phrases, language: str) -> str:
    count = journey.measures
    work = journey.destination
    begins = say.arrives.format(day=day_in_words(work.starts_on, language))
    if work.learns_until is not None:
        begins += say.learned.format(day=day_in_words(work.learns_until, language))
    parts = [
        begins,
        say.costs.format(amount=money(count.cost, language)) if count.cost >= 1 else say.costs_nothing,
    ]
    if count.lowest_monthly != float("inf"):
        parts.append(say.lowest.format(amount=money(count.lowest_monthly, language)))
    parts.append(
        say.study.format(hours=f"{count.study_hours:.0f}") if count.study_hours >= 0.5 else say.no_study
    )
    return f"{_sentence('; '.join(parts))}"


def _why(journey: Journey, say: Phrases, language: str, names: Names) -> str:
    """Why it can be done: what is there already, what is learned on the way."""
    changes = [leg for leg in journey.legs if isinstance(leg, ChangeLeg)]
    last = changes[-1]
    parts = [say.already.format(covered=len(last.from_the_start), asked=last.asked)]
    study = [leg for leg in journey.legs if isinstance(leg, StudyLeg)]
    learned = tuple(dict.fromkeys(skill for leg in study for skill in leg.new_skills))
    papers = [names.certificate(one) for leg in study for one in leg.new_certificates]
    if learned:
        parts.append(
            say.learns.format(
                n=len(study),
                courses=say.course if len(study) == 1 else say.courses.format(n=len(study)),
                names=listed([names.skill(skill) for skill in learned], language),
            )
        )
    elif papers:
        parts.append(say.papers_only.format(names=listed(papers, language)))
    if len(changes) > 1:
        between = [names.occupation(change.occupation) for change in changes[:-1]]
        parts.append(say.over.format(names=listed(between, language)))
    if journey.destination.learns_until is not None:
        parts.append(say.taught)
    return _sentence("; ".join(parts))


def _leg(leg: Leg, say: Phrases, language: str, names: Names) -> str:
    if isinstance(leg, StudyLeg):
        return _study(leg, say, language, names)
    if isinstance(leg, WorkLeg):
        return _work(leg, say, language, names)
    if isinstance(leg, ChangeLeg):
        return _change(leg, say, language, names)
    return _wait(leg, say, language)


def _study(leg: StudyLeg, say: Phrases, language: str, names: Names) -> str:
    text = say.study_leg.format(
        course=names.course(leg.course),
        start=day_in_words(leg.starts_on, language),
        end=day_in_words(leg.ends_on, language),
        hours=f"{leg.hours:g}",
        cost=money(leg.out_of_pocket, language),
    )
    if leg.payment is not None:
        text += " " + say.paid.format(amount=money(leg.payment.amount, language))
    return text


def _work(leg: WorkLeg, say: Phrases, language: str, names: Names) -> str:
    where = names.opening(leg.opening) if leg.opening else names.occupation(leg.occupation)
    text = say.work_leg.format(
        work=where,
        start=day_in_words(leg.starts_on, language),
        hours=f"{leg.hours:g}",
        amount=money(leg.monthly, language),
    )
    if leg.learns_until is not None:
        text += " " + say.learning_until.format(when=day_in_words(leg.learns_until, language))
    elif leg.monthly_later > leg.monthly + _CENT:
        text += " " + say.later.format(amount=money(leg.monthly_later, language))
    return text


def _change(leg: ChangeLeg, say: Phrases, language: str, names: Names) -> str:
    text = say.change_leg.format(
        day=day_in_words(leg.on, language),
        work=names.occupation(leg.occupation),
        covered=leg.covered,
        asked=leg.asked,
    )
    if leg.missing:
        text += " " + say.still_missing.format(
            names=listed([names.skill(skill) for skill in leg.missing], language)
        )
    if leg.attitudes:
        text += " " + say.attitudes.format(
            names=listed([names.skill(skill) for skill in leg.attitudes], language)
        )
    if leg.on_hiring:
        text += " " + say.on_hiring.format(
            names=listed([names.certificate(paper) for paper in leg.on_hiring], language)
        )
    return text


def _wait(leg: WaitLeg, say: Phrases, language: str) -> str:
    reasons: Mapping[WaitFor, str] = say.waiting
    living: Mapping[Meanwhile, str] = say.meanwhile
    return say.wait_leg.format(
        until=day_in_words(leg.ends_on, language), why=reasons[leg.reason], living=living[leg.meanwhile]
    )


def listed(labels: Sequence[str], language: str) -> str:
    """Names in a row, the rest counted.

    >>> listed(["a", "b", "c", "d", "e"], "nl")
    '“a”, “b”, “c” en nog 2'
    """
    say = PHRASES[language]
    names = [f"“{label}”" for label in labels[:_NAMED]]
    if len(labels) > _NAMED:
        names.append(say.more.format(n=len(labels) - _NAMED))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {say.joiner} {names[-1]}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
