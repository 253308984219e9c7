# SPDX-License-Identifier: EUPL-1.2
"""An organisation's openings, from draft to filled, through a token for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from overstap.api.answers import Listed, Paging, answer, answers, listed, nothing
from overstap.api.organisation import theirs
from overstap.api.passports import WITH_TAG
from overstap.api.preconditions import IdempotencyKey, IfMatch, made_once, tag_matches
from overstap.api.problems import Refused, unknown
from overstap.api.region import region_or_refused
from overstap.api.security import Token, used_in
from overstap.api.types import NO_NUL, Day, Id, Number, Strict, whole
from overstap.apps.accounts.enums import Act
from overstap.apps.openings import editing, lifecycle, queries
from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.enums import OpeningKind, OpeningStatus, Weekday
from overstap.apps.organisations import queries as organisations
from overstap.apps.tokens.enums import Scope
from overstap.engine.problems import Problem
from overstap.engine.region.region import Region
from overstap.engine.skills.taxonomy import Importance

router = Router(tags=["openings of an organisation"])

Words = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Hours = Annotated[Number, Field(gt=0, le=60)]
Pay = Annotated[Number, Field(ge=0, le=500)]
AUTH = Token(Scope.OPENINGS_WRITE)


class DemandAsked(Strict):
    """A skill that is asked, and how much."""

    skill: Id
    importance: Importance


class TitleAsked(Strict):
    """What it is called, in one language or both."""

    nl: Words | None = None
    en: Words | None = None


class OpeningAsked(Strict):
    """What an opening says. Hours a week, EUR gross per hour. A draft may leave out what is not known yet."""

    kind: OpeningKind
    title: TitleAsked
    occupation: Id | None = None
    place: Id | None = None
    text: Annotated[str, Field(max_length=20_000, pattern=NO_NUL)] = ""
    language: Annotated[str, Field(pattern=r"^(nl|en)$")] = "nl"
    hours_low: Hours | None = None
    hours_high: Hours | None = None
    wage_low: Pay | None = None
    wage_high: Pay | None = None
    starts_on: Day | None = None
    closes_on: Day | None = None
    places: whole(1, 1000) = 1  # type: ignore[valid-type]
    days: Annotated[list[Weekday], Field(default_factory=list, max_length=7)]
    certificates: Annotated[list[Id], Field(default_factory=list, max_length=50)]
    course: Id | None = None
    demands: Annotated[list[DemandAsked], Field(default_factory=list, max_length=100)]
    reference: Annotated[str, Field(max_length=100, pattern=NO_NUL)] = ""


class StatusAsked(Strict):
    """Where an opening should stand: `published`, or `draft` again; or how many of its places are taken."""

    status: Annotated[str, Field(pattern=r"^(published|draft)$")] | None = None
    taken: whole(0, 1000) | None = None  # type: ignore[valid-type]


class DemandSaid(Schema):
    """A skill that is asked, and how much."""

    skill: str
    importance: Importance


class OpeningAtDesk(Schema):
    """An opening as its organisation has it; `origin` is empty for what people wrote, which can be changed."""

    id: str
    status: OpeningStatus
    version: int
    origin: str
    kind: OpeningKind
    title: dict[str, str]
    occupation: str | None
    place: str | None
    hours_low: float | None
    hours_high: float | None
    wage_low: float | None
    wage_high: float | None
    starts_on: date | None
    closes_on: date | None
    places: int
    taken: int
    days: list[Weekday]
    reference: str


class OpeningWhole(OpeningAtDesk):
    """All that it says."""

    text: str
    language: str
    certificates: list[str]
    course: str | None
    demands: list[DemandSaid]


@router.get(
    "/organisations/{organisation}/openings",
    auth=AUTH,
    response=answers(200, Listed[OpeningAtDesk]),
    summary="Your organisation's openings",
)
def list_desk(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """Drafts and all; what everybody sees is at /v1/openings."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    return listed(request, asked, queries.at_desk(organisation), _brief)


