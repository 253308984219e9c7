# SPDX-License-Identifier: EUPL-1.2
"""A ranking that somebody was shown, by its code: as it was noted, without who asked or what they told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema

from overstap.api.answers import answer, answers
from overstap.api.problems import Refused
from overstap.apps.rankings.enums import KEPT_FOR, Channel, Kind
from overstap.apps.rankings.queries import by_code

router = Router(tags=["matches"])

LONGEST_CODE = 60
WAIT_SECONDS = 300


class RankedPlace(Schema):
    """A place: of what (people under a fingerprint), by which figures, in which group."""

    id: str
    group: str
    scores: list[float]


class RankingTold(Schema):
    """A ranking as it was noted: `places` the first sixty of `found`, best first.

    `engine` and `revision` (of the region) made it, with these `parameters`. The hashes are of all that went in
    and came out, made with the code: who has both can hold them beside it.
    """

    at: datetime
    kept_until: datetime
    kind: Kind
    channel: Channel
    engine: str
    revision: int
    parameters: dict[str, Any]
    found: int
    places: list[RankedPlace]
    inputs_hash: str
    result_hash: str


@router.get("/rankings/{code}", response=answers(200, RankingTold, 429), summary="A ranking by its code")
def get_ranking(
    request: HttpRequest, code: Annotated[str, Path(min_length=1, max_length=LONGEST_CODE)]
) -> HttpResponse:
    """As at `/why-this-order/`, for 200 days. Who guesses at codes is stopped for a while (429)."""
    if _guesses(request, dry_run=True):
        raise Refused(429, headers={"Retry-After": str(WAIT_SECONDS)})
    noted = by_code(code)
    if noted is None:
        _guesses(request)
        raise Refused(404)
    return answer(
        {
            "at": noted.at,
            "kept_until": noted.at + KEPT_FOR,
            "kind": str(noted.kind),
            "channel": str(noted.channel),
            "engine": noted.engine,
            "revision": noted.revision,
            "parameters": dict(noted.parameters),
            "found": noted.found,
            "places": [{"id": one.id, "group": one.group, "scores": list(one.scores)} for one in noted.places],
            "inputs_hash": noted.inputs_hash,
            "result_hash": noted.result_hash,
        }
    )


def _guesses(request: HttpRequest, *, dry_run: bool = False) -> bool:
    """Whether too many codes that are not there came from one place, the pages counted along."""
    return ratelimit.consume_or_429(request, action="guess", limit_get=True, dry_run=dry_run) is not None
