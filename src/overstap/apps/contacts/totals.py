# SPDX-License-Identifier: EUPL-1.2
"""What came of contacts in totals, for a monitor: people are counted once, and small groups are not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from overstap.apps.contacts.enums import ASKED_AFTER_MONTHS, GROUP_FROM, OutcomeKind, Still
from overstap.apps.contacts.models import Outcome, StillAtWork

_PERSON = "contact__candidate__passport"


@dataclass(frozen=True, slots=True)
class Later:
    """Of those who answered after so many months: how many were still at work, here or elsewhere.

    None: too few answered, or too few gave one of the two answers. `no_say` are not among the answers.
    """

    answered: int | None
    at_work: int | None


@dataclass(frozen=True, slots=True)
class Totals:
    """People by what came of it, why it stopped (by whom, why), and whether they stayed; None: too few to tell.

    There is no sum: with it, a number that was kept back could be worked out.
    """

    came: Mapping[OutcomeKind, int | None]
    stopped: Mapping[tuple[str, str], int]
    later: Mapping[int, Later]


def totals(*, since: date, until: date, organisation: str = "", sector: str = "") -> Totals:
    """What came of it from `since` until and with `until`: at all, of one organisation, or of one sector.

    Reasons given by fewer people than `GROUP_FROM` are left out. Three queries.
    """
    found = Outcome.objects.filter(on__gte=since, on__lte=until)
    if organisation:
        found = found.filter(contact__organisation=organisation)
    if sector:
        found = found.filter(contact__candidate__opening__occupation__sector=sector)
    people = Count(_PERSON, distinct=True)
    by_kind = dict(found.values_list("kind").annotate(people=people).order_by("kind"))
    stops = found.filter(kind=str(OutcomeKind.STOPPED)).values_list("stopped_by", "reason")
    return Totals(
        {kind: told(by_kind.get(str(kind), 0)) for kind in OutcomeKind},
        {
            (by, why): n
            for by, why, n in stops.annotate(n=people).order_by("stopped_by", "reason")
            if n >= GROUP_FROM
        },
        _later(found),
    )


def told(people: int) -> int | None:
    """The number, when it may be told; nobody at all tells of nobody.

    >>> told(0), told(9), told(10)
    (0, None, 10)
    """
    return people if people == 0 or people >= GROUP_FROM else None


def _later(outcomes: QuerySet[Outcome]) -> dict[int, Later]:
    answers = StillAtWork.objects.filter(outcome__in=outcomes).exclude(answer__in=["", str(Still.NO_SAY)])
    people = Count("outcome__contact__candidate__passport", distinct=True)
    rows = answers.values_list("months", "answer").annotate(n=people).order_by("months", "answer")
    counted = {(months, answer): n for months, answer, n in rows}
    later = {}
    for months in ASKED_AFTER_MONTHS:
        at_work = sum(counted.get((months, str(one)), 0) for one in (Still.HERE, Still.ELSEWHERE))
        not_at_work = counted.get((months, str(Still.NO)), 0)
        enough = told(at_work) is not None and told(not_at_work) is not None
        answered = at_work + not_at_work
        later[months] = Later(told(answered) if enough else None, at_work if enough and answered else None)
    return later
