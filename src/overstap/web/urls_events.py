# SPDX-License-Identifier: EUPL-1.2
"""The addresses of events: the programme that anybody sees, one's own, partners, and the desk."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.views import event_desk, event_partner, event_programme, event_visit

urlpatterns = [
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
