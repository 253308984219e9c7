# SPDX-License-Identifier: EUPL-1.2
"""Plans of a case: asking for one, how far it is, stopping it, what it says; and what an adviser decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.mobility.enums import PlanState, Rule, Stage
from overstap.apps.mobility.models import Case, CasePerson, CasePlan, Move, PersonRule, PlanLine


class Full(Exception):
    """Everybody for whom there is room was fixed there already, by whatever adviser."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many an opening takes, and how many the edition of the course; `None`: no course."""

    places: int
    seats: int | None = None


class AlreadyPlanning(Exception):
    """A plan for this case is being made: one at a time."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """What a plan says of somebody; fields as of `PlanLine`."""

    person: UUID
    opening: str = ""
    edition: str = ""
    fit: float = 0.0
    income: float = 0.0
    cost: float = 0.0
    payer: str = ""
    paid: float = 0.0
    why: Mapping[str, Any] = field(default_factory=dict)


# --- making one ------------------------------------------------------------------------------------


@transaction.atomic
def ask_plan(*, case: UUID, asked: Mapping[str, Any], by: str) -> CasePlan:
    """Asks for a plan. Raises `AlreadyPlanning`."""
    row = Case.objects.select_for_update().get(pk=case)
    if row.plans.filter(state__in=[PlanState.ASKED, PlanState.MAKING]).exists():
        raise AlreadyPlanning
    plan = CasePlan.objects.create(case=row, asked=dict(asked))
    audit.record(what=What.CASE_PLAN_ASKED, subject=str(plan.pk), by=by)
    return plan


@transaction.atomic
def begin(*, plan: UUID, of: int) -> bool:
    """Notes that work on a plan begins; false when it is gone or was made already. Beginning again is fine."""
    waiting = CasePlan.objects.filter(pk=plan, state__in=[PlanState.ASKED, PlanState.MAKING])
    return bool(waiting.update(state=str(PlanState.MAKING), done=0, of=of))


def tell_progress(*, plan: UUID, done: int) -> bool:
    """Notes how many people were looked at; true when the plan is to stop, or is gone."""
    CasePlan.objects.filter(pk=plan, of__gte=done).update(done=done)
    return not CasePlan.objects.filter(pk=plan, stop=False).exists()


@transaction.atomic
def finish(*, plan: UUID, lines: Iterable[LineTold], found: Mapping[str, Any], now: datetime, by: str) -> bool:
    """Keeps what a plan says; false when it is gone meanwhile. People who left the case are passed over."""
    row = CasePlan.objects.select_for_update().filter(pk=plan, state=PlanState.MAKING).first()
    if row is None:
        return False
    there = set(CasePerson.objects.filter(case=row.case_id).values_list("pk", flat=True))
    row.lines.all().delete()
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=row,
            person_id=one.person,
            why=dict(one.why),
            **{
                name: getattr(one, name)
                for name in ("opening", "edition", "fit", "income", "cost", "payer", "paid")
            },
        )
        for one in lines
        if one.person in there
    )
    row.state, row.found, row.made_at, row.done = str(PlanState.MADE), dict(found), now, row.of
    row.save(update_fields=["state", "found", "made_at", "done"])
    audit.record(what=What.CASE_PLAN_MADE, subject=str(row.pk), by=by)
    return True


def fail(*, plan: UUID) -> None:
    """Notes that a plan could not be made."""
    CasePlan.objects.filter(pk=plan).exclude(state=PlanState.MADE).update(state=str(PlanState.FAILED))


@transaction.atomic
def stop(*, plan: UUID, case: UUID, by: str) -> bool:
    """Ends the making of a plan with the best so far; false when there is nothing to stop."""
    making = CasePlan.objects.filter(pk=plan, case=case, state__in=[PlanState.ASKED, PlanState.MAKING])
    stopped = making.update(stop=True)
    if stopped:
        audit.record(what=What.CASE_PLAN_STOPPED, subject=str(plan), by=by)
    return bool(stopped)


@transaction.atomic
def remove(*, plan: UUID, case: UUID, by: str) -> bool:
    """Removes a plan with all it says; false when there is no such plan."""
    removed, _ = CasePlan.objects.filter(pk=plan, case=case).delete()
    if removed:
        audit.record(what=What.CASE_PLAN_REMOVED, subject=str(plan), by=by)
    return bool(removed)


# --- what an adviser decides ------------------------------------------------------------------------


@transaction.atomic
def set_rule(
    *,
    case: UUID,
    person: UUID,
    opening: str,
    edition: str = "",
    rule: Rule | None,
    room: Room | None = None,
    by: str,
) -> bool:
    """Has somebody stay in an opening or never come there, or (`None`) takes that back; false for nobody.

    With `room` nobody is fixed where all places or seats were given already, in whatever case: raises `Full`.
    """
    Case.objects.select_for_update().get(pk=case)
    row = CasePerson.objects.filter(pk=person, case=case).first()
    if row is None:
        return False
    row.rules.filter(opening=opening).delete()
    if rule is Rule.LOCKED:
        row.rules.filter(rule=Rule.LOCKED).delete()
        if room is not None:
            _refuse_when_full(opening, edition, room)
    if rule is not None:
        row.rules.create(opening=opening, edition=edition if rule is Rule.LOCKED else "", rule=str(rule))
    audit.record(what=What.CASE_PERSON_RULED, subject=str(row.pk), by=by)
    return True


def _refuse_when_full(opening: str, edition: str, room: Room) -> None:
    """Two who give the last place wait for each other here, also from different cases."""
    with connection.cursor() as cursor:
        for what in (f"place {opening}", f"seat {edition}"):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
    fixed = PersonRule.objects.filter(rule=Rule.LOCKED)
    if fixed.filter(opening=opening).count() >= room.places:
        raise Full
    if edition and room.seats is not None and fixed.filter(edition=edition).count() >= room.seats:
        raise Full


@transaction.atomic
def fix_plan(*, plan: UUID, case: UUID, reasons: Mapping[Stage, str], by: str) -> int:
    """Moves who looks around, and has a place in a plan, to where the plan brings them; how many.

    By a course to training, else to matched; `reasons` say why, for each of the two. Who was moved by hand
    stays where they stand. Doing it twice moves nobody twice.
    """
    Case.objects.select_for_update().get(pk=case)
    row = CasePlan.objects.filter(pk=plan, case=case, state=PlanState.MADE).first()
    if row is None:
        return 0
    lines = row.lines.exclude(opening="").filter(person__stage=Stage.ORIENTATION).select_related("person")
    moved = []
    for line in lines:
        line.person.stage = str(Stage.TRAINING if line.edition else Stage.MATCHED)
        moved.append(line.person)
    CasePerson.objects.bulk_update(moved, ["stage"])
    Move.objects.bulk_create(
        Move(person=one, before=str(Stage.ORIENTATION), after=one.stage, reason=reasons[Stage(one.stage)])
        for one in moved
    )
    if moved:
        audit.record(what=What.CASE_PERSON_MOVED, subject=str(row.pk), by=by, counts={"moved": len(moved)})
    return len(moved)


@transaction.atomic
def add_figures(*, plan: UUID, found: Mapping[str, Any]) -> None:
    """Keeps figures of a plan that were worked out after it was made."""
    row = CasePlan.objects.select_for_update().filter(pk=plan, state=PlanState.MADE).first()
    if row is not None:
        row.found = row.found | dict(found)
        row.save(update_fields=["found"])


# --- reading ----------------------------------------------------------------------------------------


def plans_of(case: Case) -> tuple[CasePlan, ...]:
    """The plans of a case, the newest first; one query."""
    return tuple(case.plans.order_by("-asked_at", "-pk"))


def plan_of(case: Case, id_: UUID) -> CasePlan | None:
    """A plan of this case."""
    return case.plans.filter(pk=id_).first()


def plan_with_case(id_: UUID) -> CasePlan | None:
    """A plan with its case; one query."""
    return CasePlan.objects.select_related("case").filter(pk=id_).first()


def latest_made(case: Case) -> CasePlan | None:
    """The newest plan that was made."""
    return case.plans.filter(state=PlanState.MADE).order_by("-made_at", "-pk").first()


def next_is_asked(plan: CasePlan) -> bool:
    """Whether somebody waits for another plan of the same case; one query."""
    waiting = CasePlan.objects.filter(case=plan.case_id, state=PlanState.ASKED)
    return waiting.exclude(pk=plan.pk).exists()


def lines_of(plan: CasePlan, *, placed: bool | None = None) -> QuerySet[PlanLine]:
    """What a plan says, by reference, people included; of those placed or not placed only, when asked."""
    found = plan.lines.select_related("person", "plan")
    if placed is not None:
        found = found.exclude(opening="") if placed else found.filter(opening="")
    return found.order_by("person__reference")


def line_of(plan: CasePlan, person: CasePerson) -> PlanLine | None:
    """What a plan says of somebody."""
    return plan.lines.filter(person=person).select_related("person", "plan").first()


def flows_of(plan: CasePlan) -> list[tuple[str, str]]:
    """For everybody placed: the occupation they had, and the opening they go to; one query."""
    return list(plan.lines.exclude(opening="").values_list("person__occupation", "opening"))


def fixed_elsewhere(case: Case) -> tuple[dict[str, int], dict[str, int]]:
    """Opening -> how many people of other cases were fixed there, and edition -> the same; one query."""
    openings: dict[str, int] = {}
    editions: dict[str, int] = {}
    others = PersonRule.objects.filter(rule=Rule.LOCKED).exclude(person__case=case)
    for opening, edition in others.values_list("opening", "edition"):
        openings[opening] = openings.get(opening, 0) + 1
        if edition:
            editions[edition] = editions.get(edition, 0) + 1
    return openings, editions


def rules_of(case: Case) -> tuple[PersonRule, ...]:
    """What was decided about the people of a case; one query."""
    return tuple(PersonRule.objects.filter(person__case=case))
