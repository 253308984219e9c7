# SPDX-License-Identifier: EUPL-1.2
"""The invariants our tables share, as named database constraints."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Func, Q, TextField, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

ACTOR = r"^(system:[a-z-]{1,30}|[a-z][a-z-]{0,30}(:[0-9a-f-]{1,36})?)$"
"""Who did something: a part of the system (`system:run`), a role (`terminal`), or a role and a number
(`account:0b7e…`); there is no room for a name or an address."""


def one_of(name: str, field: str, values: Iterable[str]) -> CheckConstraint:
    """`field` holds one of `values`."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__in": [str(value) for value in values]}))


def between(name: str, field: str, low: float, high: float) -> CheckConstraint:
    """`low <= field <= high`, or the field is empty. Not-a-number is refused: PostgreSQL sorts it last."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__gte": low, f"{field}__lte": high}))


def in_order(name: str, first: str, second: str) -> CheckConstraint:
    """`first <= second`, or either is empty."""
    return CheckConstraint(name=name, condition=Q(**{f"{first}__lte": F(second)}))


def matches(name: str, field: str, pattern: str) -> CheckConstraint:
    """`field` matches the whole `pattern` (write the anchors)."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__regex": pattern}))


def is_object(name: str, field: str) -> CheckConstraint:
    """The JSON field holds an object."""
    kind = Func(F(field), function="jsonb_typeof", output_field=TextField())
    return CheckConstraint(name=name, condition=Exact(kind, Value("object")))


def not_longer(name: str, field: str, most: int) -> CheckConstraint:
    """The text has at most so many characters."""
    return CheckConstraint(name=name, condition=LessThanOrEqual(Length(F(field)), most))