@router.post(
    "/organisations/{organisation}/openings",
    auth=AUTH,
    response=answers(201, OpeningWhole, 409, 422),
    summary="Write a draft",
)
def post_draft(
    request: HttpRequest, organisation: Id, asked: OpeningAsked, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Nobody else sees it before it is published."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    said, used = _said(region_or_refused(), asked, organisation), used_in(request)
    mine = organisations.memberships_of(used.token.account_id)
    keeper = next((one.pk for one in mine if one.organisation_id == organisation), None)

    def make() -> str:
        return editing.draft_opening(opening=said, keeper=keeper, by=used.by).pk

    made = made_once(request, idempotency_key, make)
    row = _one(organisation, made)
    return answer(
        _whole(row), 201, {"Location": f"/v1/organisations/{organisation}/openings/{made}", "ETag": _tag(row)}
    )


@router.get(
    "/organisations/{organisation}/openings/{opening}",
    auth=AUTH,
    response=answers(200, OpeningWhole),
    summary="One of your organisation's openings",
    openapi_extra={"responses": WITH_TAG},
)
def get_desk(request: HttpRequest, organisation: Id, opening: Id) -> HttpResponse:
    """Wherever it stands."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    return _answer(_one(organisation, opening))


@router.put(
    "/organisations/{organisation}/openings/{opening}",
    auth=AUTH,
    response=answers(200, OpeningWhole, 409, 412, 422, 428),
    summary="Change an opening",
    openapi_extra={"responses": WITH_TAG},
)
def put_opening(
    request: HttpRequest, organisation: Id, opening: Id, asked: OpeningAsked, if_match: IfMatch = None
) -> HttpResponse:
    """Makes it say this. What others see stays whole: without what publishing asks, it is not changed (422)."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    row = _to_change(organisation, opening, if_match)
    said = _said(region_or_refused(), asked, organisation)
    with _told():
        editing.change_opening(
            opening=opening, version=row.version, said=said, today=timezone.localdate(), by=used_in(request).by
        )
    return _answer(_one(organisation, opening))


@router.put(
    "/organisations/{organisation}/openings/{opening}/status",
    auth=AUTH,
    response=answers(200, OpeningWhole, 409, 412, 422, 428),
    summary="Publish an opening, take it back, or say how many places are taken",
    openapi_extra={"responses": WITH_TAG},
)
def put_status(
    request: HttpRequest, organisation: Id, opening: Id, asked: StatusAsked, if_match: IfMatch = None
) -> HttpResponse:
    """What is published is found and matched within a moment; with its last place taken it is filled."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    row, by = _to_change(organisation, opening, if_match), used_in(request).by
    if (asked.status is None) == (asked.taken is None):
        raise Refused(422, [("status", _ONE_OF)])
    with _told():
        _move(row, asked, by)
    return _answer(_one(organisation, opening))


def _move(row: Any, asked: StatusAsked, by: str) -> None:
    if asked.taken is not None:
        lifecycle.take_places(opening=row.pk, taken=asked.taken, version=row.version, by=by)
    elif asked.status == OpeningStatus.DRAFT:
        lifecycle.take_back(opening=row.pk, version=row.version, by=by)
    else:
        today = timezone.localdate()
        lifecycle.publish_opening(opening=row.pk, version=row.version, today=today, by=by)


@router.delete(
    "/organisations/{organisation}/openings/{opening}",
    auth=AUTH,
    response=answers(204, None, 409, 412, 428),
    summary="Throw a draft away",
)
def delete_draft(request: HttpRequest, organisation: Id, opening: Id, if_match: IfMatch = None) -> HttpResponse:
    """What has been published is taken back first (409)."""
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    row = _to_change(organisation, opening, if_match)
    if row.status != OpeningStatus.DRAFT:
        raise Refused(409, [("status", _NO_DRAFT)])
    with _told():
        editing.remove_draft(opening=opening, version=row.version, by=used_in(request).by)
    return nothing()


def _one(organisation: str, opening: str) -> Any:
    row = queries.opening_of(opening)
    if row is None or row.organisation_id != organisation:
        raise Refused(404)
    return row


def _to_change(organisation: str, opening: str, if_match: str | None) -> Any:
    row = _one(organisation, opening)
    if row.origin:
        raise Refused(409, [("opening", _OF_A_SOURCE)])
    if if_match is None:
        raise Refused(428)
    if not tag_matches(if_match, _tag(row)):
        raise Refused(412)
    return row


@contextmanager
def _told() -> Iterator[None]:
    """What the openings' own rules refuse, as answers."""
    try:
        yield
    except editing.ChangedMeanwhile:
        raise Refused(412) from None
    except editing.NotWhole as lacking:
        raise Refused(422, [(name, _LACKS) for name in lacking.lacks]) from None
    except editing.TooManyTaken:
        raise Refused(409, [("taken", _TAKEN)]) from None
    except lifecycle.NoSuchMove:
        raise Refused(409, [("status", _NO_MOVE)]) from None
    except ObjectDoesNotExist:
        raise Refused(404) from None


def _said(region: Region, asked: OpeningAsked, organisation: str) -> NewOpening:
    """What was asked, as an opening. Raises `Refused` with everything that is wrong."""
    _refuse_what_is_wrong(region, asked)
    title = {name: words.strip() for name, words in asked.title if words and words.strip()}
    return NewOpening(
        kind=OpeningKind(asked.kind),
        organisation=organisation,
        occupation=asked.occupation,
        place=asked.place,
        title=title,
        text=asked.text,
        language=asked.language,
        hours_low=asked.hours_low,
        hours_high=asked.hours_high,
        demands={region.taxonomy.skill(one.skill).id: str(one.importance) for one in asked.demands},
        wage_low=asked.wage_low,
        wage_high=asked.wage_high,
        starts_on=asked.starts_on,
        closes_on=asked.closes_on,
        places=asked.places,
        certificates=tuple(dict.fromkeys(asked.certificates)),
        course=asked.course,
        days=tuple(day for day in Weekday if day in asked.days),
        reference=asked.reference,
    )


def _refuse_what_is_wrong(region: Region, asked: OpeningAsked) -> None:
    records, problems = region.records, []
    checks: tuple[tuple[str, str | None, Any, Callable[[], Problem]], ...] = (
        ("occupation", asked.occupation, records.occupations, lambda: unknown("occupation", "beroep")),
        ("place", asked.place, records.places, lambda: unknown("place", "plaats")),
        ("course", asked.course, records.courses, lambda: unknown("course", "opleiding")),
        *(
            (f"certificates/{at}", one, records.certificates, lambda: unknown("certificate", "bewijs"))
            for at, one in enumerate(asked.certificates)
        ),
        *(
            (
                f"demands/{at}/skill",
                one.skill,
                region.taxonomy.skill_index,
                lambda: unknown("skill", "vaardigheid"),
            )
            for at, one in enumerate(asked.demands)
        ),
    )
    problems = [(place, said()) for place, value, known, said in checks if value and value not in known]
    for low, high in (("hours_low", "hours_high"), ("wage_low", "wage_high")):
        least, most = getattr(asked, low), getattr(asked, high)
        if least is not None and most is not None and least > most:
            problems.append((high, _LESS))
    if problems:
        raise Refused(422, problems)


def _answer(row: Any) -> HttpResponse:
    return answer(_whole(row), headers={"ETag": _tag(row)})


def _tag(row: Any) -> str:
    return f'"{row.pk}-{row.version}"'


def _brief(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "status": row.status,
        "version": row.version,
        "origin": row.origin,
        "kind": row.kind,
        "title": row.title,
        "occupation": row.occupation_id,
        "place": row.place_id,
        "hours_low": row.hours_low,
        "hours_high": row.hours_high,
        "wage_low": row.wage_low,
        "wage_high": row.wage_high,
        "starts_on": row.starts_on,
        "closes_on": row.closes_on,
        "places": row.places,
        "taken": row.taken,
        "days": list(row.days),
        "reference": row.reference,
    }


def _whole(row: Any) -> dict[str, Any]:
    return {
        **_brief(row),
        "text": row.text,
        "language": row.language,
        "certificates": list(row.certificates),
        "course": row.course_id,
        "demands": [{"skill": one.skill_id, "importance": one.importance} for one in row.demands.all()],
    }


_LESS = Problem({"en": "is less than the lowest", "nl": "is minder dan het laagste"})
_ONE_OF = Problem({"en": "or taken: give one of the two", "nl": "of taken: geef een van de twee"})
_LACKS = Problem(
    {"en": "is needed before others see it", "nl": "is nodig voordat anderen het zien"},
    mend={
        "en": "Fill it in; a closing day lies within half a year.",
        "nl": "Vul het in; sluiten kan binnen een half jaar.",
    },
)
_TAKEN = Problem({"en": "does not fit the number of places", "nl": "past niet bij het aantal plekken"})
_NO_MOVE = Problem({"en": "cannot follow on where it stands now", "nl": "kan niet volgen op hoe het nu staat"})
_NO_DRAFT = Problem(
    {"en": "is no draft", "nl": "is geen concept"},
    mend={"en": "Take it back first.", "nl": "Neem het eerst terug."},
)
_OF_A_SOURCE = Problem({"en": "is kept by its source", "nl": "wordt door zijn bron bijgehouden"})
