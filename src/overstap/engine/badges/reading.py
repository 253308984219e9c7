# SPDX-License-Identifier: EUPL-1.2
"""What a badge says: Open Badges 3.0 (a verifiable credential) and 2.0 (an assertion)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from overstap.engine.badges import wording
from overstap.engine.badges.model import Badge, Recipient
from overstap.engine.documents.parts import plain
from overstap.engine.problems import InputRefused

NAME_AT_MOST = 200
SAYS_AT_MOST = 1_800
_THREE = {"OpenBadgeCredential", "AchievementCredential"}


def is_badge(value: object) -> bool:
    """Whether JSON is a badge, of version 2 or 3."""
    if not isinstance(value, Mapping):
        return False
    kinds = set(_listed(value.get("type")))
    return bool(kinds & _THREE) or "Assertion" in kinds or isinstance(value.get("vc"), Mapping)


def badge_of(value: Mapping[str, Any]) -> Badge:
    """The badge in JSON, or in the payload of a JWT. Raises `InputRefused`."""
    inner = value.get("vc")
    told = {**inner, **_registered(value)} if isinstance(inner, Mapping) else value
    kinds = set(_listed(told.get("type")))
    if kinds & _THREE:
        return _third(told)
    if "Assertion" in kinds:
        return _second(told)
    raise InputRefused([wording.refused("no-badge")])


def _registered(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of an older JWT that stand for parts of the credential."""
    days = {"nbf": "validFrom", "exp": "validUntil"}
    told: dict[str, Any] = {}
    for claim, name in days.items():
        if isinstance(payload.get(claim), int | float):
            told[name] = datetime.fromtimestamp(payload[claim], UTC).isoformat()
    return told


def _third(told: Mapping[str, Any]) -> Badge:
    subject = next(iter(_objects(told.get("credentialSubject"))), {})
    achievement = next(iter(_objects(subject.get("achievement"))), {})
    issuer = told.get("issuer")
    name = _said(achievement.get("name")) or _said(told.get("name"))
    if not name or not _id_of(issuer):
        raise InputRefused([wording.refused("only-addresses")])
    criteria = next(iter(_objects(achievement.get("criteria"))), {})
    says = [_said(achievement.get("description")), _said(criteria.get("narrative"))]
    return Badge(
        3,
        str(told.get("id", ""))[:500],
        name[:NAME_AT_MOST],
        "\n".join(dict.fromkeys(one for one in says if one))[:SAYS_AT_MOST],
        _id_of(issuer)[:500],
        (_said(issuer.get("name")) if isinstance(issuer, Mapping) else "")[:NAME_AT_MOST],
        _said(next(iter(_objects(subject.get("source"))), {}).get("name"))[:NAME_AT_MOST],
        moment_of(told.get("validFrom") or told.get("issuanceDate")),
        moment_of(told.get("validUntil") or told.get("expirationDate")),
        tuple(_recipients(subject)),
    )


def _recipients(subject: Mapping[str, Any]) -> Iterator[Recipient]:
    for one in _objects(subject.get("identifier")):
        if one.get("identityType") in ("emailAddress", "email"):
            yield Recipient(str(one.get("identityHash", "")), str(one.get("salt", "")))
    if str(subject.get("id", "")).startswith("mailto:"):
        yield Recipient(str(subject["id"]).removeprefix("mailto:"))


def _second(told: Mapping[str, Any]) -> Badge:
    badge = told.get("badge")
    issuer = badge.get("issuer") if isinstance(badge, Mapping) else None
    if not isinstance(badge, Mapping) or not _said(badge.get("name")) or not _id_of(issuer):
        raise InputRefused([wording.refused("only-addresses")])
    recipient = next(iter(_objects(told.get("recipient"))), {})
    criteria = next(iter(_objects(badge.get("criteria"))), {})
    says = [_said(badge.get("description")), _said(criteria.get("narrative"))]
    identity = str(recipient.get("identity", ""))
    verification = next(iter(_objects(told.get("verification") or told.get("verify"))), {})
    hosted = str(verification.get("type", "")).lower() in ("hosted", "hostedbadge")
    return Badge(
        2,
        str(told.get("id", ""))[:500],
        _said(badge.get("name"))[:NAME_AT_MOST],
        "\n".join(dict.fromkeys(one for one in says if one))[:SAYS_AT_MOST],
        _id_of(issuer)[:500],
        (_said(issuer.get("name")) if isinstance(issuer, Mapping) else "")[:NAME_AT_MOST],
        issued_at=moment_of(told.get("issuedOn")),
        expires_at=moment_of(told.get("expires")),
        recipients=(Recipient(identity, str(recipient.get("salt", ""))),) if identity else (),
        hosted_at=str(told.get("id", ""))[:500] if hosted else "",
    )


def moment_of(value: object) -> datetime | None:
    """A moment as badges write it; none when it is not there. Raises `InputRefused` for what is no moment."""
    if value in (None, ""):
        return None
    try:
        told = datetime.fromisoformat(str(value))
    except ValueError:
        raise InputRefused([wording.refused("broken")]) from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _id_of(value: object) -> str:
    return str(value.get("id", "")) if isinstance(value, Mapping) else value if isinstance(value, str) else ""


def _said(value: object) -> str:
    """A text; of one in several languages the first."""
    if isinstance(value, Mapping):
        value = next(iter(value.values()), "")
    return plain(value) if isinstance(value, str) else ""


def _listed(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]
