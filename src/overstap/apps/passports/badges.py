# SPDX-License-Identifier: EUPL-1.2
"""Badges: signed for what was assessed, withdrawn with it; and the issuers whose badges are trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports.enums import ProofKind
from overstap.apps.passports.models import IssuedBadge, Proof, Share, TrustedIssuer


@transaction.atomic
def issue_badge(*, proof: Proof, now: datetime, by: str) -> IssuedBadge:
    """Notes that a badge is given for an assessment; asking again gives the same one.

    Raises `ValueError` for a proof that is no assessment by an organisation.
    """
    if proof.kind != ProofKind.ASSESSMENT or proof.organisation_id is None:
        raise ValueError("only an assessment by an organisation becomes a badge")
    row, made = IssuedBadge.objects.get_or_create(proof=proof, defaults={"issued_at": now})
    if made:
        audit.record(what=What.BADGE_ISSUED, subject=str(row.pk), by=by)
    return row


@transaction.atomic
def withdraw_given(*, share: Share, proof: UUID, now: datetime, by: str) -> bool:
    """An organisation takes back what it said of somebody, and with it the badge; false when it did not say it.

    It can do so while the passport is shared with it.
    """
    row = Proof.objects.select_for_update().filter(
        pk=proof, passport_id=share.passport_id, organisation_id=share.organisation_id
    )
    found = row.first()
    if found is None:
        return False
    for badge in IssuedBadge.objects.filter(proof=found):
        revoke_badge(badge=badge.pk, now=now, by=by)
    found.delete()
    audit.record(what=What.PROOF_WITHDRAWN, subject=str(proof), by=by)
    return True


@transaction.atomic
def revoke_badge(*, badge: UUID, now: datetime, by: str) -> bool:
    """Withdraws a badge: it stands in the list that verifiers read; false when there is none to withdraw."""
    done = IssuedBadge.objects.filter(pk=badge, revoked_at=None).update(revoked_at=now)
    if done:
        audit.record(what=What.BADGE_REVOKED, subject=str(badge), by=by)
    return bool(done)


@transaction.atomic
def trust_issuer(
    *, issuer: str, name: str, keys: Sequence[Mapping[str, Any]], now: datetime, by: str
) -> TrustedIssuer:
    """Trusts an issuer by these public keys (JWK), in place of those it had. `issuer`: its address or DID."""
    row, _made = TrustedIssuer.objects.update_or_create(
        pk=issuer, defaults={"name": name, "keys": {"keys": [dict(one) for one in keys]}, "trusted_at": now}
    )
    audit.record(what=What.ISSUER_TRUSTED, subject="issuers", by=by, counts={"keys": len(keys)})
    return row


@transaction.atomic
def distrust_issuer(*, issuer: str, by: str) -> bool:
    """Trusts an issuer no longer; what was taken over before stays as it was. False when it was not trusted."""
    removed, _ = TrustedIssuer.objects.filter(pk=issuer).delete()
    if removed:
        audit.record(what=What.ISSUER_DISTRUSTED, subject="issuers", by=by)
    return bool(removed)


def badges_of(passport: UUID) -> tuple[IssuedBadge, ...]:
    """The badges that were given for proofs in a passport, the newest first, each with its proof; one query."""
    found = IssuedBadge.objects.filter(proof__passport=passport).select_related("proof")
    return tuple(found.order_by("-issued_at", "pk"))


def trusted_issuers() -> dict[str, list[dict[str, Any]]]:
    """Issuer -> its public keys (JWK)."""
    return {row.pk: list(row.keys.get("keys", ())) for row in TrustedIssuer.objects.all()}


def trusted_names() -> tuple[tuple[str, str], ...]:
    """Identifier and name of each issuer that is trusted."""
    return tuple(TrustedIssuer.objects.order_by("pk").values_list("pk", "name"))


def withdrawn_badges() -> tuple[UUID, ...]:
    """The badges that were withdrawn, in the order that happened."""
    return tuple(
        IssuedBadge.objects.exclude(revoked_at=None).order_by("revoked_at").values_list("pk", flat=True)
    )
