# SPDX-License-Identifier: EUPL-1.2
"""Reads of internships."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from overstap.apps.internships.enums import (
    ANSWERS_FROM,
    ENDING_WITHIN,
    FIGURES_FROM,
    LATER_MONTHS,
    OVER,
    REMINDED_BEFORE,
    UNSIGNED_BEFORE,
    Again,
    Guided,
    InternshipState,
    Moment,
    Now,
    Party,
    With,
)
from overstap.apps.internships.models import Evaluation, FollowUp, Internship, TermsChange, Visit
from overstap.apps.typed_codes import hash_of

NEEDS = ("late-visit", "unsigned", "to-begin", "ending", "follow-up", "no-visit")
"""What an internship may need today, the most pressing first."""
_OVER = [str(one) for one in OVER]


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of a month that has no such day.

    >>> months_before(date(2027, 8, 31), 6).isoformat()
    '2027-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def internship_of(id_: UUID) -> Internship | None:
    """The internship with this id, with school, host and round; one query."""
    found = Internship.objects.select_related("school", "host__place", "round")
    return found.filter(pk=id_).first()


def internship_by_code(code: str) -> Internship | None:
    """The internship that a student's code opens, with school and host; one query."""
    found = Internship.objects.select_related("school", "host__place")
    return found.filter(code_hash=hash_of(code)).first() if code else None


def visits_of(internship: Internship) -> tuple[Visit, ...]:
    """The talks about it, by day; one query."""
    return tuple(internship.visits.order_by("on", "at"))


def has_visit(internship: Internship, visit: UUID) -> bool:
    """Whether this talk is about it; one query."""
    return internship.visits.filter(pk=visit).exists()


def changes_of(internship: Internship) -> tuple[TermsChange, ...]:
    """What was changed after all had signed, the latest first; one query."""
    return tuple(internship.changes.order_by("-asked_on", "-pk"))


def evaluations_of(internship: Internship) -> dict[Party, Evaluation]:
    """What each side said of it; one query."""
    return {Party(one.side): one for one in internship.evaluations.all()}


def follow_ups_of(internship: Internship) -> dict[Moment, FollowUp]:
    """Where the student was; one query."""
    return {Moment(one.moment): one for one in internship.follow_ups.all()}


def needs_on(today: date) -> Mapping[str, Q]:
    """Name of what needs doing -> which internships need it on this day."""
    # Lists of ids and no correlated questions: PostgreSQL makes a table of each once, for all rows.
    told, visits = FollowUp.objects.values("internship"), Visit.objects.values("internship")
    ended, long_ago = Q(state__in=_OVER), Q(ended_on__lte=months_before(today, LATER_MONTHS))
    at_end, later = (Q(pk__in=told.filter(moment=str(moment))) for moment in Moment)
    return {
        "late-visit": Q(pk__in=visits.filter(outcome="", on__lt=today)),
        "unsigned": Q(state=str(InternshipState.PROPOSED), starts_on__lte=today + UNSIGNED_BEFORE)
        | Q(pk__in=TermsChange.objects.filter(agreed_on=None).values("internship")),
        "to-begin": Q(state=str(InternshipState.AGREED), starts_on__lte=today),
        "ending": Q(state=str(InternshipState.RUNNING), ends_on__lte=today + ENDING_WITHIN),
        "follow-up": ended & (~at_end | (long_ago & ~later)),
        "no-visit": Q(state=str(InternshipState.RUNNING)) & ~Q(pk__in=visits),
    }


def at_schools(
    schools: Collection[str], today: date, *, state: str = "", need: str = "", text: str = ""
) -> QuerySet[Any]:
    """The internships of schools, what needs doing most first; `pressing` is a place in `NEEDS`, or its length.

    `state`, `need`: only those; `text`: only where the reference, host or study has it. Count it or take a
    page of it: one query each.
    """
    needs = needs_on(today)
    found = Internship.objects.filter(school__in=list(schools))
    if state:
        found = found.filter(state=state)
    if need:
        found = found.filter(needs[need])
    if text:
        found = found.filter(
            Q(reference__icontains=text)
            | Q(host__name__icontains=text)
            | Q(host_name__icontains=text)
            | Q(study__icontains=text)
            | Q(title__icontains=text)
        )
    pressing = Case(
        *(When(condition, then=Value(number)) for number, condition in enumerate(needs.values())),
        default=Value(len(needs)),
        output_field=IntegerField(),
    )
    annotated = found.annotate(pressing=pressing)
    return annotated.select_related("host", "school").order_by("pressing", "starts_on", "reference", "pk")


def next_visits(rows: Collection[Internship]) -> dict[UUID, date]:
    """The day of the first talk of each that is still to be held; one query."""
    to_come = Visit.objects.filter(internship__in=[one.pk for one in rows], outcome="")
    return dict(to_come.values_list("internship").annotate(first=Min("on")).order_by())


