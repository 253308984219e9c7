# SPDX-License-Identifier: EUPL-1.2
"""From people who need work to proposals of trains, and from a proposal to a train with seats on offer."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from overstap.apps.contacts import queries as contacts
from overstap.apps.mobility import queries as cases
from overstap.apps.passports.enums import Part
from overstap.apps.passports.queries import held_skills
from overstap.apps.trains import proposals, seats
from overstap.apps.trains.actions import TrainTold
from overstap.apps.trains.enums import PartnerRole, TrainKind
from overstap.apps.trains.models import Proposal, ProposedTrain
from overstap.bridge.candidates import wishes_of
from overstap.bridge.case_plans import candidate
from overstap.bridge.region import current_region
from overstap.engine.matching.model import Evidence, HeldSkill, Passport, Wishes
from overstap.engine.placement.plan.solve import Effort
from overstap.engine.placement.trains.propose import propose
from overstap.engine.region.placing import Candidate, Means, placing
from overstap.engine.region.region import Region
from overstap.engine.region.train_making import Proposed, Size, proposed_trains, train_question

log = logging.getLogger(__name__)

TASK = "overstap.config.tasks.make_train_proposal"
SECONDS = 5.0
"""How long is looked for something better, at most, each time the seats are settled."""
FOLLOWED = timedelta(days=183)
"""A train is followed so long after the work began."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the people that trains are proposed for, and how the engine sees them."""

    person: UUID | None
    passport: UUID | None
    seen: Candidate


@transaction.atomic
def start_proposal(*, organisation: str, case: UUID | None, least: int, most: int, by: str) -> Proposal:
    """Asks for a proposal and has it made in the background. Raises `proposals.AlreadyProposing`."""
    asked = {"least": least, "most": most}
    row = proposals.ask(organisation=organisation, case=case, asked=asked, by=by)
    app.configure_task(TASK, lock=f"trains-{organisation}").defer(proposal=str(row.pk))
    return row


def run_proposal(proposal: UUID) -> None:
    """Makes a proposal that was asked for, and keeps it. One that is gone is passed over."""
    row = proposals.proposal(proposal)
    if row is None:
        return
    try:
        _run(row, current_region())
    except Exception:
        proposals.fail(proposal=proposal)
        log.exception("trains could not be proposed")
        raise


def _run(row: Proposal, region: Region) -> None:
    today = timezone.localdate()
    before = proposals.before(row.organisation_id, today)
    everybody = _people(row, region)
    people = [
        one for one in everybody if one.person not in before.people and one.passport not in before.passports
    ]
    if not proposals.begin(proposal=row.pk, of=len(people)):
        return
    told = {"stop": False}

    def progress(done: int, _of: int) -> None:
        told["stop"] = proposals.tell_progress(proposal=row.pk, done=done)

    seen = [one.seen for one in people]
    found = placing(region, seen, Means(), today, stopped=lambda: told["stop"], progress=progress)
    progress(len(people), len(people))
    question = train_question(
        region,
        found,
        Size(int(row.asked["least"]), int(row.asked["most"])),
        today,
        taken=before.places,
        used=before.editions,
        declined=frozenset((str(one), course) for one, course in before.declined),
    )
    proposal = propose(
        question,
        effort=Effort(seconds=SECONDS),
        stopped=lambda: proposals.tell_progress(proposal=row.pk, done=len(people)),
    )
    trains = proposed_trains(region, question, proposal, today, used=before.editions)
    placed = int((proposal.plan.taken >= 0).sum())
    inside = sum(len(one.members) for one in trains)
    figures = {
        "people": len(people),
        "before": len(everybody) - len(people),
        "in_trains": inside,
        "direct": placed - inside,
        "unplaced": len(people) - placed,
        "gap": proposal.plan.gap,
        "proven": proposal.plan.proven and not told["stop"],
        "stopped": told["stop"] or proposal.plan.stopped,
    }
    lines = [_told(one, people) for one in trains]
    proposals.finish(proposal=row.pk, trains=lines, found=figures, now=timezone.now(), by="system:worker")


