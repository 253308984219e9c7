# SPDX-License-Identifier: EUPL-1.2
"""People that an organisation will need before there is an opening, through a token for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.organisation import theirs
from overstap.api.passports import WITH_TAG
from overstap.api.preconditions import IdempotencyKey, IfMatch, made_once, tag_matches
from overstap.api.problems import Refused, unknown
from overstap.api.region import region_or_refused
from overstap.api.security import Token, used_in
from overstap.api.types import Day, Id, Language, Strict, Uuid, whole
from overstap.apps.accounts.enums import Act
from overstap.apps.openings import needs, queries
from overstap.apps.openings.editing import ChangedMeanwhile
from overstap.apps.openings.enums import NeedStatus
from overstap.apps.organisations import queries as organisations
from overstap.apps.tokens.enums import Scope
from overstap.engine.problems import Problem
from overstap.engine.region.region import Region

router = Router(tags=["needs of an organisation"])

AUTH = Token(Scope.OPENINGS_WRITE)
SKILLS_AT_MOST = 10


class NeedAsked(Strict):
    """Who will be needed: an occupation, or skills, or both; how many, from which day on, where."""

    occupation: Id | None = None
    skills: Annotated[list[Id], Field(default_factory=list, max_length=SKILLS_AT_MOST)]
    place: Id
    number: whole(1, 10_000) = 1  # type: ignore[valid-type]
    from_on: Day


class NeedStatusAsked(Strict):
    """What a need becomes: `ended`, nobody is needed any more; `opened`, a draft opening stands for it.

    `language`: of the draft.
    """

    status: Literal["ended", "opened"]
    language: Language = "nl"


class NeedTold(Schema):
    """A need, and where it stands; `opening` is what it became."""

    id: UUID
    status: NeedStatus
    version: int
    occupation: str | None
    skills: list[str]
    place: str
    number: int
    from_on: date
    opening: str | None


@router.get(
    "/organisations/{organisation}/needs",
    auth=AUTH,
    response=answers(200, Listed[NeedTold]),
    summary="Who your organisation will need",
)
def list_needs(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """What stands first, the soonest of those first."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    return listed(request, asked, queries.needs_at(organisation), _told)


