# SPDX-License-Identifier: EUPL-1.2
"""How coming in works here, where it differs from what allauth does by itself."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.permission import needs_second_factor, roles_of
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports.queries import passport_of
from overstap.engine.masking import mask_citizen_numbers
from overstap.web import mails
from overstap.web.passports.trip import trip_out_of
from overstap.web.planner.trip import read_trip, write_trip
from overstap.web.told_text import no_citizen_number

log = logging.getLogger(__name__)

FRESH_SECONDS = 10 * 60
"""Who came in within this time need not show again who they are before they change how they come in."""

ERRORS = {
    "account_inactive": _("This account is closed."),
    "incorrect_code": _("This code is not right. Look at the newest mail, or ask for a new code."),
    "invalid_login": _("This is not an e-mail address."),
    "too_many_login_attempts": _("This went wrong too often. Wait a few minutes and try again."),
    "rate_limited": _("This is too fast. Wait a minute and try again."),
    "email_taken": _("This address is in use already."),
    "same_as_current": _("This is the address you have already."),
    "unverified_email": _("First confirm your e-mail address."),
}
SECOND_FACTOR_ERRORS = {**ERRORS, "incorrect_code": _("This code is not right. Wait for the next one.")}
NOTICES = {
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "mfa/messages/totp_activated.txt": _("The app for codes is connected."),
    "mfa/messages/totp_deactivated.txt": _("The app for codes is disconnected."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
"""What is said after something was done, by the name allauth has for it; about the rest nothing is said."""


def display(account: Any) -> str:
    """What somebody is called on their own screen: they gave us no name."""
    return str(account.email)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with an address and nothing else; mail and errors in our own words."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}  # noqa: RUF012 - allauth's own form

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Makes the account in the language of the page, and writes so in the trail."""
        user.language = translation.get_language() or "nl"
        user = super().save_user(request, user, form, commit)
        if commit:
            audit.record(what=What.ACCOUNT_CREATED, subject=str(user.pk), by=actor(user))
        return user

    def clean_email(self, email: str) -> str:
        """An address without a BSN in it."""
        no_citizen_number(email)
        return str(super().clean_email(email))

    def get_login_stages(self) -> list[str]:
        """The stages of coming in, with our own rule for when a second factor is asked."""
        ours = f"{AskSecondFactor.__module__}.{AskSecondFactor.__qualname__}"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not for who came in just now."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = any(time.time() - record["at"] < FRESH_SECONDS for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **options)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - allauth's own form, as below
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Says what was done, in our own words."""
        said = message or NOTICES.get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def render_mail(
        self,
        template_prefix: str,
        email: Any,
        context: dict[str, Any],
        headers: Any = None,  # noqa: ARG002
    ) -> EmailMessage:
        """A mail in our own words, as plain text."""
        return mails.written(template_prefix, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends it. A mail server that is not there is our trouble and is logged: the page is the same."""
        message = self.render_mail(template_prefix, email, context)
        try:
            message.send()
        except (OSError, SMTPException):
            log.exception("mail could not be sent")

    def send_account_already_exists_mail(self, email: str) -> None:
        """To who wants an account and has one."""
        self.send_mail("account/email/account_already_exists", email, {})


class AskSecondFactor(AuthenticateStage):
    """Asks for a second factor of who has a role that needs one, or connected an app for codes.

    A passkey alone is a quicker way in, and no reason to shut out somebody who has only their mail at hand.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is None or not super()._should_handle(request):
            return False
        return is_mfa_enabled(user, [Authenticator.Type.TOTP]) or needs_second_factor(roles_of(user))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors, unreadable in the database without the secret key."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SECOND_FACTOR_ERRORS}  # noqa: RUF012 - as above

    def encrypt(self, text: str) -> str:
        """As the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: ARG002
        """What a new passkey is called until its owner says otherwise."""
        return str(_("My passkey"))


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Coming in by an OpenID Connect provider: its number for somebody, and nothing else it tells."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keeps no more than the number; one that is or holds a BSN is refused."""
        if mask_citizen_numbers(str(sociallogin.account.uid))[1]:
            raise ImmediateHttpResponse(render(request, "web/accounts/no_bsn.html", status=403))
        sociallogin.account.extra_data = {}

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Makes the account, and writes so in the trail."""
        user = super().save_user(request, sociallogin, form)
        audit.record(what=What.ACCOUNT_CREATED, subject=str(user.pk), by=actor(user))
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """Where one comes back after connecting a provider to one's account."""
        return reverse("mfa_index")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Takes the address over, and no name."""
        return super().populate_user(request, sociallogin, {"email": data.get("email")})


@receiver(user_logged_in)
def _came_in(request: HttpRequest, user: Any, **_more: Any) -> None:
    """Who confirmed a new account's address has just shown it, which allauth does not note.

    Who told nothing in this session goes on with what stands in their passport.
    """
    if not get_authentication_records(request, user):
        record_authentication(request, user, method="new")
    passport = passport_of(user.pk)
    if passport is not None and read_trip(request.session) is None:
        write_trip(request.session, trip_out_of(passport))


@receiver(authenticator_added)
def _factor_added(request: HttpRequest, user: Any, authenticator: Authenticator, **_more: Any) -> None:
    """Who connects a second factor has just shown it: this session need not be asked for it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=str(authenticator.type))
