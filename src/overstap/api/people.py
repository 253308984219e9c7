# SPDX-License-Identifier: EUPL-1.2
"""The people for an opening, blind, and an organisation's contacts with them, through a token for it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed, nothing
from overstap.api.contacts import in_time, take_back
from overstap.api.organisation import theirs
from overstap.api.preconditions import IdempotencyKey, made_once
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.schemas_contact import (
    SAYS_NOTHING,
    ContactBrief,
    ContactTold,
    OutcomeAsked,
    ScoredWhole,
    Scores,
    came,
    contact_brief,
    contact_whole,
    scores,
    scores_whole,
)
from overstap.api.schemas_passport import LanguageTold
from overstap.api.security import Token, used_in
from overstap.api.seen import SkillSeen, WishesSeen
from overstap.api.types import NO_NUL, Id, Language, Strict, Uuid
from overstap.apps.accounts.enums import MEMBER_ROLES, Act
from overstap.apps.contacts import asking, contact_queries, outcomes, queries
from overstap.apps.contacts.enums import MESSAGE_AT_MOST, OrganisationReason, OutcomeKind, Side, State
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import sharing
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.rankings.enums import Channel, Kind
from overstap.apps.tokens.enums import Scope
from overstap.bridge import rankings
from overstap.bridge.candidates import Found, Seen, find_people, see_contact, see_person
from overstap.bridge.seen_passports import found as found_parts
from overstap.engine.matching.candidates import Order
from overstap.engine.problems import Problem
from overstap.engine.region.region import Region

router = Router(tags=["people for an opening"])

READ, WRITE = Token(Scope.PEOPLE_READ), Token(Scope.PEOPLE_WRITE)
LISTED_AT_MOST = 20
"""Of each of the three groups."""


class CandidatesAsked(Schema):
    """Which of the two scores orders people within a group."""

    order: Order = Order.WORK


class CandidateListed(Scores):
    """Somebody, by the number under which only this opening knows them; what they agreed to show."""

    number: UUID
    parts: list[Part]
    contact: UUID | None


class CandidatesFound(Schema):
    """Who may be found, best first in each group; `found` counts all of them.

    `ranking` is the code that the note of this answer is found by, at `/why-this-order/`.
    """

    ranking: str | None
    order: Order
    found: int
    now: list[CandidateListed]
    one_away: list[CandidateListed]
    further: list[CandidateListed]


class ProofFound(Schema):
    """A proof of somebody who is found, without years; `days`: how long it lasted."""

    kind: ProofKind
    title: str
    whose: str
    given_by: str | None
    days: int | None
    note: str
    skills: list[str]


class PassportFound(Schema):
    """What somebody agreed to show, blind; a part that is not shown is null."""

    skills: list[SkillSeen] | None
    proofs: list[ProofFound] | None
    languages: list[LanguageTold] | None
    certificates: list[str] | None
    wishes: WishesSeen | None
    story: str | None
    occupation: str | None


class CandidateIn(Schema):
    """The language of why."""

    language: Language = "nl"


class CandidateTold(Schema):
    """One person for an opening."""

    number: UUID
    scores: ScoredWhole
    shows: PassportFound
    contact: UUID | None


class ContactAsked(Strict):
    """What you want to say; names and numbers in it are made unreadable."""

    message: Annotated[str, Field(min_length=1, max_length=MESSAGE_AT_MOST, pattern=NO_NUL)]


class TheirContact(ContactTold):
    """A contact of the organisation. What is seen of the person ends with the contact: it is null then."""

    number: UUID
    scores: ScoredWhole | None
    shows: PassportFound | None


class TheirAnswer(Strict):
    """`yes`, or `no` with why, to somebody who reacted; `touch`: you are in touch; `end` it."""

    answer: Literal["yes", "no", "touch", "end"]
    reason: OrganisationReason | None = None


class TimesTold(Schema):
    """How fast it answered over a year, in calendar days; `in_time`: of those who waited, the share (0 to 1).

    Null as long as fewer than ten people waited.
    """

    waited: int
    median_days: float | None
    in_time: float | None


@router.get(
    "/organisations/{organisation}/openings/{opening}/candidates",
    auth=READ,
    response=answers(200, CandidatesFound),
    summary="Who may be found for an opening",
)
def list_candidates(
    request: HttpRequest, organisation: Id, opening: Id, asked: Query[CandidatesAsked]
) -> HttpResponse:
    """In three groups, blind, two scores apart. They see in their passport that you looked.

    A person decides, not this list.
    """
    region = _looking_for(request, organisation, opening)
    now, today, order = timezone.now(), timezone.localdate(), Order(asked.order)
    found = find_people(region, opening, now=now, today=today, order=order, top=LISTED_AT_MOST)
    if found.parts:
        _note_looks(request, organisation, opening, now, passports=list(found.parts), parts=[Part.SKILLS])
    contacts = contact_queries.newest_about(found.numbers.values())

    def told(one: Any) -> dict[str, Any]:
        passport = UUID(one.key)
        number = found.numbers[passport]
        contact = str(contacts[number].pk) if number in contacts else None
        more = {"parts": list(found.parts[passport]), "contact": contact}
        return {**scores(one.match), "number": str(number), **more}

    groups = {str(reach): [told(one) for one in people] for reach, people in found.candidates.groups.items()}
    return answer(
        {
            "ranking": _noted(opening, order, found) if found.candidates.listed else None,
            "order": str(order),
            "found": sum(found.candidates.counts.values()),
            **{name: groups.get(name, []) for name in ("now", "one_away", "further")},
        }
    )


@router.get(
    "/organisations/{organisation}/openings/{opening}/candidates/{candidate}",
    auth=READ,
    response=answers(200, CandidateTold),
    summary="One person for an opening",
)
def get_candidate(
    request: HttpRequest, organisation: Id, opening: Id, candidate: Uuid, asked: Query[CandidateIn]
) -> HttpResponse:
    """Both scores and why, and what they agreed to show. They see that you looked."""
    region = _looking_for(request, organisation, opening)
    _known, one = _somebody(region, opening, candidate)
    parts = one.findable.parts
    looked = {"passports": [one.findable.passport_id], "parts": frozenset(Part(part) for part in parts)}
    _note_looks(request, organisation, opening, timezone.now(), **looked)
    contact = contact_queries.newest_about([candidate]).get(candidate)
    return answer(
        {
            "number": str(candidate),
            "scores": _scored(region, one.match, parts, asked.language),
            "shows": found_parts(one.passport, parts),
            "contact": str(contact.pk) if contact else None,
        }
    )


@router.post(
    "/organisations/{organisation}/openings/{opening}/candidates/{candidate}/contacts",
    auth=WRITE,
    response=answers(201, TheirContact, 409, 422),
    summary="Ask somebody for contact",
)
def post_contact(
    request: HttpRequest,
    organisation: Id,
    opening: Id,
    candidate: Uuid,
    asked: ContactAsked,
    idempotency_key: IdempotencyKey = None,
) -> HttpResponse:
    """They answer within a week. One opening asks at most ten people in a day, and each person once (409)."""
    region, used = _looking_for(request, organisation, opening), used_in(request)
    known = queries.candidate(candidate, opening)
    if known is None:
        raise Refused(404)
    if not asked.message.strip():
        raise Refused(422, [("message", SAYS_NOTHING)])

    def make() -> str:
        _somebody(region, opening, candidate)
        made = asking.ask(
            candidate=known,
            organisation=organisation,
            message=asked.message,
            handler=used.token.account_id,
            now=timezone.now(),
            by=used.by,
        )
        return str(made.pk)

    try:
        with in_time():
            made = made_once(request, idempotency_key, make)
    except asking.NotFindable:
        raise Refused(404) from None
    row = _contact(organisation, UUID(made))
    place = f"/v1/organisations/{organisation}/contacts/{made}"
    return answer(_told(region, row, "nl"), 201, {"Location": place})


@router.get(
    "/organisations/{organisation}/contacts",
    auth=READ,
    response=answers(200, Listed[ContactBrief]),
    summary="Your organisation's contacts",
)
def list_contacts(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """What is open first, by its last day; at most the first two hundred."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    return listed(request, asked, contact_queries.contacts_at(organisation), contact_brief)


