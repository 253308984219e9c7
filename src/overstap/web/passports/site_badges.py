# SPDX-License-Identifier: EUPL-1.2
"""Badges at this site: read out of files, with whom it trusts, and signed with its own key."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overstap.apps.passports import badges
from overstap.engine.badges.baking import badge_in_png, badge_in_svg, is_png, is_signed_text
from overstap.engine.badges.checking import Trusted, check_badge
from overstap.engine.badges.issuing import (
    Assessed,
    Issuer,
    credential,
    did_of_host,
    public_jwk,
    signed,
)
from overstap.engine.badges.model import Recipient, hashed
from overstap.engine.badges.reading import is_badge
from overstap.engine.documents.document import Document
from overstap.engine.documents.parts import part_of_tree
from overstap.engine.region.region import Region
from overstap.host.signing_keys import signing_keys
from overstap.web.passports.brought import Brought, masked_brought


def badge_text(content: bytes, told: Any, document: Document | None) -> str:
    """The badge in a file as it is signed; empty when the file is something else.

    `told`: the file as JSON; `document`: what was read in it. Raises `InputRefused` for a picture without one.
    """
    if is_png(content):
        return badge_in_png(content)
    if is_badge(told):
        return json.dumps(told, ensure_ascii=False)
    if document is not None and document.tree and part_of_tree(document.tree)[0] == "svg":
        return badge_in_svg(document.tree)
    text = document.text.strip() if document is not None and document.kind == "text" else ""
    return text if is_signed_text(text) else ""


def brought_badge(text: str, request: HttpRequest) -> Brought:
    """What a badge tells, and how sure it is for who asks. Raises `InputRefused` for one that is not real."""
    withdrawn = frozenset(map(urn, badges.withdrawn_badges()))
    checked = check_badge(text, trusted_at(request), timezone.now(), withdrawn=withdrawn)
    address = request.user.email if request.user.is_authenticated else ""
    badge, sure = checked.badge, checked.towards(address)
    told = {
        "kind": "certificate",
        "title": badge.name,
        "whose": badge.assessor or badge.issuer_name,
        "from_on": "",
        "until_on": badge.issued_at.date().isoformat() if badge.issued_at else "",
        "note": badge.says,
        "issuer": badge.issuer,
        "checked": sure.value,
    }
    return masked_brought(Brought("badge", entries=[told], hosted_at=badge.hosted_at))


def trusted_at(request: HttpRequest) -> Trusted:
    """Issuer -> keys: whom the operator trusts, and this site itself by each of its names."""
    hosts = {request.get_host(), *(host for host in settings.ALLOWED_HOSTS if "*" not in host)}
    own = [public_jwk(pem) for pem in signing_keys()]
    return {**badges.trusted_issuers(), **{did_of_host(host): own for host in hosts}}


def urn(number: Any) -> str:
    """What a badge of ours is called."""
    return f"urn:uuid:{number}"


def issuer_at(request: HttpRequest) -> Issuer:
    """This site as an issuer, by the name it was asked for."""
    status = request.build_absolute_uri(reverse("withdrawn-badges"))
    return Issuer(did_of_host(request.get_host()), _("Overstap, the journey planner for work"), status)


def badge_for(proof: Any, row: Any, region: Region, language: str, request: HttpRequest) -> str:
    """The signed badge for an assessment in somebody's passport, made out to the address of their account."""
    known = region.taxonomy.skill_index
    salt = str(row.pk)
    assessed = Assessed(
        urn(row.pk),
        proof.title,
        proof.note,
        proof.organisation.name,
        proof.kept_at,
        Recipient(hashed(request.user.email, salt), salt),
        tuple(
            (region.skill_label(one, language), _address(one, request)) for one in proof.skills if one in known
        ),
    )
    return signed(credential(assessed, issuer_at(request)), signing_keys()[0])


def _address(skill: str, request: HttpRequest) -> str:
    """Where a skill is told of: at ESCO when it comes from there, else here."""
    return skill if ":" in skill else request.build_absolute_uri(reverse("skill", args=[skill]))
