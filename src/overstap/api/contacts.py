# SPDX-License-Identifier: EUPL-1.2
"""Being found by employers, one's contacts with them, and reacting to openings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed, nothing
from overstap.api.passports import mine
from overstap.api.preconditions import IdempotencyKey, made_once
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_contact import (
    BEGUN,
    NOT_NOW,
    SAYS_NOTHING,
    TOO_MANY,
    ContactBrief,
    ContactTold,
    Name,
    OutcomeAsked,
    ScoredWhole,
    WayOfContact,
    came,
    contact_brief,
    contact_whole,
    scores_whole,
)
from overstap.api.security import Token, used_in
from overstap.api.types import NO_NUL, Day, Id, Language, Strict, Uuid
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.contacts import asking, contact_queries, finding, outcomes, queries
from overstap.apps.contacts.enums import (
    MESSAGE_AT_MOST,
    NOT_FOR_AT_MOST,
    Condition,
    OutcomeKind,
    PersonReason,
    Side,
    Still,
)
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports.enums import Part
from overstap.apps.tokens.enums import Scope
from overstap.bridge.candidates import both_scores, conditions_of
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.problems import Problem

router = Router(tags=["contacts"])

READ, WRITE = Token(Scope.CONTACTS_READ), Token(Scope.CONTACTS_WRITE)
MOST_DAYS = 365


class FoundAsked(Strict):
    """Which parts employers see, blind; skills always.

    `conditions`: wishes you told that must not be unmet. `not_for`: organisations that never find you.
    """

    parts: Annotated[list[Part], Field(max_length=len(Part))]
    conditions: Annotated[list[Condition], Field(default_factory=list, max_length=len(Condition))]
    not_for: Annotated[list[Id], Field(default_factory=list, max_length=NOT_FOR_AT_MOST)]
    until: Day


class FoundTold(Schema):
    """What you agreed to."""

    parts: list[Part]
    conditions: list[Condition]
    not_for: list[str]
    since: datetime
    until: datetime


class StopFound(Schema):
    """`everything`: contacts that you said yes to or began end too."""

    everything: bool = False


class ScoresIn(Schema):
    """The language of why."""

    language: Language = "nl"


class StillAsked(Schema):
    """The question, so many months after you began, whether you are still at work."""

    id: UUID
    months: int
    answer: Still | None


class MyContact(ContactTold):
    """A contact of yours. `scores` are null when the region no longer has the opening."""

    scores: ScoredWhole | None
    still_at_work: list[StillAsked]


class AnswerAsked(Strict):
    """`yes` (with a name and a way of contact) or `no` to a question; `touch`: you are in touch; `end` it."""

    answer: Literal["yes", "no", "touch", "end"]
    reason: PersonReason | None = None
    name: Name | None = None
    reach: WayOfContact | None = None


class ReactionAsked(Strict):
    """Reacting to an opening, blind: `name` and `reach` are seen only when the organisation says yes."""

    opening: Id
    parts: Annotated[list[Part], Field(default_factory=list, max_length=len(Part))]
    message: Annotated[str, Field(max_length=MESSAGE_AT_MOST, pattern=NO_NUL)] = ""
    name: Name
    reach: WayOfContact


class StillAnswered(Strict):
    """Whether you are still at work; `no-say` is an answer too."""

    answer: Still


@router.get(
    "/being-found", auth=READ, response=answers(200, FoundTold, 404), summary="Whether employers may find you"
)
def get_being_found(request: HttpRequest) -> HttpResponse:
    """`404`: nobody finds you."""
    row = queries.findable_of(mine(request).pk, timezone.now())
    if row is None:
        raise Refused(404)
    return answer(_found(row))


@router.put(
    "/being-found", auth=WRITE, response=answers(200, FoundTold, 404, 422), summary="Let employers find you"
)
def put_being_found(request: HttpRequest, asked: FoundAsked) -> HttpResponse:
    """Blind, until the end of that day, within a year; asked again, it replaces what you agreed to before."""
    passport, now, today = mine(request, to_change=True), timezone.now(), timezone.localdate()
    told, known = conditions_of(passport), {one.pk for one in organisations.with_members()}
    problems = [
        (f"conditions/{at}", _NOT_TOLD) for at, one in enumerate(asked.conditions) if Condition(one) not in told
    ]
    problems += [(f"not_for/{at}", _NOBODY) for at, one in enumerate(asked.not_for) if one not in known]
    if not today < asked.until <= today + timedelta(days=MOST_DAYS):
        problems.append(("until", _NO_SUCH_DAY))
    if problems:
        raise Refused(422, problems)
    row = finding.agree(
        passport=passport.pk,
        parts=[Part(one) for one in asked.parts],
        conditions=[Condition(one) for one in asked.conditions],
        not_for=asked.not_for,
        now=now,
        until=_end_of(asked.until),
        by=used_in(request).by,
    )
    return answer(_found(row))


@router.delete(
    "/being-found", auth=WRITE, response=answers(204, None, 404), summary="Stop employers from finding you"
)
def delete_being_found(request: HttpRequest, asked: Query[StopFound]) -> HttpResponse:
    """At once; questions that wait for your answer end, and whoever asked is told."""
    passport, by = mine(request, to_change=True), used_in(request).by
    found = finding.withdraw(passport=passport.pk, everything=asked.everything, now=timezone.now(), by=by)
    if not found and not asked.everything:
        raise Refused(404)
    return nothing()


@router.get("/contacts", auth=READ, response=answers(200, Listed[ContactBrief]), summary="Your contacts")
def list_my_contacts(request: HttpRequest, asked: Query[Paging]) -> HttpResponse:
    """What is open first, by its last day; at most the first two hundred."""
    return listed(request, asked, contact_queries.contacts_of(_account(request).pk), contact_brief)


@router.get(
    "/contacts/{contact}", auth=READ, response=answers(200, MyContact), summary="A contact, with both scores"
)
def get_my_contact(request: HttpRequest, contact: Uuid, asked: Query[ScoresIn]) -> HttpResponse:
    """Who asks, for which work, how you cover it and how it meets your wishes, and where it stands."""
    return answer(_whole(_one(request, contact), asked.language))


@router.post(
    "/contacts/{contact}/answers",
    auth=WRITE,
    response=answers(200, MyContact, 409, 422),
    summary="Answer, say that you are in touch, or end it",
)
def post_my_answer(request: HttpRequest, contact: Uuid, asked: AnswerAsked) -> HttpResponse:
    """A yes opens your name and way of contact to them; `409` when it does not wait for this (any more)."""
    row = _one(request, contact)
    at = {"contact": row.pk, "now": timezone.now(), "by": used_in(request).by}
    reason = PersonReason(asked.reason) if asked.reason else None
    with in_time():
        if asked.answer == "yes":
            asking.say_yes(given=_given(asked.name, asked.reach), **at)
        elif asked.answer == "no":
            asking.refuse(reason=reason, **at)
        elif asked.answer == "touch":
            asking.note_touch(**at)
        else:
            asking.end(side=Side.PERSON, reason=reason, **at)
    return answer(_whole(_one(request, contact), "nl"))


@router.put(
    "/contacts/{contact}/outcomes/{kind}",
    auth=WRITE,
    response=answers(200, MyContact, 409, 422),
    summary="Say what came of a contact",
)
def put_my_outcome(request: HttpRequest, contact: Uuid, kind: OutcomeKind, asked: OutcomeAsked) -> HttpResponse:
    """Asked again, it is corrected."""
    row, said = _one(request, contact), came(OutcomeKind(kind), asked)
    with in_time():
        outcomes.note_outcome(
            contact=row.pk, came=said, side=Side.PERSON, now=timezone.now(), by=used_in(request).by
        )
    return answer(_whole(_one(request, contact), "nl"))


@router.delete(
    "/contacts/{contact}/outcomes/{kind}",
    auth=WRITE,
    response=answers(204, None),
    summary="Take an outcome back",
)
def delete_my_outcome(request: HttpRequest, contact: Uuid, kind: OutcomeKind) -> HttpResponse:
    """Also what the organisation noted: it is about you."""
    take_back(_one(request, contact), OutcomeKind(kind), Side.PERSON, used_in(request).by)
    return nothing()


@router.put(
    "/contacts/{contact}/still-at-work/{question}",
    auth=WRITE,
    response=answers(200, MyContact),
    summary="Answer whether you are still at work",
)
def put_still_at_work(
    request: HttpRequest, contact: Uuid, question: Uuid, asked: StillAnswered
) -> HttpResponse:
    """Asked half a year and a year after you began, for a month; yours to answer or not."""
    row, by = _one(request, contact), used_in(request).by
    told = {"contact": row.pk, "question": question, "answer": Still(asked.answer)}
    if not outcomes.answer_still_at_work(now=timezone.now(), by=by, **told):
        raise Refused(404)
    return answer(_whole(_one(request, contact), "nl"))


@router.post(
    "/reactions", auth=WRITE, response=answers(201, MyContact, 404, 409, 422), summary="React to an opening"
)
def post_reaction(
    request: HttpRequest, asked: ReactionAsked, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """With your passport, blind; they answer within five working days."""
    passport, region, used = mine(request), region_or_refused(), used_in(request)
    opening = region.records.openings.get(asked.opening)
    if opening is None or (opening.closes_on is not None and opening.closes_on < timezone.localdate()):
        raise Refused(422, [("opening", _NO_OPENING)])
    if not organisations.accounts_at_desk(opening.organisation, Act.FIND_PEOPLE):
        raise Refused(409, [("opening", _NOBODY_ANSWERS)])
    given = _given(asked.name, asked.reach)

    def make() -> str:
        number = finding.numbers_for(opening=opening.id, passports=[passport.pk])[passport.pk]
        made = asking.apply(
            candidate=queries.candidate(number, opening.id),  # type: ignore[arg-type] # it was made just now
            organisation=opening.organisation,
            parts=[Part(one) for one in asked.parts],
            message=asked.message,
            given=given,
            now=timezone.now(),
            by=used.by,
        )
        return str(made.pk)

    with in_time():
        made = made_once(request, idempotency_key, make)
    row = _one(request, UUID(made))
    return answer(_whole(row, "nl"), 201, {"Location": f"/v1/contacts/{made}"})


@contextmanager
def in_time() -> Iterator[None]:
    """What contacts' own rules refuse, as answers."""
    try:
        yield
    except asking.NotNow:
        raise Refused(409, [("contact", NOT_NOW)]) from None
    except asking.AlreadyBegun:
        raise Refused(409, [("opening", BEGUN)]) from None
    except asking.TooManyToday:
        raise Refused(409, [("opening", TOO_MANY)]) from None


