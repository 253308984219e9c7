# SPDX-License-Identifier: EUPL-1.2
"""What people fill in, read leniently and checked: a comma or a point, per hour or per month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overstap.engine.matching.model import OpeningKind
from overstap.web.trip import TEXT_LENGTH_AT_MOST, Trip
from overstap.web.words import KINDS

FULL_TIME = 36.0
"""Hours per week that monthly pay is read with when somebody gives none."""
WEEKS_PER_MONTH = 52 / 12
DISTANCES = (5, 10, 15, 25, 40)


class NumberField(forms.FloatField):
    """A number as people type it: `18,50`, `€ 18.50` and `2.650` all work."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> float | None:
        """The number; nothing typed is None."""
        if isinstance(value, str):
            value = value.replace("€", "").replace("\xa0", "").replace(" ", "")
            value = _plain_number(value)
        number: float | None = super().to_python(value)
        return number


def _plain_number(typed: str) -> str:
    """One decimal point at most, no thousands signs.

    >>> _plain_number("18,50"), _plain_number("2.650"), _plain_number("1.234,5"), _plain_number("18.5")
    ('18.50', '2650', '1234.5', '18.5')
    """
    sign = max(typed.rfind(","), typed.rfind("."))
    if sign < 0:
        return typed
    whole, rest = typed[:sign].replace(",", "").replace(".", ""), typed[sign + 1 :]
    return whole + rest if len(rest) == 3 and whole else f"{whole}.{rest}"


def per_hour(amount: float | None, unit: str, hours: float | None) -> float | None:
    """Pay in EUR gross per hour, from an amount per hour or per month at `hours` a week.

    >>> round(per_hour(2600.0, "month", 32), 2)
    18.75
    """
    if amount is None or unit != "month":
        return amount
    return round(amount / (WEEKS_PER_MONTH * (hours or FULL_TIME)), 2)


class WishesForm(forms.Form):
    """Where, how much, for how much."""

    place = forms.ChoiceField(required=False)
    hours_low = NumberField(required=False, min_value=1, max_value=60)
    hours_high = NumberField(required=False, min_value=1, max_value=60)
    wage = NumberField(required=False, min_value=5, max_value=40_000)
    wage_floor = NumberField(required=False, min_value=5, max_value=40_000)
    pay_unit = forms.ChoiceField(
        required=False, choices=(("hour", _("per hour")), ("month", _("per month"))), initial="hour"
    )
    distance = forms.TypedChoiceField(
        required=False,
        coerce=float,
        empty_value=None,
        choices=(("", ""), *((str(km), f"{km} km") for km in DISTANCES)),
    )
    kinds = forms.MultipleChoiceField(
        required=False, choices=tuple((kind.value, KINDS[kind]) for kind in OpeningKind)
    )
    starts_on = forms.DateField(required=False)

    def __init__(self, *args: Any, places: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = (("", ""), *places.items())

    def clean(self) -> dict[str, Any]:
        """The fewest hours may not exceed the most; pay becomes pay per hour."""
        read = super().clean() or self.cleaned_data
        low, high = read.get("hours_low"), read.get("hours_high")
        if low and high and low > high:
            self.add_error("hours_low", _("The fewest hours are more than the most hours."))
        for name in ("wage", "wage_floor"):
            amount = per_hour(read.get(name), read.get("pay_unit") or "hour", high or low)
            if amount is not None and not 3 <= amount <= 500:
                self.add_error(name, _("That is not an amount we expect. Is it per hour or per month?"))
            read[name] = amount
        return read

    def put_into(self, trip: Trip) -> None:
        """Writes the wishes that this form asked for into the trip."""
        read = self.cleaned_data
        for name in ("place", "hours_low", "hours_high", "wage", "wage_floor", "distance", "kinds"):
            setattr(trip, name, read[name])
        trip.kinds = sorted(trip.kinds)
        trip.starts_on = read["starts_on"].isoformat() if read["starts_on"] else ""


class PlanForm(WishesForm):
    """The sentence on the front page."""

    now = forms.CharField(
        max_length=TEXT_LENGTH_AT_MOST,
        error_messages={
            "required": _("Tell us what you do or did. A few words are enough."),
            "max_length": _("This is very long. Paste at most 20,000 characters."),
        },
    )
    to = forms.CharField(required=False, max_length=200)


class TripFileForm(forms.Form):
    """A file that was taken along before."""

    file = forms.FileField(
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")}
    )