@router.get(
    "/organisations/{organisation}/contacts/{contact}",
    auth=READ,
    response=answers(200, TheirContact),
    summary="One of your organisation's contacts",
)
def get_contact(
    request: HttpRequest, organisation: Id, contact: Uuid, asked: Query[CandidateIn]
) -> HttpResponse:
    """Who it is only when both said yes."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    return answer(_told(region_or_refused(), _contact(organisation, contact), asked.language))


@router.post(
    "/organisations/{organisation}/contacts/{contact}/answers",
    auth=WRITE,
    response=answers(200, TheirContact, 409, 422),
    summary="Answer somebody, say that you are in touch, or end it",
)
def post_answer(request: HttpRequest, organisation: Id, contact: Uuid, asked: TheirAnswer) -> HttpResponse:
    """A no says why, and they are told; `409` when it does not wait for this (any more)."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    row, used = _contact(organisation, contact), used_in(request)
    at = {"contact": row.pk, "now": timezone.now(), "by": used.by}
    reason = OrganisationReason(asked.reason) if asked.reason else None
    with in_time():
        if asked.answer == "yes":
            asking.welcome(handler=used.token.account_id, **at)
        elif asked.answer == "no":
            if reason is None:
                raise Refused(422, [("reason", _WHY)])
            asking.decline(reason=reason, **at)
        elif asked.answer == "touch":
            asking.note_touch(**at)
        else:
            asking.end(side=Side.ORGANISATION, reason=reason, **at)
    return answer(_told(region_or_refused(), _contact(organisation, contact), "nl"))


