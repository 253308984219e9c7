# SPDX-License-Identifier: EUPL-1.2
"""A coach's caseload: of each person what changed since the last look, and what comes next.

However many people there are, it takes the same few queries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from overstap.apps.guidance import queries as guidance_queries
from overstap.apps.guidance.enums import ENDS_SOON, Part
from overstap.apps.journeys import queries as journeys
from overstap.apps.passports import queries as passports


@dataclass(frozen=True, slots=True)
class Case:
    """One person of a caseload. `changed`: parts that are not as they were at the last look."""

    guidance: Any
    changed: tuple[Part, ...]
    never_looked: bool
    taken: int
    """Journeys planned together that the person kept since the last look."""
    waiting: int
    """Journeys planned together that the person has not answered."""
    next_step: Any | None
    overdue: bool
    ends_soon: bool

    @property
    def urgency(self) -> tuple[int, date, datetime]:
        """What to look at first sorts first: due, ending, changed, then by day; no step last."""
        due = self.next_step.due_on if self.next_step else date.max
        rank = (self.overdue, self.ends_soon, self._has_news(), self.next_step is not None, True).index(True)
        return rank, due, self.guidance.since

    def _has_news(self) -> bool:
        return bool(self.changed or self.taken or self.never_looked)


def caseload(account: UUID, *, now: datetime, today: date) -> tuple[list[Case], list[Any]]:
    """Whom this account guides, the most urgent first, and who asks for it; nine queries at most."""
    rows = guidance_queries.caseload_of(account, now)
    running = [one for one in rows if one.accepted_at is not None]
    accounts = [one.account_id for one in running]
    held, kept = passports.contents_of(accounts), journeys.kept_by(accounts)
    cases = [_case(one, held.get(one.account_id), kept.get(one.account_id, ()), now, today) for one in running]
    return sorted(cases, key=lambda one: one.urgency), [one for one in rows if one.accepted_at is None]


def _case(row: Any, passport: Any, kept: Iterable[Any], now: datetime, today: date) -> Case:
    alike = looks_like(row.parts, passport, kept)
    step = row.open_steps[0] if row.open_steps else None
    planned = [one.journey for one in row.planned_together]
    since = row.seen_at or row.since
    return Case(
        guidance=row,
        changed=tuple(Part(part) for part, said in alike.items() if row.seen and row.seen.get(part) != said),
        never_looked=row.seen_at is None,
        taken=sum(not one.proposed and one.kept_at > since for one in planned),
        waiting=sum(one.proposed for one in planned),
        next_step=step,
        overdue=step is not None and step.due_on <= today,
        ends_soon=row.until <= now + ENDS_SOON,
    )


def seen_now(row: Any) -> Mapping[str, str]:
    """What the parts that a coach may see are like now."""
    held = passports.contents_of([row.account_id])
    kept = journeys.kept_by([row.account_id])
    return looks_like(row.parts, held.get(row.account_id), kept.get(row.account_id, ()))


def looks_like(parts: Iterable[str], passport: Any, kept: Iterable[Any]) -> dict[str, str]:
    """Of each part a short hash of what is in it: it tells that something changed, and not what it was."""
    return {
        part: hashlib.sha256(repr(_held(Part(part), passport, kept)).encode()).hexdigest()[:16]
        for part in parts
    }


def _held(part: Part, passport: passports.Contents | None, kept: Iterable[Any]) -> Any:
    if part is Part.JOURNEYS:
        return sorted(str(one.pk) for one in kept)
    if passport is None:
        return None
    if part is Part.SKILLS:  # with what shows them, which says how sure they are
        return passport.skills, sorted((kind, *skills) for _pk, kind, *_told, skills in passport.proofs)
    return getattr(passport, part.value)
