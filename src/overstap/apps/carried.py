# SPDX-License-Identifier: EUPL-1.2
"""What every row has that can be carried in and out: where it came from, its place, whether it still counts."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.db import models

from overstap.apps.constraints import matches
from overstap.apps.privacy import PUBLIC, Privacy, all_of

ADDED_BY_PEOPLE = ""
"""The origin of what was added in the product itself."""

CARRIED = all_of(PUBLIC, "origin", "position", "retired")
"""The privacy of the fields of `Carried`."""

_NO_LETTERS = re.compile(r"[^a-z0-9]+")


class Carried(models.Model):
    """A row that came from a region pack or taxonomy, or was added by people.

    `origin` is the name of the pack or taxonomy, empty for what people added. `position` is the place in
    its table there. `retired`: the origin no longer has it; it is kept because something still needs it.
    """

    origin = models.TextField(default=ADDED_BY_PEOPLE, blank=True)
    position = models.IntegerField(default=0)
    retired = models.BooleanField(default=False)

    privacy: ClassVar[Mapping[str, Privacy]]
    lists: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Column that holds a list of ids -> the model it lists; triggers hold it to ids that exist."""

    class Meta:
        abstract = True


class Named(Carried):
    """A carried row with an id of its own: the id in the pack, or the URI in the taxonomy."""

    id = models.TextField(primary_key=True)

    class Meta:
        abstract = True


def id_is_one_word(name: str) -> models.CheckConstraint:
    """Ids are not empty and hold no white space."""
    return matches(name, "id", r"^\S+$")


def new_id(label: str) -> str:
    """An id for what people add: readable, never taken, and allowed in a region pack.

    >>> new_id("Kapster (m/v)")[:12]
    'kapster-m-v-'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return f"{_NO_LETTERS.sub('-', plain).strip('-')[:60].strip('-') or 'added'}-{secrets.token_hex(4)}"
