# SPDX-License-Identifier: EUPL-1.2
"""Who may come in: an e-mail address and nothing else about them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from overstap.apps.constraints import matches, one_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of

ACCOUNT = Privacy(Sensitivity.PERSONAL, "until the person erases the account")
LANGUAGES = ("nl", "en")


class Accounts(BaseUserManager["Account"]):
    """Makes accounts and finds them by address; the case of letters makes no difference."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Account:
        """An account. Raises `ValueError` for a password: there are none here."""
        if password is not None:
            raise ValueError("people come in with a code or a passkey: there are no passwords")
        account = self.model(email=email.strip().lower(), **more)
        account.set_unusable_password()
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who may come in. Their id is chance: the audit trail keeps it when the rest is erased."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    language = models.TextField(default="nl")
    operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # noqa: RUF012 - as Django declares it

    privacy = all_of(
        *(ACCOUNT, "id", "email", "language", "operator", "is_active", "joined_at", "last_login", "password")
    )

    class Meta:
        constraints = (
            CheckConstraint(name="account_email_is_in_small_letters", condition=Q(email=Lower(F("email")))),
            matches("account_email_is_an_address", "email", r"^[^\s@]+@[^\s@]+$"),
            matches("account_has_no_password", "password", r"^!"),
            one_of("account_language_is_known", "language", LANGUAGES),
        )
        indexes = (models.Index(fields=["joined_at"], name="account_joined_at"),)

    def __str__(self) -> str:
        # Never the address: this is what ends up in logs and errors.
        return str(self.pk)
