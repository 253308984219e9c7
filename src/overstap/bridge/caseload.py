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

from overstap.apps.contacts import summaries as contacts
from overstap.apps.contacts.enums import State
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
    questions: int
    """Questions of employers that wait for the person; only when contacts are shared."""
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
    """Whom this account guides, the most urgent first, and who asks for it; ten queries at most."""
    rows = guidance_queries.caseload_of(account, now)
    running = [one for one in rows if one.accepted_at is not None]
    accounts = [one.account_id for one in running]
    held, kept = passports.contents_of(accounts), journeys.kept_by(accounts)
    met = contacts.summaries_of(accounts)
    cases = [_case(one, _Seen(one.account_id, held, kept, met), now, today) for one in running]
    return sorted(cases, key=lambda one: one.urgency), [one for one in rows if one.accepted_at is None]


def _case(row: Any, seen: _Seen, now: datetime, today: date) -> Case:
    alike = looks_like(row.parts, seen)
    step = row.open_steps[0] if row.open_steps else None
    planned = [one.journey for one in row.planned_together]
    since = row.seen_at or row.since
    return Case(
        guidance=row,
        changed=tuple(Part(part) for part, said in alike.items() if row.seen and row.seen.get(part) != said),
        never_looked=row.seen_at is None,
        taken=sum(not one.proposed and one.kept_at > since for one in planned),
        questions=sum(one.state == State.ASKED for one in seen.contacts) if Part.CONTACTS in row.parts else 0,
        waiting=sum(one.proposed for one in planned),
        next_step=step,
        overdue=step is not None and step.due_on <= today,
        ends_soon=row.until <= now + ENDS_SOON,
    )


def seen_now(row: Any) -> Mapping[str, str]:
    """What the parts that a coach may see are like now."""
    one = [row.account_id]
    held, kept, met = passports.contents_of(one), journeys.kept_by(one), contacts.summaries_of(one)
    return looks_like(row.parts, _Seen(row.account_id, held, kept, met))


class _Seen:
    """What there is to see of one account."""

    def __init__(
        self,
        account: UUID,
        held: Mapping[UUID, passports.Contents],
        kept: Mapping[UUID, tuple[Any, ...]],
        met: Mapping[UUID, tuple[contacts.Summary, ...]],
    ) -> None:
        self.passport = held.get(account)
        self.journeys = kept.get(account, ())
        self.contacts = met.get(account, ())


def looks_like(parts: Iterable[str], seen: _Seen) -> dict[str, str]:
    """Of each part a short hash of what is in it: it tells that something changed, and not what it was."""
    return {part: hashlib.sha256(repr(_held(Part(part), seen)).encode()).hexdigest()[:16] for part in parts}


def _held(part: Part, seen: _Seen) -> Any:
    if part is Part.JOURNEYS:
        return sorted(str(one.pk) for one in seen.journeys)
    if part is Part.CONTACTS:
        return sorted((str(one.id), one.state.value, one.ending) for one in seen.contacts)
    passport = seen.passport
    if passport is None:
        return None
    if part is Part.SKILLS:  # with what shows them, which says how sure they are
        return passport.skills, sorted((kind, *skills) for _pk, kind, *_told, skills in passport.proofs)
    return getattr(passport, part.value)
