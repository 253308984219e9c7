# SPDX-License-Identifier: EUPL-1.2
"""Many openings of an organisation at once, through a token for it: all of them or none."""

from __future__ import annotations

import csv
import io
import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from overstap.api.answers import answer, answers
from overstap.api.organisation import theirs
from overstap.api.problems import Refused
from overstap.api.region import region_or_refused
from overstap.api.security import Token, used_in
from overstap.api.types import NO_NUL, Flag, Id, Strict
from overstap.apps.accounts.enums import Act
from overstap.apps.organisations import queries as organisations
from overstap.apps.tokens.enums import Scope
from overstap.bridge.opening_import import import_file
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.opening_lines import COLUMNS

router = Router(tags=["openings of an organisation"])

AT_MOST = 300
Cell = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class OpeningRow(Strict):
    """An opening as a row of a sheet has it; what is empty is read out of `title` and `text`.

    `hours` and `wage` as 24-32; `days` as mo, we; `skills` as ids or names, each with ": must", ": should" or
    ": nice"; `certificates` as ids or names. Several are told apart by ;.
    """

    reference: Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    text: Annotated[str, Field(max_length=20_000, pattern=NO_NUL)] = ""
    occupation: Cell = ""
    place: Cell = ""
    kind: Cell = ""
    hours: Cell = ""
    wage: Cell = ""
    days: Cell = ""
    starts_on: Cell = ""
    closes_on: Cell = ""
    places: Cell = ""
    certificates: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""
    skills: Annotated[str, Field(max_length=5000, pattern=NO_NUL)] = ""
    language: Cell = ""


class ImportAsked(Strict):
    """Openings: `rows`, or schema.org JobPostings with an `identifier`. One of the two.

    `publish`: those that are a draft or closed are published; without it new ones are drafts.
    """

    rows: Annotated[list[OpeningRow], Field(min_length=1, max_length=AT_MOST)] | None = None
    postings: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=AT_MOST)] | None = None
    publish: Flag = False


class ImportDone(Schema):
    """How many are new, changed, the same as before, and published by it."""

    added: int
    changed: int
    unchanged: int
    published: int


@router.post(
    "/organisations/{organisation}/opening-imports",
    auth=Token(Scope.OPENINGS_WRITE),
    response=answers(200, ImportDone, 422),
    summary="Bring many openings at once",
)
def post_opening_import(request: HttpRequest, organisation: Id, asked: ImportAsked) -> HttpResponse:
    """All of them or, with everything that is wrong, none. Known by your own references: again changes nothing.

    The same as the page and `overstap openings import`. What is not among them is left alone.
    """
    theirs(request, organisation, Act.MANAGE_OPENINGS)
    region, used = region_or_refused(), used_in(request)
    if (asked.rows is None) == (asked.postings is None):
        raise Refused(422, [("rows", _ONE_OF)])
    keeper = organisations.membership_at_desk(used.token.account_id, organisation)
    rows = asked.rows is not None
    try:
        done = import_file(
            region,
            _sheet(asked.rows) if asked.rows is not None else json.dumps(asked.postings).encode(),
            "",
            organisation=organisation,
            publish=asked.publish,
            today=timezone.localdate(),
            keeper=keeper.pk if keeper else None,
            by=used.by,
            at_most=AT_MOST,
        )
    except InputRefused as refused:
        raise Refused(422, [_placed(one, rows=rows) for one in refused.problems]) from None
    except RecursionError:
        raise Refused(422, [("postings", _DEEP)]) from None
    names = ("added", "changed", "unchanged", "published")
    return answer({name: getattr(done, name) for name in names})


def _sheet(rows: list[OpeningRow]) -> bytes:
    """As a sheet, so that a row says here what it says in a file."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(COLUMNS), delimiter=",", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.model_dump() for row in rows)
    return written.getvalue().encode()


def _placed(problem: Problem, *, rows: bool) -> tuple[str, Problem]:
    """Where it is in the question, and what; what was sent is not repeated."""
    said = Problem(problem.reason, mend=problem.mend)
    name = "rows" if rows else "postings"
    if problem.row is None:
        return name, said
    at = problem.row - 2 if rows else problem.row - 1  # a sheet counts its header
    return "/".join(part for part in (name, str(at), problem.column) if part), said


_ONE_OF = Problem({"en": "or postings: give one of the two", "nl": "of postings: geef een van de twee"})
_DEEP = Problem({"en": "is nested too deep", "nl": "is te diep genest"})