@router.put(
    "/organisations/{organisation}/contacts/{contact}/outcomes/{kind}",
    auth=WRITE,
    response=answers(200, TheirContact, 409, 422),
    summary="Note what came of a contact",
)
def put_outcome(
    request: HttpRequest, organisation: Id, contact: Uuid, kind: OutcomeKind, asked: OutcomeAsked
) -> HttpResponse:
    """Asked again, it is corrected."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    row, said = _contact(organisation, contact), came(OutcomeKind(kind), asked)
    noted = {"contact": row.pk, "came": said, "side": Side.ORGANISATION}
    with in_time():
        outcomes.note_outcome(now=timezone.now(), by=used_in(request).by, **noted)
    return answer(_told(region_or_refused(), _contact(organisation, contact), "nl"))


@router.delete(
    "/organisations/{organisation}/contacts/{contact}/outcomes/{kind}",
    auth=WRITE,
    response=answers(204, None),
    summary="Take back what your organisation noted",
)
def delete_outcome(request: HttpRequest, organisation: Id, contact: Uuid, kind: OutcomeKind) -> HttpResponse:
    """What the person noted is theirs (404)."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    take_back(_contact(organisation, contact), OutcomeKind(kind), Side.ORGANISATION, used_in(request).by)
    return nothing()


@router.get(
    "/organisations/{organisation}/response-times",
    auth=READ,
    response=answers(200, TimesTold),
    summary="How fast your organisation answers",
)
def get_response_times(request: HttpRequest, organisation: Id) -> HttpResponse:
    """As people see it before they react."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    times = contact_queries.times_of(organisation, timezone.now())
    return answer({"waited": times.waited, "median_days": times.median_days, "in_time": times.in_time})


def _looking_for(request: HttpRequest, organisation: str, opening: str) -> Region:
    """The region, when this organisation may find people for this opening now. Raises `Refused`."""
    theirs(request, organisation, Act.FIND_PEOPLE)
    region = region_or_refused()
    row = region.records.openings.get(opening)
    closed = row is not None and row.closes_on is not None and row.closes_on < timezone.localdate()
    if row is None or closed or row.organisation != organisation:
        raise Refused(404)
    return region


def _somebody(region: Region, opening: str, number: UUID) -> tuple[Any, Seen]:
    known = queries.candidate(number, opening)
    today = timezone.localdate()
    found = see_person(region, known, now=timezone.now(), today=today) if known is not None else None
    if found is None:
        raise Refused(404)
    return known, found


def _contact(organisation: str, contact: UUID) -> Any:
    row = contact_queries.contact_at(organisation, contact)
    if row is None:
        raise Refused(404)
    return row


def _told(region: Region, row: Any, language: str) -> dict[str, Any]:
    """To the organisation; what is seen of the person, as long as it is open and the opening is there."""
    told = {**contact_whole(row, Side.ORGANISATION), "number": str(row.candidate_id)}
    if row.state == State.CLOSED or row.candidate.opening_id not in region.records.openings:
        return {**told, "scores": None, "shows": None}
    seen = see_contact(region, row, today=timezone.localdate())
    scored = _scored(region, seen.match, row.parts, language)
    return {**told, "scores": scored, "shows": found_parts(seen.passport, row.parts)}


def _scored(region: Region, match: Any, parts: list[str], language: str) -> dict[str, Any]:
    why = region.explain(match, language, of_another=True)
    return scores_whole(match, why, wishes=str(Part.WISHES) in parts)


def _note_looks(
    request: HttpRequest, organisation: str, opening: str, now: datetime, *, passports: Any, parts: Any
) -> None:
    """Notes for these people that they were seen, once a day for each kind of look."""
    used = used_in(request)
    own = sorted(organisations.desk_of(organisation).roles_of(used.token.account_id) & set(MEMBER_ROLES))
    sharing.note_found(
        passports=passports,
        organisation=organisation,
        opening=opening,
        role=own[0],
        parts=parts,
        now=now,
        since=timezone.make_aware(datetime.combine(timezone.localdate(), time.min)),
        by=used.by,
    )


def _noted(opening: str, order: Order, found: Found) -> str:
    placed = [
        rankings.placed_person(one, str(reach))
        for reach, group in found.candidates.groups.items()
        for one in group
    ]
    return rankings.note(
        kind=Kind.CANDIDATES,
        channel=Channel.API,
        inputs={"opening": opening, "order": str(order), "people": placed},
        parameters=rankings.parameters_of(order=str(order)),
        result=placed,
        people=rankings.accounts_behind([one.id for one in placed]),
    )


_WHY = Problem(
    {"en": "is needed with a no", "nl": "is nodig bij een nee"},
    mend={"en": "Say why, so that they learn it too.", "nl": "Zeg waarom, zodat zij het ook horen."},
)
