# SPDX-License-Identifier: EUPL-1.2
"""The addresses of employers and people who ask and answer each other."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.contacts.views import being_found, my_contacts, people_contacts

urlpatterns = [
    path(pgettext_lazy("address", "my-passport/found/"), being_found.being_found, name="being-found"),
    path(
        pgettext_lazy("address", "my-passport/found/stop/"),
        being_found.stop_being_found,
        name="stop-being-found",
    ),
    path(
        pgettext_lazy("address", "people/<slug:id_>/<uuid:contact_id>/"),
        people_contacts.people_contact,
        name="people-contact",
    ),
    path(pgettext_lazy("address", "work/<slug:id_>/react/"), my_contacts.react, name="react"),
    path(pgettext_lazy("address", "my-contacts/"), my_contacts.my_contacts, name="my-contacts"),
    path(pgettext_lazy("address", "my-contacts/<uuid:id_>/"), my_contacts.my_contact, name="my-contact"),
]
