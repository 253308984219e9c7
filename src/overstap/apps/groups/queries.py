# SPDX-License-Identifier: EUPL-1.2
"""What somebody told, for themselves; and who is in which group, for counting only."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from overstap.apps.groups.actions import key_of
from overstap.apps.groups.enums import Question, Step
from overstap.apps.groups.models import Answer, Tally


def told_by(account: UUID) -> Mapping[Question, str]:
    """What this account told."""
    rows = Answer.objects.filter(key=key_of(account)).values_list("question", "choice")
    return {Question(question): choice for question, choice in rows}


def members() -> Mapping[Question, Mapping[str, frozenset[str]]]:
    """Question -> choice -> keys. For counting: a key tells nothing about anybody."""
    found: dict[Question, dict[str, set[str]]] = {question: {} for question in Question}
    for key, question, choice in Answer.objects.values_list("key", "question", "choice"):
        found[Question(question)].setdefault(choice, set()).add(key)
    return {
        question: {choice: frozenset(keys) for choice, keys in choices.items()}
        for question, choices in found.items()
    }


def counted(step: Step) -> frozenset[str]:
    """The keys of whom a step was counted."""
    return frozenset(Tally.objects.filter(step=str(step)).values_list("key", flat=True))
