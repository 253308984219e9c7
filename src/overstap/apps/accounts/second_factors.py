# SPDX-License-Identifier: EUPL-1.2
"""Second factors: each one that is added or removed stands in the trail, written in the same transaction."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What

TERMINAL = "terminal"
"""Who does it when no page was asked for."""


@transaction.atomic
def remove_second_factors(*, account: Account) -> int:
    """Removes every passkey, app and spare code of somebody who lost them; says how many those were."""
    return Authenticator.objects.filter(user=account).delete()[0]


@receiver(post_save, sender=Authenticator)
def _added(instance: Authenticator, created: bool, **_more: Any) -> None:
    if created:
        _record(What.SECOND_FACTOR_ADDED, instance)


@receiver(post_delete, sender=Authenticator)
def _removed(instance: Authenticator, **_more: Any) -> None:
    _record(What.SECOND_FACTOR_REMOVED, instance)


def _record(what: What, factor: Authenticator) -> None:
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        return  # they come and go with the others
    asked = getattr(context.request, "user", None)
    by = f"account:{asked.pk}" if asked is not None and asked.is_authenticated else TERMINAL
    audit.record(what=what, subject=str(factor.user_id), by=by)