def take_back(row: Any, kind: OutcomeKind, side: Side, by: str) -> None:
    """Removes what was noted. Raises `Refused`: 404 when it is not there, or not this side's to remove."""
    there = next((one.pk for one in contact_queries.outcomes_of(row) if one.kind == kind), None)
    if there is None or not outcomes.remove_outcome(contact=row.pk, outcome=there, side=side, by=by):
        raise Refused(404)


def _account(request: HttpRequest) -> Any:
    account = used_in(request).token.account
    if not may(account, Act.OWN_PASSPORT):
        raise Refused(403)
    return account


def _one(request: HttpRequest, contact: UUID) -> Any:
    row = contact_queries.contact_of(_account(request).pk, contact)
    if row is None:
        raise Refused(404)
    return row


def _given(name: str | None, reach: str | None) -> asking.Given:
    """As the actions want it, without a citizen service number."""
    told = {"name": (name or "").strip(), "reach": (reach or "").strip()}
    if problems := [(field, SAYS_NOTHING) for field, value in told.items() if not value]:
        raise Refused(422, problems)
    return asking.Given(**{field: mask_citizen_numbers(value)[0] for field, value in told.items()})


def _whole(row: Any, language: str) -> dict[str, Any]:
    region, opening = region_or_refused(), row.candidate.opening_id
    scored = None
    if opening in region.records.openings:
        match = both_scores(region, opening, row.candidate.passport, row.parts, today=timezone.localdate())
        scored = scores_whole(match, region.explain(match, language), wishes=True)
    return {
        **contact_whole(row, Side.PERSON),
        "scores": scored,
        "still_at_work": [
            {"id": str(one.pk), "months": one.months, "answer": one.answer or None}
            for one in contact_queries.asked_still(row, timezone.now())
        ],
    }


def _found(row: Any) -> dict[str, Any]:
    names = ("parts", "conditions", "not_for")
    told = {name: list(getattr(row, name)) for name in names}
    return {**told, "since": row.since, "until": row.until.astimezone(UTC)}


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


_NOT_TOLD = Problem(
    {"en": "is no wish that is in your passport", "nl": "is geen wens die in je paspoort staat"},
    mend={"en": "Tell it there first.", "nl": "Vertel hem daar eerst."},
)
_NOBODY = Problem({"en": "is no organisation that finds people", "nl": "is geen organisatie die mensen vindt"})
_NO_SUCH_DAY = Problem(
    {"en": "is not after today, within a year", "nl": "ligt niet na vandaag, binnen een jaar"},
    mend={"en": "Choose a day in between.", "nl": "Kies een dag daartussen."},
)
_NO_OPENING = Problem(
    {"en": "is no opening that takes people now", "nl": "is geen werkplek die nu mensen neemt"},
    mend={"en": "Take one of /v1/openings.", "nl": "Neem er een van /v1/openings."},
)
_NOBODY_ANSWERS = Problem(
    {
        "en": "is of an organisation where nobody answers here",
        "nl": "is van een organisatie waar hier niemand antwoordt",
    }
)