@router.post(
    "/organisations/{organisation}/needs",
    auth=AUTH,
    response=answers(201, NeedTold, 409, 422),
    summary="Tell who will be needed",
)
def post_need(
    request: HttpRequest, organisation: Id, asked: NeedAsked, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Planners and courses see it; there is no opening to react to yet."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    told, by = _said(region_or_refused(), asked, organisation), used_in(request).by
    made = made_once(request, idempotency_key, lambda: str(needs.tell_need(told=told, by=by).pk))
    row = _one(organisation, UUID(made))
    place = f"/v1/organisations/{organisation}/needs/{made}"
    return answer(_told(row), 201, {"Location": place, "ETag": _tag(row)})


@router.get(
    "/organisations/{organisation}/needs/{need}",
    auth=AUTH,
    response=answers(200, NeedTold),
    summary="One of your organisation's needs",
    openapi_extra={"responses": WITH_TAG},
)
def get_need(request: HttpRequest, organisation: Id, need: Uuid) -> HttpResponse:
    """Wherever it stands."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    return _answer(_one(organisation, need))


@router.put(
    "/organisations/{organisation}/needs/{need}",
    auth=AUTH,
    response=answers(200, NeedTold, 409, 412, 422, 428),
    summary="Change a need",
    openapi_extra={"responses": WITH_TAG},
)
def put_need(
    request: HttpRequest, organisation: Id, need: Uuid, asked: NeedAsked, if_match: IfMatch = None
) -> HttpResponse:
    """Makes it say this; what has ended or became an opening is not changed any more (409)."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    row = _to_change(organisation, need, if_match)
    told = _said(region_or_refused(), asked, organisation)
    with _in_time():
        needs.change_need(need=need, version=row.version, told=told, by=used_in(request).by)
    return _answer(_one(organisation, need))


@router.put(
    "/organisations/{organisation}/needs/{need}/status",
    auth=AUTH,
    response=answers(200, NeedTold, 409, 412, 422, 428),
    summary="End a need, or make a draft opening of it",
    openapi_extra={"responses": WITH_TAG},
)
def put_need_status(
    request: HttpRequest, organisation: Id, need: Uuid, asked: NeedStatusAsked, if_match: IfMatch = None
) -> HttpResponse:
    """A draft has as many places and asks the same skills; nobody else sees it before it is published."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    row, used = _to_change(organisation, need, if_match), used_in(request)
    with _in_time():
        if asked.status == NeedStatus.ENDED:
            needs.end_need(need=need, version=row.version, by=used.by)
        else:
            keeper = organisations.membership_at_desk(used.token.account_id, organisation)
            needs.open_need(
                need=need,
                version=row.version,
                title=_title(region_or_refused(), row, asked.language),
                language=asked.language,
                today=timezone.localdate(),
                keeper=keeper.pk if keeper else None,
                by=used.by,
            )
    return _answer(_one(organisation, need))


def _one(organisation: str, need: UUID) -> Any:
    row = queries.need_of(need)
    if row is None or row.organisation_id != organisation:
        raise Refused(404)
    return row


def _to_change(organisation: str, need: UUID, if_match: str | None) -> Any:
    row = _one(organisation, need)
    if if_match is None:
        raise Refused(428)
    if not tag_matches(if_match, _tag(row)):
        raise Refused(412)
    if row.status != NeedStatus.STANDING:
        raise Refused(409, [("status", _DONE)])
    return row


@contextmanager
def _in_time() -> Iterator[None]:
    """What somebody else did first, as answers."""
    try:
        yield
    except (ChangedMeanwhile, ObjectDoesNotExist):
        raise Refused(412) from None


def _said(region: Region, asked: NeedAsked, organisation: str) -> needs.ToldNeed:
    """What was asked, as a need. Raises `Refused` with everything that is wrong."""
    records, index = region.records, region.taxonomy.skill_index
    problems = []
    if asked.occupation and asked.occupation not in records.occupations:
        problems.append(("occupation", unknown("occupation", "beroep")))
    problems += [
        (f"skills/{at}", unknown("skill", "vaardigheid"))
        for at, one in enumerate(asked.skills)
        if one not in index
    ]
    if asked.place not in records.places:
        problems.append(("place", unknown("place", "plaats")))
    if not asked.occupation and not asked.skills:
        problems.append(("occupation", _NOBODY))
    if problems:
        raise Refused(422, problems)
    return needs.ToldNeed(
        organisation=organisation,
        occupation=asked.occupation,
        skills=[region.taxonomy.skill(one).id for one in asked.skills],
        place=asked.place,
        number=asked.number,
        from_on=asked.from_on,
    )


def _title(region: Region, row: Any, language: str) -> str:
    known = row.occupation_id in region.taxonomy.occupation_index
    return region.occupation_label(row.occupation_id, language) if known else ""


def _answer(row: Any) -> HttpResponse:
    return answer(_told(row), headers={"ETag": _tag(row)})


def _tag(row: Any) -> str:
    return f'"{row.pk}-{row.version}"'


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "status": row.status,
        "version": row.version,
        "occupation": row.occupation_id,
        "skills": sorted(one.skill_id for one in row.skills.all()),
        "place": row.place_id,
        "number": row.number,
        "from_on": row.from_on,
        "opening": row.opening_id,
    }


_NOBODY = Problem(
    {"en": "or skills: one of the two is needed", "nl": "of skills: een van de twee is nodig"},
    mend={"en": "Say who is needed.", "nl": "Zeg wie er nodig is."},
)
_DONE = Problem(
    {"en": "is no longer standing", "nl": "staat niet meer open"},
    mend={"en": "Tell a new need.", "nl": "Meld een nieuwe behoefte."},
)
