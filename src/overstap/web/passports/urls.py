# SPDX-License-Identifier: EUPL-1.2
"""The addresses of passports: one's own, and those shared with somebody."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from overstap.web.passports.views import badges, bringing, files, papers, passport, sharing, upkeep

urlpatterns = [
    path(pgettext_lazy("address", "load/"), bringing.load, name="load"),
    path(pgettext_lazy("address", "load/check/"), bringing.brought, name="brought"),
    path(pgettext_lazy("address", "my-passport/"), passport.passport, name="passport"),
    path(pgettext_lazy("address", "my-passport/keep/"), passport.keep, name="passport-keep"),
    path(pgettext_lazy("address", "my-passport/plan/"), passport.use, name="passport-use"),
    path(pgettext_lazy("address", "my-passport/remove/"), passport.remove, name="passport-remove"),
    path(pgettext_lazy("address", "my-passport/languages/"), passport.languages, name="passport-languages"),
    path(
        pgettext_lazy("address", "my-passport/circumstances/"),
        passport.circumstances,
        name="passport-circumstances",
    ),
    path(pgettext_lazy("address", "my-passport/proof/new/"), passport.proof_new, name="proof-new"),
    path(pgettext_lazy("address", "my-passport/proof/<uuid:id_>/"), passport.proof, name="proof"),
    path(pgettext_lazy("address", "my-passport/proof/<uuid:id_>/badge/"), badges.badge, name="badge"),
    path(pgettext_lazy("address", "my-passport/papers/"), papers.papers, name="passport-papers"),
    path(pgettext_lazy("address", "my-passport/pdf/"), files.as_pdf, name="passport-pdf"),
    path(pgettext_lazy("address", "my-passport/file/"), files.as_file, name="passport-file"),
    path(pgettext_lazy("address", "my-passport/europass/"), files.as_europass, name="passport-europass"),
    path(pgettext_lazy("address", "my-passport/share/"), sharing.share, name="share-passport"),
    path(pgettext_lazy("address", "my-passport/withdraw/"), sharing.withdraw, name="withdraw-passport"),
    path(pgettext_lazy("address", "passports/"), sharing.shared_list, name="shared-passports"),
    path(pgettext_lazy("address", "passports/<uuid:id_>/"), sharing.shared_passport, name="shared-passport"),
    path(pgettext_lazy("address", "my-passport/fresh/"), upkeep.upkeep, name="upkeep"),
]
