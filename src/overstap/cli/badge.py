# SPDX-License-Identifier: EUPL-1.2
"""`overstap badge`: is this badge real, whom do we trust, and the key this site signs with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from overstap.cli.output import JsonOption, not_found, out, print_json
from overstap.cli.remembered import BY, remembered
from overstap.engine.badges.baking import badge_in_png, badge_in_svg, is_png
from overstap.engine.badges.checking import check_badge
from overstap.engine.badges.issuing import key_id, public_jwk
from overstap.engine.badges.keys import read_keys
from overstap.engine.badges.plain import checked_as_dict
from overstap.engine.documents.document import read_document
from overstap.engine.problems import InputRefused, Problem
from overstap.host.signing_keys import new_signing_key, signing_keys

app = typer.Typer(no_args_is_help=True)

IssuerArgument = Annotated[str, typer.Argument(help="The issuer as its badges name it: an address or a DID.")]


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The badge: PNG, SVG, JSON or JWT.")],
    keys: Annotated[
        Path | None,
        typer.Option(help="Public keys of its issuer (JWKS or did.json); not given: those trusted here."),
    ] = None,
    issuer: Annotated[str, typer.Option(help="With --keys: whose they are, an address or a DID.")] = "",
    address: Annotated[str, typer.Option(help="The e-mail address it should be made out to.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Check whether an Open Badge is real. A badge that is forged, expired or withdrawn is refused."""
    text, now = _badge_in(file), datetime.now(UTC)
    if keys is not None:
        checked = check_badge(text, {issuer: read_keys(_bytes_of(keys), keys.name)}, now)
    else:
        with remembered("Looking up whom we trust ..."):
            from overstap.bridge.badges import check_here

            checked = check_here(text, now=now)
    told = checked_as_dict(checked, address)
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            out.print(f"{name}: {value}", markup=False, highlight=False, soft_wrap=True)


def _badge_in(file: Path) -> str:
    content = _bytes_of(file)
    if is_png(content):
        return badge_in_png(content)
    if content.lstrip()[:1] == b"{":
        return content.decode("utf-8", "replace")
    document = read_document(content, file.name)
    return badge_in_svg(document.tree) if document.tree else document.text.strip()


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise InputRefused(
            [
                Problem(
                    {"en": "is no file that can be read", "nl": "is geen bestand dat te lezen is"},
                    file.name,
                    mend={"en": "Give an existing file.", "nl": "Geef een bestaand bestand."},
                )
            ]
        ) from None


@app.command()
def trust(
    issuer: IssuerArgument,
    keys: Annotated[Path, typer.Option(help="Its public keys: a JWKS, a JWK or a did.json, looked up by you.")],
    name: Annotated[str, typer.Option(help="What it is called.")],
    as_json: JsonOption = False,
) -> None:
    """Trust an issuer of badges by its public keys, in place of those it had."""
    found = read_keys(_bytes_of(keys), keys.name)
    with remembered("Keeping it ..."):
        from overstap.apps.passports import badges

        badges.trust_issuer(issuer=issuer, name=name, keys=found, now=datetime.now(UTC), by=BY)
    _say({"ok": True, "keys": len(found)}, f"Trusted, by {len(found)} keys.", as_json)


@app.command()
def distrust(issuer: IssuerArgument, as_json: JsonOption = False) -> None:
    """Trust an issuer no longer. Badges that people took over before stay as they were."""
    with remembered("Removing it ..."):
        from overstap.apps.passports import badges

        if not badges.distrust_issuer(issuer=issuer, by=BY):
            not_found(_problem(issuer, "is not trusted", "wordt niet vertrouwd"), as_json=as_json)
    _say({"ok": True}, "No longer trusted.", as_json)


@app.command()
def issuers(as_json: JsonOption = False) -> None:
    """List the issuers whose badges are trusted."""
    with remembered("Looking it up ..."):
        from overstap.apps.passports import badges

        rows = badges.trusted_names()
    lines = "\n".join(f"{one}  {name}" for one, name in rows) or "None yet."
    _say({"issuers": [{"issuer": one, "name": name} for one, name in rows]}, lines, as_json)


@app.command()
def revoke(
    badge: Annotated[UUID, typer.Argument(help="The number of the badge, after urn:uuid:.")],
    as_json: JsonOption = False,
) -> None:
    """Withdraw a badge that this site signed."""
    with remembered("Withdrawing it ..."):
        from overstap.apps.passports import badges

        if not badges.revoke_badge(badge=badge, now=datetime.now(UTC), by=BY):
            not_found(
                _problem(str(badge), "is no badge that counts", "is geen badge die geldt"), as_json=as_json
            )
    _say({"ok": True}, "Withdrawn.", as_json)


@app.command()
def keys(as_json: JsonOption = False) -> None:
    """Print the public keys that this site signs badges with, the newest first."""
    own = [public_jwk(pem) for pem in signing_keys()]
    _say({"keys": own}, json.dumps({"keys": own}, indent=2), as_json)


@app.command("new-key")
def new_key(as_json: JsonOption = False) -> None:
    """Make a new key that signs badges from now on. What older keys signed still counts."""
    number = key_id(new_signing_key())
    _say({"ok": True, "kid": number}, f"Badges are signed with {number} from now on.", as_json)


def _problem(value: str, en: str, nl: str) -> Problem:
    return Problem({"en": en, "nl": nl}, value=value)


def _say(told: dict[str, Any], said: str, as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        out.print(said, markup=False, highlight=False, soft_wrap=True)
