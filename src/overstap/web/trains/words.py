# SPDX-License-Identifier: EUPL-1.2
"""A train, a neighbourhood enterprise and a place with a master: one workflow, three ways to say it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from overstap.apps.trains.enums import Gate, PartnerRole, Reason, SeatState, Side, Stage, TrainKind

KINDS = {
    TrainKind.COHORT: gettext_lazy("train"),
    TrainKind.NEIGHBOURHOOD: gettext_lazy("neighbourhood enterprise"),
    TrainKind.APPRENTICE: gettext_lazy("master and apprentice"),
}
KIND_SAYS = {
    TrainKind.COHORT: gettext_lazy("A group that trains together for work that waits."),
    TrainKind.NEIGHBOURHOOD: gettext_lazy(
        "Learning and working in your own neighbourhood, to a certificate and a contract."
    ),
    TrainKind.APPRENTICE: gettext_lazy("Learning the work from a master, at work itself."),
}
STAGES = {
    TrainKind.COHORT: {
        Stage.ORIENTATION: pgettext_lazy("stage", "Looking around"),
        Stage.RECRUITED: pgettext_lazy("stage", "Recruited on skills"),
        Stage.FITTING: pgettext_lazy("stage", "Fitting room"),
        Stage.MATCHED: pgettext_lazy("stage", "Matched"),
        Stage.TRAINING: pgettext_lazy("stage", "Training"),
        Stage.WORK: pgettext_lazy("stage", "At work"),
    },
    TrainKind.NEIGHBOURHOOD: {
        Stage.ORIENTATION: pgettext_lazy("stage", "Getting to know each other"),
        Stage.RECRUITED: pgettext_lazy("stage", "Chosen"),
        Stage.FITTING: pgettext_lazy("stage", "Trial days"),
        Stage.MATCHED: pgettext_lazy("stage", "Learning place found"),
        Stage.TRAINING: pgettext_lazy("stage", "Learning and working"),
        Stage.WORK: pgettext_lazy("stage", "Contract"),
    },
    TrainKind.APPRENTICE: {
        Stage.ORIENTATION: pgettext_lazy("stage", "Looking around"),
        Stage.RECRUITED: pgettext_lazy("stage", "Chosen"),
        Stage.FITTING: pgettext_lazy("stage", "Walking along"),
        Stage.MATCHED: pgettext_lazy("stage", "Master found"),
        Stage.TRAINING: pgettext_lazy("stage", "Apprenticed"),
        Stage.WORK: pgettext_lazy("stage", "At work"),
    },
}
"""What each stage is called, by kind."""
STATES = {
    SeatState.LISTED: gettext_lazy("on the list"),
    SeatState.OFFERED: gettext_lazy("seat offered"),
    SeatState.ABOARD: gettext_lazy("on board"),
    SeatState.DECLINED: gettext_lazy("said no"),
    SeatState.LAPSED: gettext_lazy("no answer in time"),
    SeatState.DROPPED: gettext_lazy("dropped out"),
}
PARTNERS = {
    PartnerRole.MUNICIPALITY: gettext_lazy("municipality"),
    PartnerRole.EMPLOYER: gettext_lazy("employer"),
    PartnerRole.COACH: gettext_lazy("coach"),
    PartnerRole.PROVIDER: gettext_lazy("training provider"),
    PartnerRole.FUND: gettext_lazy("fund"),
}
REASONS = {
    Reason.OTHER_WORK: gettext_lazy("found other work"),
    Reason.OTHER_TRAINING: gettext_lazy("chose other training"),
    Reason.HOURS_OR_TRAVEL: gettext_lazy("the hours or the journey do not fit"),
    Reason.MONEY: gettext_lazy("the money is not enough"),
    Reason.WORK_DOES_NOT_FIT: gettext_lazy("the work does not suit"),
    Reason.EMPLOYER_STOPPED: gettext_lazy("the employer stopped"),
    Reason.CIRCUMSTANCES: gettext_lazy("something else, which need not be said"),
    Reason.NO_WORD: gettext_lazy("no longer heard from"),
}
SIDES = {
    Side.HOLDER: gettext_lazy("the organisation that holds it"),
    Side.COACH: gettext_lazy("the coach"),
    Side.EMPLOYER: gettext_lazy("the employer"),
    Side.PROVIDER: gettext_lazy("the training provider"),
    Side.PERSON: gettext_lazy("the person"),
    Side.CLOCK: gettext_lazy("the clock"),
}
GATES = {
    Gate.NOT_NEXT: gettext_lazy("A stage in between comes first."),
    Gate.NO_YES: gettext_lazy("This person has not said yes to a seat."),
    Gate.NO_EMPLOYER: gettext_lazy("No employer takes part yet. Add one under Partners."),
    Gate.NO_PLACE: gettext_lazy(
        "No employer has promised this person a place. Training is only for who has the work: give a promised"
        " place first."
    ),
    Gate.TOO_FEW: gettext_lazy("Too few people have said yes for the training to begin."),
    Gate.NO_CERTIFICATE: gettext_lazy("The certificate is not noted yet."),
    Gate.NO_CONTRACT: gettext_lazy("The contract is not noted yet."),
}
