# SPDX-License-Identifier: EUPL-1.2
"""A badge that was checked as plain data, for `--json` and the API."""

from __future__ import annotations

from overstap.engine.badges.model import Checked


def checked_as_dict(checked: Checked, address: str = "") -> dict[str, str | int | None]:
    """What a badge says and how sure it is, for who has this e-mail address; empty is somebody unknown."""
    badge = checked.badge
    return {
        "check": checked.towards(address).value,
        "version": badge.version,
        "name": badge.name,
        "issuer": badge.issuer,
        "issuer_name": badge.issuer_name,
        "assessor": badge.assessor,
        "issued_at": badge.issued_at.isoformat() if badge.issued_at else None,
        "expires_at": badge.expires_at.isoformat() if badge.expires_at else None,
        "hosted_at": badge.hosted_at,
    }
