# SPDX-License-Identifier: EUPL-1.2
"""allauth's form for a new passkey, with our own field for what its owner calls it."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm

from overstap.web.told_text import ToldText


class PasskeyForm(AddWebAuthnForm):
    """A new passkey."""

    name = ToldText(required=False)