def counts_at(schools: Collection[str], today: date) -> dict[str, int]:
    """How many internships of schools stand where, and need what; one query."""
    found = Internship.objects.filter(school__in=list(schools))
    asked = {f"need {name}": Count("pk", filter=condition) for name, condition in needs_on(today).items()}
    asked |= {f"state {state}": Count("pk", filter=Q(state=str(state))) for state in InternshipState}
    told = found.aggregate(all=Count("pk"), **{name.replace(" ", "_"): one for name, one in asked.items()})
    return {name: told[name.replace(" ", "_")] for name in ("all", *asked)}


def at_host(host: str) -> tuple[Any, ...]:
    """The internships at a host, those that wait for its signature first; two queries, evaluations included.

    `change_waits`: whether a change of the agreement waits for its signature.
    """
    changes = TermsChange.objects.filter(internship=OuterRef("pk"), agreed_on=None, host_signed_on=None)
    waits = Case(
        When(sent_on__isnull=False, host_signed_on=None, then=Value(0)),
        When(change_waits=True, then=Value(0)),
        When(state__in=_OVER, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Internship.objects.filter(host=host).exclude(state=str(InternshipState.PROPOSED), sent_on=None)
    found = found.annotate(change_waits=Exists(changes))
    related = found.select_related("school", "host").prefetch_related("evaluations")
    return tuple(related.annotate(waits=waits).order_by("waits", "starts_on", "reference", "pk"))


def has_any_at(host: str) -> bool:
    """Whether there are internships that this host may see."""
    return Internship.objects.filter(host=host, sent_on__isnull=False).exists()


def visits_at(schools: Collection[str]) -> tuple[Visit, ...]:
    """The talks that are still to be held, by day; one query, internships included."""
    found = Visit.objects.filter(internship__school__in=list(schools), outcome="")
    return tuple(found.select_related("internship__host").order_by("on", "at", "pk"))


def visits_to_remind(today: date) -> tuple[Visit, ...]:
    """Talks of today and tomorrow whose keeper was not reminded of that day; one query, keepers included."""
    due = Visit.objects.filter(outcome="", on__gte=today, on__lte=today + REMINDED_BEFORE)
    waiting = due.filter(keeper__account__is_active=True).exclude(reminded_for=F("on"))
    return tuple(waiting.select_related("keeper__account").order_by("keeper", "on", "pk"))


def visits_to_tell_hosts(today: date) -> tuple[Visit, ...]:
    """Talks of today and tomorrow that a host takes part in and was not reminded of; one query, by host."""
    due = Visit.objects.filter(outcome="", on__gte=today, on__lte=today + REMINDED_BEFORE)
    theirs = due.filter(internship__host__isnull=False, internship__sent_on__isnull=False)
    waiting = theirs.exclude(with_whom=str(With.STUDENT)).exclude(host_reminded_for=F("on"))
    return tuple(waiting.select_related("internship").order_by("internship__host", "on", "pk"))


@dataclass(frozen=True, slots=True)
class Answers:
    """What students said of a host, together: how many said what. None when too few did."""

    students: int
    guided: Mapping[Guided, int]
    again: Mapping[Again, int]


def answers_about(host: str) -> Answers | None:
    """What students answered about a host, of internships where the host answered too; two queries at most.

    None as long as fewer than `ANSWERS_FROM` did, so that no answer is somebody's.
    """
    ours = Evaluation.objects.filter(internship=OuterRef("internship"), side=str(Party.HOST))
    found = Evaluation.objects.filter(Exists(ours), internship__host=host, side=str(Party.STUDENT))
    rows = list(found.values_list("guided", "again"))
    if len(rows) < ANSWERS_FROM:
        return None
    return Answers(
        len(rows),
        {one: sum(guided == one for guided, _ in rows) for one in Guided},
        {one: sum(again == one for _, again in rows) for one in Again},
    )


@dataclass(frozen=True, slots=True)
class Went:
    """Where the students of a study went: how many by where; None: too few to tell."""

    occupation: str
    moment: Moment
    went: Mapping[Now, int | None]


def went_from(schools: Collection[str]) -> tuple[Went, ...]:
    """Where students went, by study and moment; one query. There is no sum: with it, what is withheld could be
    worked out.
    """
    found = FollowUp.objects.filter(internship__school__in=list(schools))
    rows = found.values_list("internship__occupation", "moment", "now").annotate(n=Count("pk")).order_by()
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for occupation, moment, now, n in rows:
        counted.setdefault((occupation, moment), {})[now] = n
    order = list(Moment)
    return tuple(
        Went(occupation, Moment(moment), {now: told(of.get(str(now), 0)) for now in Now})
        for (occupation, moment), of in sorted(
            counted.items(), key=lambda one: (one[0][0], order.index(Moment(one[0][1])))
        )
    )


def told(students: int) -> int | None:
    """The number, when it may be told; nobody at all tells of nobody.

    >>> told(0), told(4), told(5)
    (0, None, 5)
    """
    return students if students == 0 or students >= FIGURES_FROM else None
