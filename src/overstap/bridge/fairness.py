# SPDX-License-Identifier: EUPL-1.2
"""Who is shown, contacted and placed, per group that people told freely. Only here these come together.

What happened comes from sources that know accounts; it is turned into keys at once, counted, and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import reached
from overstap.apps.groups.actions import key_of
from overstap.apps.groups.enums import CHOICES, Question, Step
from overstap.apps.groups.queries import counted, members
from overstap.engine.fairness.report import GroupRow, report

Source = Callable[[], Iterable[UUID]]
"""The accounts of everybody who got as far as a step."""

SOURCES: dict[Step, Source] = {Step.CONTACTED: reached.contacted, Step.PLACED: reached.placed}
"""Where a step is known from, besides what is counted as it happens. An app that knows who was contacted or
placed is named here, and the report has the step from then on."""


def steps_known() -> tuple[Step, ...]:
    """The steps that are measured."""
    return tuple(step for step in Step if step is Step.SHOWN or step in SOURCES)


def fairness() -> Mapping[Question, tuple[GroupRow, ...]]:
    """The report: of each question its groups in order, with the share that reached each step."""
    told = members()
    reached = {str(step): _keys(step) for step in steps_known()}
    return {question: report(told[question], reached, CHOICES[question]) for question in Question}


def note_reported(*, by: str) -> None:
    """Writes in the trail that somebody took the report along."""
    audit.record(what=What.GROUPS_REPORTED, subject="groups", by=by)


def _keys(step: Step) -> frozenset[str]:
    source = SOURCES.get(step)
    return counted(step) | frozenset(key_of(account) for account in (source() if source else ()))
