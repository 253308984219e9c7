# SPDX-License-Identifier: EUPL-1.2
"""Reads of rounds."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from overstap.apps.openings import queries as openings
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent

LEARNING = tuple(str(kind) for kind in OpeningKind if kind is not OpeningKind.VACANCY)
"""Kinds of opening at which a student learns."""


def hash_of(code: str) -> str:
    """What the database keeps of a student's code; blanks, dashes and small letters make no other code."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def rounds_of(account: UUID) -> tuple[Round, ...]:
    """The rounds of the organisations one belongs to, the latest first; one query."""
    found = Round.objects.filter(organisation__members__account_id=account).select_related("organisation")
    counted = found.annotate(people=Count("students", distinct=True))
    return tuple(counted.order_by("-starts_on", "name").distinct())


def round_of(id_: UUID) -> Round | None:
    """The round with this id, with its school; one query."""
    return Round.objects.select_related("organisation").filter(pk=id_).first()


def places_of(round_: Round) -> tuple[RoundPlace, ...]:
    """Its places by title, with opening, host and how many students have one; two queries."""
    found = round_.places.select_related("opening__organisation", "opening__place")
    counted = found.annotate(taken=Count("taken_by")).prefetch_related("opening__demands")
    return tuple(counted.order_by("opening__organisation__name", "opening_id"))


def on_offer(round_: Round, today: date) -> QuerySet[Any]:
    """Published openings to learn at that are not in the round yet, by host."""
    found = openings.published().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today), kind__in=LEARNING)
    there = found.exclude(pk__in=round_.places.values("opening"))
    return there.select_related("organisation", "place", "occupation").order_by("organisation__name", "pk")


def students_of(round_: Round) -> tuple[RoundStudent, ...]:
    """Its students by reference, with what each got; two queries, wishes included."""
    found = round_.students.select_related("got__opening__organisation").prefetch_related("wishes")
    return tuple(found.order_by("reference"))


def student_of(code: str) -> RoundStudent | None:
    """The student with this code, with the round and its school; one query."""
    found = RoundStudent.objects.select_related("round__organisation", "got__opening__organisation")
    return found.filter(code_hash=hash_of(code)).first() if code else None


def figures_of(round_: Round) -> dict[str, int]:
    """How many students, wishes given in, students with a place, and places; two queries."""
    told = round_.students.aggregate(
        students=Count("pk"), wished=Count("wished_at"), placed=Count("got", distinct=False)
    )
    return told | {"places": round_.places.aggregate(all=Sum("places"))["all"] or 0}
