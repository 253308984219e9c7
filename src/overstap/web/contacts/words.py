# SPDX-License-Identifier: EUPL-1.2
"""Where a contact stands, in a sentence to each side; and the reasons one can give."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from overstap.apps.contacts.enums import (
    Ending,
    OrganisationReason,
    OutcomeKind,
    PersonReason,
    Side,
    State,
    Still,
    StoppedBy,
    StopReason,
)
from overstap.web import words

STANDS = {
    (Side.PERSON, State.ASKED): gettext_lazy(
        "%(organisation)s would like to get in touch about this work. You decide, until %(day)s."
    ),
    (Side.PERSON, State.APPLIED): gettext_lazy("You reacted. %(organisation)s answers by %(day)s."),
    (Side.PERSON, State.AGREED): gettext_lazy(
        "You both said yes. %(organisation)s gets in touch with you by %(day)s."
    ),
    (Side.PERSON, State.TALKING): gettext_lazy(
        "You are in touch with %(organisation)s. Say here by %(day)s what came of it."
    ),
    (Side.ORGANISATION, State.ASKED): gettext_lazy("You asked. They answer by %(day)s."),
    (Side.ORGANISATION, State.APPLIED): gettext_lazy("They reacted to your opening. Answer by %(day)s."),
    (Side.ORGANISATION, State.AGREED): gettext_lazy("You both said yes. Get in touch by %(day)s."),
    (Side.ORGANISATION, State.TALKING): gettext_lazy("You are in touch. Say here by %(day)s what came of it."),
}
ENDED = {
    (Side.PERSON, Ending.REFUSED_BY_PERSON): gettext_lazy("You said no."),
    (Side.PERSON, Ending.REFUSED_BY_ORGANISATION): gettext_lazy("%(organisation)s said no."),
    (Side.PERSON, Ending.LAPSED_BY_PERSON): gettext_lazy(
        "You did not answer, and that is fine. %(organisation)s was told that it ended."
    ),
    (Side.PERSON, Ending.LAPSED_BY_ORGANISATION): gettext_lazy(
        "%(organisation)s did not answer in time. It ended, and they see nothing of you any more."
    ),
    (Side.PERSON, Ending.WITHDRAWN_BY_PERSON): gettext_lazy(
        "You ended this. They see nothing of you any more."
    ),
    (Side.PERSON, Ending.WITHDRAWN_BY_ORGANISATION): gettext_lazy("%(organisation)s ended this."),
    (Side.PERSON, Ending.OPENING_GONE): gettext_lazy("This work no longer takes people."),
    (Side.PERSON, Ending.NO_WORD): gettext_lazy("Nobody said what came of it."),
    (Side.PERSON, Ending.OUTCOME): gettext_lazy("This is done. What came of it stands below."),
    (Side.ORGANISATION, Ending.REFUSED_BY_PERSON): gettext_lazy("They said no."),
    (Side.ORGANISATION, Ending.REFUSED_BY_ORGANISATION): gettext_lazy("You said no."),
    (Side.ORGANISATION, Ending.LAPSED_BY_PERSON): gettext_lazy("They did not answer. It ended."),
    (Side.ORGANISATION, Ending.LAPSED_BY_ORGANISATION): gettext_lazy(
        "You did not answer in time. It ended, and they were told."
    ),
    (Side.ORGANISATION, Ending.WITHDRAWN_BY_PERSON): gettext_lazy("They ended this."),
    (Side.ORGANISATION, Ending.WITHDRAWN_BY_ORGANISATION): gettext_lazy("You ended this."),
    (Side.ORGANISATION, Ending.OPENING_GONE): gettext_lazy("This opening no longer takes people."),
    (Side.ORGANISATION, Ending.NO_WORD): gettext_lazy("Nobody said what came of it."),
    (Side.ORGANISATION, Ending.OUTCOME): gettext_lazy("This is done. What came of it stands below."),
}
TAGS = {
    State.ASKED: gettext_lazy("asked"),
    State.APPLIED: gettext_lazy("reacted"),
    State.AGREED: gettext_lazy("both said yes"),
    State.TALKING: gettext_lazy("in touch"),
    State.CLOSED: gettext_lazy("ended"),
}
PERSON_REASONS = {
    PersonReason.DISTANCE: gettext_lazy("too far away"),
    PersonReason.HOURS: gettext_lazy("the hours do not fit"),
    PersonReason.PAY: gettext_lazy("the pay does not fit"),
    PersonReason.WORK: gettext_lazy("I am looking for other work"),
    PersonReason.EMPLOYER: gettext_lazy("not at this employer"),
    PersonReason.NOT_NOW: gettext_lazy("not now"),
    PersonReason.FOUND: gettext_lazy("I have found work"),
}
ORGANISATION_REASONS = {
    OrganisationReason.FILLED: gettext_lazy("the place is taken"),
    OrganisationReason.SKILL: gettext_lazy("a skill that is needed is missing"),
    OrganisationReason.PAPER: gettext_lazy("a paper that is needed is missing"),
    OrganisationReason.NEARER: gettext_lazy("others can do more of this work"),
    OrganisationReason.WISHES: gettext_lazy("the wishes cannot be met here"),
    OrganisationReason.STOPPED: gettext_lazy("the opening was stopped"),
}
OUTCOMES = {
    OutcomeKind.STARTED: gettext_lazy("started work"),
    OutcomeKind.TRIAL: gettext_lazy("a trial place"),
    OutcomeKind.TRAINING: gettext_lazy("training"),
    OutcomeKind.ADVICE: gettext_lazy("advice"),
    OutcomeKind.OTHER_DESK: gettext_lazy("on to another desk"),
    OutcomeKind.STOPPED: gettext_lazy("it stopped"),
}
STOPPED_BY = {
    (Side.PERSON, StoppedBy.PERSON): gettext_lazy("my decision"),
    (Side.PERSON, StoppedBy.ORGANISATION): gettext_lazy("the employer's decision"),
    (Side.ORGANISATION, StoppedBy.PERSON): gettext_lazy("their decision"),
    (Side.ORGANISATION, StoppedBy.ORGANISATION): gettext_lazy("our decision"),
    **{(side, StoppedBy.BOTH): gettext_lazy("of both of us") for side in Side},
    **{(side, StoppedBy.NEITHER): gettext_lazy("of neither of us") for side in Side},
}
STOP_REASONS = {
    StopReason.HOURS: gettext_lazy("the hours"),
    StopReason.TRAVEL: gettext_lazy("the travelling"),
    StopReason.PAY: gettext_lazy("the pay"),
    StopReason.WORK: gettext_lazy("the work was different"),
    StopReason.TOGETHER: gettext_lazy("working together did not go well"),
    StopReason.SKILLS: gettext_lazy("too much was still to be learned"),
    StopReason.OTHER_WORK: gettext_lazy("other work"),
    StopReason.CONTRACT_ENDED: gettext_lazy("the contract ended"),
    StopReason.BUSINESS: gettext_lazy("there was no more work"),
    StopReason.PRIVATE: gettext_lazy("private"),
}
STILL = {
    Still.HERE: gettext_lazy("yes, there"),
    Still.ELSEWHERE: gettext_lazy("yes, elsewhere"),
    Still.NO: gettext_lazy("no"),
    Still.NO_SAY: gettext_lazy("I would rather not say"),
}
_SAID_BY_PERSON = {
    PersonReason.WORK: gettext_lazy("they look for other work"),
    PersonReason.FOUND: gettext_lazy("they have found work"),
}


def standing(contact: Any, side: Side) -> str:
    """Where a contact stands, to one side."""
    told = {"organisation": contact.organisation.name}
    if contact.state == State.CLOSED:
        return str(ENDED[side, Ending(contact.ending)]) % told
    last = timezone.localtime(contact.due_at).date()
    return str(STANDS[side, State(contact.state)]) % {**told, "day": words.day(last, timezone.localdate())}


def reason_said(contact: Any, side: Side) -> str:
    """Why it ended, where somebody said so."""
    if not contact.reason:
        return ""
    if contact.reason in set(PersonReason):
        reason = PersonReason(contact.reason)
        own = PERSON_REASONS[reason]
        return str(own if side is Side.PERSON else _SAID_BY_PERSON.get(reason, own))
    return str(ORGANISATION_REASONS[OrganisationReason(contact.reason)])


def waits_for(contact: Any, side: Side) -> bool:
    """Whether it is this side's turn."""
    turn = {State.ASKED: Side.PERSON, State.APPLIED: Side.ORGANISATION, State.AGREED: Side.ORGANISATION}
    return turn.get(contact.state) is side
