# SPDX-License-Identifier: EUPL-1.2
"""Contacts of several people in short, for whom they let see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from overstap.apps.contacts.enums import State
from overstap.apps.contacts.models import Contact


class Summary(NamedTuple):
    """A contact without its words: with whom, about which opening, and where it stands."""

    id: UUID
    organisation: str
    opening: str
    state: State
    ending: str


def summaries_of(accounts: Iterable[UUID]) -> Mapping[UUID, tuple[Summary, ...]]:
    """Account -> its contacts, open ones first, by their last day; one query, however many accounts."""
    rows = Contact.objects.filter(candidate__passport__account__in=list(accounts))
    told = rows.order_by("due_at", "-begun_at").values_list(
        *("candidate__passport__account", "pk", "organisation__name", "candidate__opening"),
        *("state", "ending"),
    )
    found: dict[UUID, list[Summary]] = defaultdict(list)
    for account, id_, organisation, opening, state, ending in told:
        found[account].append(Summary(id_, organisation, opening, State(state), ending))
    return {account: tuple(contacts) for account, contacts in found.items()}