def _told(train: Proposed, people: Sequence[Somebody]) -> proposals.ProposedTold:
    riding = [
        proposals.SeatTold(people[one.person].person, people[one.person].passport, one.opening, reserve)
        for group, reserve in ((train.members, False), (train.reserves, True))
        for one in group
    ]
    return proposals.ProposedTold(
        train.course,
        train.edition,
        train.occupation,
        train.gap,
        train.least,
        train.most,
        sum(train.places.values()),
        train.seat_cost,
        tuple(riding),
    )


def _people(row: Proposal, region: Region) -> list[Somebody]:
    """The people of the case, or those who agreed to be found by this organisation."""
    now = timezone.now()
    if row.case is not None:
        listed = list(cases.people_of(row.case, now).select_related("passport").order_by("reference"))
        none: Counter[str] = Counter()
        return [Somebody(one.pk, one.passport_id, candidate(region, row.case, one, none)) for one in listed]
    found = contacts.findable_for(row.organisation_id, now).order_by("passport")
    with_skills = found.prefetch_related("passport__skills", "passport__proofs")
    return [Somebody(None, one.passport_id, _found(region, one)) for one in with_skills]


def _found(region: Region, row: Any) -> Candidate:
    """Somebody who agreed to be found, as far as they agreed to show."""
    shown, known = row.passport, region.taxonomy.skill_index
    held = tuple(
        HeldSkill(skill, Evidence(str(said))) for skill, said in held_skills(shown).items() if skill in known
    )
    wishes = wishes_of(region, shown) if str(Part.WISHES) in row.parts else Wishes()
    return Candidate(str(row.passport_id), Passport(held), wishes)


def make_of(
    *, row: Proposal, proposed: ProposedTrain, name: str, today: date, by: str, region: Region
) -> proposals.MadeOf:
    """Makes a proposed train: days of its course, its employers asked for places, its seats on offer.

    Who no longer agrees to be found is left out. Raises as `proposals.make_train`, and `KeyError` when the
    region no longer has the course.
    """
    edition = region.records.editions[proposed.edition]
    course = region.records.courses[edition.course]
    told = TrainTold(
        kind=TrainKind.COHORT,
        name=name,
        least=proposed.least,
        most=proposed.most,
        occupation=proposed.occupation,
        edition=edition.id,
        seat_cost=proposed.seat_cost,
        **_days(today, edition.starts_on, edition.ends_on),
    )
    riding = _still_there(row, proposed)
    asked: Counter[tuple[str, PartnerRole]] = Counter({(course.provider, PartnerRole.PROVIDER): 0})
    for one in riding:
        opening = region.records.openings.get(one.opening)
        if opening is not None and not one.reserve:
            asked[(opening.organisation, PartnerRole.EMPLOYER)] += 1
    people = [
        seats.RiderTold(
            one.person.reference if one.person_id else f"P-{str(one.passport_id)[:8]}",
            one.passport_id,
            one.person_id,
            one.opening,
        )
        for one in riding
    ]
    return proposals.make_train(
        proposed=proposed.pk, told=told, partners=asked, people=people, today=today, by=by
    )


def _still_there(row: Proposal, proposed: ProposedTrain) -> list[Any]:
    """Members, then reserves, without who took back what they agreed to, or has a seat by now."""
    now = timezone.now()
    if row.case_id is not None and row.case is not None:
        allowed = set(cases.people_of(row.case, now).values_list("pk", flat=True))
        listed = [one for one in proposed.seats.all() if one.person_id in allowed]
    else:
        agreed = set(contacts.findable_for(row.organisation_id, now).values_list("passport", flat=True))
        listed = [one for one in proposed.seats.all() if one.passport_id in agreed]
    there = proposals.before(row.organisation_id, now.date())
    free = (
        one for one in listed if one.person_id not in there.people and one.passport_id not in there.passports
    )
    return sorted(free, key=lambda one: (one.reserve, one.rank))


def _days(today: date, starts: date, ends: date) -> dict[str, date]:
    """The first day of each stage, those before the course spread evenly."""
    days = {
        f"{stage}_on": today + (starts - today) * at // 4
        for at, stage in enumerate(("orientation", "recruited", "fitting", "matched"))
    }
    work = ends + timedelta(days=1)
    return days | {"training_on": starts, "work_on": work, "ends_on": work + FOLLOWED}
