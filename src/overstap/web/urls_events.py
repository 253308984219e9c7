# SPDX-License-Identifier: EUPL-1.2
"""The addresses of events: the programme that anybody sees, one's own, partners, and the desk."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.views import (
    event_desk,
    event_partner,
    event_programme,
    event_table,
    event_talks,
    event_visit,
)

_DESK = [
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/talks/"), event_talks.talks, name="event-talks"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/people/"), event_talks.people, name="event-people"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/today/"), event_talks.today, name="event-today"),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/follow-up/"), event_talks.follow, name="event-follow"
    ),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/talks/talks.<slug:kind>"),
        event_talks.export,
        name="event-talks-export",
    ),
]
_TABLES = [
    path(pgettext_lazy("address", "events/<uuid:id_>/tables/"), event_table.tables, name="event-tables"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/tables/<slug:organisation>/"),
        event_table.table,
        name="event-table",
    ),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/tables/<slug:organisation>/pdf/"),
        event_table.on_paper,
        name="event-table-pdf",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/talk/"), event_visit.join, name="event-join"),
    path(pgettext_lazy("address", "events/<uuid:id_>/mine/pdf/"), event_visit.on_paper, name="event-mine-pdf"),
]
urlpatterns = [
    *_DESK,
    *_TABLES,
    path(pgettext_lazy("address", "events/"), event_programme.events, name="events"),
    path(pgettext_lazy("address", "events/code/"), event_visit.code, name="event-code"),
    path(pgettext_lazy("address", "events/desk/"), event_desk.desk, name="event-desk"),
    path(pgettext_lazy("address", "events/desk/new/"), event_desk.event_new, name="event-new"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/"), event_desk.event_page, name="event-at-desk"),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/change/"), event_desk.event_change, name="event-change"
    ),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/remove/"), event_desk.event_remove, name="event-remove"
    ),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/rooms/"), event_desk.rooms, name="event-rooms"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/door/"), event_desk.door, name="event-door"),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/item/<int:item>/"),
        event_desk.item_page,
        name="event-item-at-desk",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/"), event_programme.programme, name="event"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/calendar/"), event_programme.calendar, name="event-calendar"
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/book/<int:item>/"), event_visit.book, name="event-book"),
    path(pgettext_lazy("address", "events/<uuid:id_>/mine/"), event_visit.mine, name="event-mine"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/mine/calendar/"),
        event_visit.calendar,
        name="event-mine-calendar",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/partner/"), event_partner.partner, name="event-partner"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/partner/<int:item>/"),
        event_partner.proposal,
        name="event-proposal",
    ),
]
