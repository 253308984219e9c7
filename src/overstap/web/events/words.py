# SPDX-License-Identifier: EUPL-1.2
"""Values of events in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from overstap.apps.events.enums import ItemKind, ItemState

ITEM_KINDS = {
    ItemKind.TALK: gettext_lazy("Lecture"),
    ItemKind.WORKSHOP: gettext_lazy("Workshop"),
    ItemKind.PITCH: gettext_lazy("Pitch by an employer"),
    ItemKind.VISIT: gettext_lazy("Visit to a company"),
    ItemKind.LAUNCH: gettext_lazy("Start of something new"),
}
ITEM_STATES = {
    ItemState.PROPOSED: gettext_lazy("waits for an answer"),
    ItemState.ACCEPTED: gettext_lazy("in the programme"),
    ItemState.DECLINED: gettext_lazy("not this time"),
}
