# SPDX-License-Identifier: EUPL-1.2
"""The addresses of events: the programme that anybody sees, one's own, partners, and the desk."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.events.views import desk, partner, programme, table, talks, visit

_DESK = [
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/talks/"), talks.talks, name="event-talks"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/people/"), talks.people, name="event-people"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/today/"), talks.today, name="event-today"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/follow-up/"), talks.follow, name="event-follow"),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/talks/talks.<slug:kind>"),
        talks.export,
        name="event-talks-export",
    ),
]
_TABLES = [
    path(pgettext_lazy("address", "events/<uuid:id_>/tables/"), table.tables, name="event-tables"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/tables/<slug:organisation>/"),
        table.table,
        name="event-table",
    ),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/tables/<slug:organisation>/pdf/"),
        table.on_paper,
        name="event-table-pdf",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/talk/"), visit.join, name="event-join"),
    path(pgettext_lazy("address", "events/<uuid:id_>/mine/pdf/"), visit.on_paper, name="event-mine-pdf"),
]
urlpatterns = [
    *_DESK,
    *_TABLES,
    path(pgettext_lazy("address", "events/"), programme.events, name="events"),
    path(pgettext_lazy("address", "events/all.ics"), programme.feed, name="events-calendar"),
    path(pgettext_lazy("address", "events/code/"), visit.code, name="event-code"),
    path(pgettext_lazy("address", "events/desk/"), desk.desk, name="event-desk"),
    path(pgettext_lazy("address", "events/desk/new/"), desk.event_new, name="event-new"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/"), desk.event_page, name="event-at-desk"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/change/"), desk.event_change, name="event-change"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/remove/"), desk.event_remove, name="event-remove"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/rooms/"), desk.rooms, name="event-rooms"),
    path(pgettext_lazy("address", "events/desk/<uuid:id_>/door/"), desk.door, name="event-door"),
    path(
        pgettext_lazy("address", "events/desk/<uuid:id_>/item/<int:item>/"),
        desk.item_page,
        name="event-item-at-desk",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/"), programme.programme, name="event"),
    path(pgettext_lazy("address", "events/<uuid:id_>/calendar/"), programme.calendar, name="event-calendar"),
    path(pgettext_lazy("address", "events/<uuid:id_>/book/<int:item>/"), visit.book, name="event-book"),
    path(pgettext_lazy("address", "events/<uuid:id_>/mine/"), visit.mine, name="event-mine"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/mine/calendar/"),
        visit.calendar,
        name="event-mine-calendar",
    ),
    path(pgettext_lazy("address", "events/<uuid:id_>/partner/"), partner.partner, name="event-partner"),
    path(
        pgettext_lazy("address", "events/<uuid:id_>/partner/<int:item>/"),
        partner.proposal,
        name="event-proposal",
    ),
]
