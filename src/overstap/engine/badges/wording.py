# SPDX-License-Identifier: EUPL-1.2
"""Why a badge is refused, and what to do."""

from __future__ import annotations

from overstap.engine.problems import Problem

_ASK = {
    "en": "Ask who gave it for a new one.",
    "nl": "Vraag aan wie hem gaf om een nieuwe.",
}
_REASONS = {
    "no-badge": (
        {"en": "there is no Open Badge in this file", "nl": "er zit geen Open Badge in dit bestand"},
        {
            "en": "Download it again where you got it: as PNG, SVG, JSON or JWT.",
            "nl": "Haal hem opnieuw op waar je hem kreeg: als PNG, SVG, JSON of JWT.",
        },
    ),
    "too-large": (
        {"en": "the badge in this file is too large", "nl": "de badge in dit bestand is te groot"},
        _ASK,
    ),
    "broken": ({"en": "the badge in this file is broken", "nl": "de badge in dit bestand is kapot"}, _ASK),
    "only-addresses": (
        {
            "en": "this badge tells only addresses on the web, not what it is for or who gave it",
            "nl": "deze badge noemt alleen webadressen, niet waarvoor hij is en wie hem gaf",
        },
        {
            "en": "We fetch nothing from the web. Ask who gave it for a complete one (Open Badges 3.0).",
            "nl": "Wij halen niets van het web. Vraag aan wie hem gaf om een volledige (Open Badges 3.0).",
        },
    ),
    "forged": (
        {
            "en": "the signature is not right: this badge was changed, or somebody else signed it",
            "nl": "de handtekening klopt niet: deze badge is veranderd, of een ander heeft getekend",
        },
        _ASK,
    ),
    "wrong-issuer": (
        {
            "en": "it was signed by another than it says",
            "nl": "hij is door een ander getekend dan erop staat",
        },
        _ASK,
    ),
    "algorithm": (
        {
            "en": "it is signed in a way that is not safe or not known here",
            "nl": "hij is getekend op een manier die niet veilig of hier niet bekend is",
        },
        _ASK,
    ),
    "expired": ({"en": "this badge has expired", "nl": "deze badge is verlopen"}, _ASK),
    "not-yet": ({"en": "this badge does not count yet", "nl": "deze badge geldt nog niet"}, _ASK),
    "revoked": (
        {"en": "this badge was withdrawn", "nl": "deze badge is ingetrokken"},
        _ASK,
    ),
}


def refused(why: str, name: str = "") -> Problem:
    reason, mend = _REASONS[why]
    return Problem(reason, file=name, mend=mend)


def bad_keys(name: str) -> Problem:
    return Problem(
        {
            "en": "this is no set of public keys (JWKS or did.json)",
            "nl": "dit is geen verzameling openbare sleutels (JWKS of did.json)",
        },
        file=name,
        mend={
            "en": "Download the keys of the issuer: /.well-known/jwks.json or /.well-known/did.json.",
            "nl": "Haal de sleutels van de uitgever op: /.well-known/jwks.json of /.well-known/did.json.",
        },
    )
