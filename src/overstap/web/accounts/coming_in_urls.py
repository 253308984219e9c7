# SPDX-License-Identifier: EUPL-1.2
"""The addresses of coming in: allauth's views under its own names, at addresses in the language of the page.

What we do not offer (passwords, phone numbers, links in mail that log somebody in) has no address.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.urls import path
from django.utils.translation import pgettext_lazy

urlpatterns = [
    path(pgettext_lazy("address", "log-in/"), account.login, name="account_login"),
    path(
        pgettext_lazy("address", "log-in/code/"), account.confirm_login_code, name="account_confirm_login_code"
    ),
    path(pgettext_lazy("address", "log-in/second/"), mfa.authenticate, name="mfa_authenticate"),
    path(pgettext_lazy("address", "log-in/passkey/"), passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(pgettext_lazy("address", "log-in/closed/"), account.account_inactive, name="account_inactive"),
    path(pgettext_lazy("address", "log-out/"), account.logout, name="account_logout"),
    path(pgettext_lazy("address", "new-account/"), account.signup, name="account_signup"),
    path(
        pgettext_lazy("address", "new-account/code/"),
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path(pgettext_lazy("address", "my-account/address/"), account.email, name="account_email"),
    path(
        pgettext_lazy("address", "my-account/is-it-you/"),
        account.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        pgettext_lazy("address", "my-account/is-it-you/code/"),
        account.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path(pgettext_lazy("address", "my-account/is-it-you/app/"), mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        pgettext_lazy("address", "my-account/is-it-you/passkey/"),
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(pgettext_lazy("address", "my-account/logging-in/"), mfa.index, name="mfa_index"),
    path(pgettext_lazy("address", "my-account/app/"), totp.activate_totp, name="mfa_activate_totp"),
    path(pgettext_lazy("address", "my-account/app/off/"), totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        pgettext_lazy("address", "my-account/spare-codes/"),
        spare.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "my-account/spare-codes/new/"),
        spare.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(pgettext_lazy("address", "my-account/passkeys/"), mfa.index, name="mfa_list_webauthn"),
    path(pgettext_lazy("address", "my-account/passkeys/new/"), passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        pgettext_lazy("address", "my-account/passkeys/<int:pk>/remove/"),
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]

BY_A_PROVIDER = [
    path("oidc/stopped/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/failed/", provider.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path(pgettext_lazy("address", "new-account/other/"), provider.signup, name="socialaccount_signup"),
    path(pgettext_lazy("address", "my-account/other/"), mfa.index, name="socialaccount_connections"),
]
"""Only there when the operator named a provider."""

if settings.OIDC_SERVER:
    urlpatterns += BY_A_PROVIDER
