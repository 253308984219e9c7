# SPDX-License-Identifier: EUPL-1.2
"""Whether a badge is real, by whom this site trusts and its own keys."""

from __future__ import annotations

from datetime import datetime

from overstap.apps.passports import badges
from overstap.engine.badges.checking import Trusted, check_badge, signer_of
from overstap.engine.badges.issuing import public_jwk
from overstap.engine.badges.model import Checked
from overstap.host.signing_keys import signing_keys


def check_here(text: str, *, now: datetime) -> Checked:
    """The badge in JSON or signed text, with how sure it is. Raises `InputRefused` for one that is not real."""
    withdrawn = frozenset(f"urn:uuid:{one}" for one in badges.withdrawn_badges())
    return check_badge(text, {**badges.trusted_issuers(), **_own(text)}, now, withdrawn=withdrawn)


def _own(text: str) -> Trusted:
    """This site's keys, for a badge that one of them is named in as the signer."""
    named, _, number = signer_of(text).partition("#")
    own = [public_jwk(pem) for pem in signing_keys()]
    return {named: own} if number in {one["kid"] for one in own} else {}
