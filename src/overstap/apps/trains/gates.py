# SPDX-License-Identifier: EUPL-1.2
"""What keeps somebody from a stage. The database refuses what must never be; here it is told why."""

from __future__ import annotations

from overstap.apps.trains.enums import Gate, PartnerRole, SeatState, Stage, TrainKind
from overstap.apps.trains.models import Rider, Train

STAGES = tuple(Stage)


def next_of(stage: Stage) -> Stage | None:
    """The stage after this one; none after the last."""
    at = STAGES.index(stage) + 1
    return STAGES[at] if at < len(STAGES) else None


def gates(train: Train, rider: Rider, to: Stage) -> tuple[Gate, ...]:
    """What keeps somebody from going on to a stage; nothing when the gate is open. Two queries at most."""
    if rider.state != SeatState.ABOARD:
        return (Gate.NO_YES,)
    before = Stage(rider.stage)
    if STAGES.index(to) <= STAGES.index(before):
        return ()  # put right what was noted too early
    if to is not next_of(before):
        return (Gate.NOT_NEXT,)
    shut = []
    if to is Stage.FITTING and not train.partners.filter(role=PartnerRole.EMPLOYER).exists():
        shut.append(Gate.NO_EMPLOYER)
    if to in (Stage.MATCHED, Stage.TRAINING, Stage.WORK) and rider.place_id is None:
        shut.append(Gate.NO_PLACE)
    if to is Stage.TRAINING and too_few(train):
        shut.append(Gate.TOO_FEW)
    if to is Stage.WORK:
        if train.kind != TrainKind.APPRENTICE and rider.certificate_on is None:
            shut.append(Gate.NO_CERTIFICATE)
        if rider.contract_on is None:
            shut.append(Gate.NO_CONTRACT)
    return tuple(shut)


def too_few(train: Train) -> bool:
    """Whether too few said yes for the training to begin; once somebody trains, it has begun."""
    aboard = train.riders.filter(state=SeatState.ABOARD)
    begun = train.riders.filter(moves__after=str(Stage.TRAINING)).exists()
    return not begun and aboard.count() < train.least
