# SPDX-License-Identifier: EUPL-1.2
"""The addresses of accounts, members, access for programs and public computers; coming in has its own."""

from __future__ import annotations

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from overstap.web.accounts.views import account, kiosk, members, tokens

urlpatterns = [
    path(pgettext_lazy("address", "my-account/"), account.account, name="account"),
    path(pgettext_lazy("address", "my-account/take-along/"), account.export, name="account-export"),
    path(pgettext_lazy("address", "my-account/erase/"), account.erase, name="account-erase"),
    path(pgettext_lazy("address", "my-account/programs/"), tokens.tokens, name="tokens"),
    path(pgettext_lazy("address", "my-account/programs/new/"), tokens.token_new, name="token-new"),
    path(
        pgettext_lazy("address", "my-account/programs/new/<slug:id_>/"), tokens.token_new, name="token-new-for"
    ),
    path(pgettext_lazy("address", "roles/"), account.roles, name="roles"),
    path(pgettext_lazy("address", "trail/"), account.trail, name="trail"),
    path(pgettext_lazy("address", "members/<slug:id_>/"), members.members, name="members"),
    path(pgettext_lazy("address", "invitation/<slug:token>/"), members.invitation, name="invitation"),
    path(
        pgettext_lazy("address", "log-in/link/<uuid:account_id>/<slug:token>/"),
        account.login_link,
        name="login-link",
    ),
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("kiosk/over/", kiosk.over, name="kiosk-over"),
    path("kiosk/here/", kiosk.here, name="kiosk-here"),
    path("", include("overstap.web.accounts.coming_in_urls")),
]
