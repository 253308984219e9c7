# SPDX-License-Identifier: EUPL-1.2
"""What people fill in, read leniently and checked: a comma or a point, per hour or per month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overstap.engine.matching.model import OpeningKind
from overstap.web.planner.travel import MOST_CHANGES, TIMES
from overstap.web.planner.trip import TEXT_LENGTH_AT_MOST, Trip
from overstap.web.told_text import ToldText
from overstap.web.words import KINDS, LEVELS
from overstap.web.words import TIMES as TIMES_IN_WORDS

FULL_TIME = 36.0
"""Hours per week of monthly pay when somebody does not say for how many it is."""
GOAL_LENGTH_AT_MOST = 200
UNEXPECTED_PAY = _("That is not an amount we expect. Is it per hour or per month?")
WEEKS_PER_MONTH = 52 / 12
YEARS_AHEAD = 3
"""A journey may leave so many years from now: courses of later are not known."""
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
    return amount / (WEEKS_PER_MONTH * (hours or FULL_TIME))


def as_typed(amount: float | None, unit: str, hours: float | None) -> float | None:
    """Pay per hour back in the unit it was typed in: the other way round from `per_hour`.

    >>> as_typed(per_hour(2600.0, "month", 32), "month", 32)
    2600.0
    """
    if amount is None or unit != "month":
        return amount
    return round(amount * WEEKS_PER_MONTH * (hours or FULL_TIME), 2)


def floor_hours(low: float | None, high: float | None, pay_hours: float | None) -> float | None:
    """Hours per week in which the least pay per month is to be earned: the most that are wished.

    Who wishes none goes on with the hours of today.
    """
    return high or low or pay_hours


def told_wishes(trip: Trip) -> dict[str, Any]:
    """What the trip holds, as the person filled it in."""
    names = ("place", "hours_low", "hours_high", "pay_unit", "pay_hours", "distance", "kinds", "starts_on")
    need_in = floor_hours(trip.hours_low, trip.hours_high, trip.pay_hours)
    return {
        **{name: getattr(trip, name) for name in names},
        "wage": as_typed(trip.wage, trip.pay_unit, trip.pay_hours),
        "wage_floor": as_typed(trip.wage_floor, trip.pay_unit, need_in),
    }


class HoursField(NumberField):
    """Hours per week."""

    def __init__(self, **options: Any) -> None:
        errors = {"min_value": _("At least 1 hour."), "max_value": _("At most 60 hours.")}
        super().__init__(required=False, min_value=1, max_value=60, error_messages=errors, **options)


class PayField(NumberField):
    """Pay in EUR gross, per hour or per month."""

    def __init__(self, **options: Any) -> None:
        errors = dict.fromkeys(("min_value", "max_value"), UNEXPECTED_PAY)
        super().__init__(required=False, min_value=5, max_value=40_000, error_messages=errors, **options)


class WishesForm(forms.Form):
    """Where, how much, for how much."""

    to = ToldText(
        label=_("To an occupation or direction"),
        required=False,
        max_length=GOAL_LENGTH_AT_MOST,
        error_messages={"max_length": _("This is too long for a direction. A few words are enough.")},
    )
    place = forms.ChoiceField(label=_("From"), required=False)
    hours_low = HoursField(label=_("Fewest hours per week"))
    hours_high = HoursField(label=_("Most hours per week"))
    wage = PayField(label=_("What you earn now, gross"))
    pay_unit = forms.ChoiceField(
        label=_("Pay is per hour or per month"),
        required=False,
        choices=(("hour", _("per hour")), ("month", _("per month"))),
        initial="hour",
    )
    pay_hours = HoursField(label=_("Per month: for how many hours a week?"))
    wage_floor = PayField(label=_("What you need at least, the same way"))
    distance = forms.TypedChoiceField(
        label=_("How far at most"),
        required=False,
        coerce=float,
        empty_value=None,
        choices=(("", ""), *((str(km), f"{km} km") for km in DISTANCES)),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kind of place"),
        required=False,
        choices=tuple((kind.value, KINDS[kind]) for kind in OpeningKind),
    )
    starts_on = forms.DateField(label=_("Starting from"), required=False)

    def __init__(self, *args: Any, places: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = (("", ""), *places.items())

    def clean(self) -> dict[str, Any]:
        """The fewest hours may not exceed the most; pay becomes pay per hour."""
        read = super().clean() or self.cleaned_data
        low, high = read.get("hours_low"), read.get("hours_high")
        if low and high and low > high:
            self.add_error("hours_low", _("The fewest hours are more than the most hours."))
        paid = read.get("pay_hours")
        for name, hours in (("wage", paid), ("wage_floor", floor_hours(low, high, paid))):
            amount = per_hour(read.get(name), read.get("pay_unit") or "hour", hours)
            if amount is not None and not 3 <= amount <= 500:
                self.add_error(name, UNEXPECTED_PAY)
            read[name] = amount
        return read

    def put_into(self, trip: Trip) -> None:
        """Writes the wishes that this form asked for into the trip."""
        read = self.cleaned_data
        for name in (
            "place",
            "hours_low",
            "hours_high",
            "wage",
            "wage_floor",
            "distance",
            "kinds",
            "pay_hours",
        ):
            setattr(trip, name, read[name])
        trip.pay_unit = read["pay_unit"] or "hour"
        trip.kinds = sorted(trip.kinds)
        trip.starts_on = read["starts_on"].isoformat() if read["starts_on"] else ""


def told_travel(trip: Trip) -> dict[str, Any]:
    """What the trip holds of the journey, as the person filled it in."""
    travel = trip.travel
    names = ("departs_on", "free_hours", "last_day", "work_years", "service_years", "level", "budget")
    names += ("savings", "times", "no_income_drop", "most_changes")
    return {
        **told_wishes(trip),
        **{name: getattr(travel, name) for name in names},
        "income_floor": income_floor(trip),
    }


def income_floor(trip: Trip) -> float | None:
    """What somebody needs a month, gross: the lowest pay they named, over a month of the hours they want."""
    hours = floor_hours(trip.hours_low, trip.hours_high, trip.pay_hours)
    return as_typed(trip.wage_floor, "month", hours)


class AmountField(NumberField):
    """An amount, or a number of years or hours, from 0 to a highest."""

    def __init__(self, most: float, **options: Any) -> None:
        errors = dict.fromkeys(("min_value", "max_value"), _("That is not a number we expect here."))
        super().__init__(required=False, min_value=0, max_value=most, error_messages=errors, **options)


class TravelForm(WishesForm):
    """The journey: from when, with how much time and money, and what it may not do."""

    departs_on = forms.DateField(label=_("From which day"), required=False)
    free_hours = AmountField(60, label=_("Hours per week for study"))
    last_day = forms.DateField(label=_("Last day of your work"), required=False)
    work_years = AmountField(60, label=_("Years that you have worked, in all"))
    service_years = AmountField(60, label=_("Years with this employer"))
    level = forms.TypedChoiceField(
        label=_("Your highest education"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=(("", ""), *LEVELS.items()),
    )
    budget = AmountField(200_000, label=_("Money for study, at most"))
    savings = AmountField(10_000_000, label=_("Savings you want to use meanwhile"))
    income_floor = AmountField(40_000, label=_("What you need a month at least, gross"))
    times = forms.MultipleChoiceField(
        label=_("When you can study"),
        required=False,
        choices=tuple((time, TIMES_IN_WORDS[time]) for time in TIMES),
    )
    no_income_drop = forms.BooleanField(label=_("Never less income than now"), required=False)
    most_changes = forms.TypedChoiceField(
        label=_("Changes of work at most"),
        required=False,
        coerce=int,
        empty_value=MOST_CHANGES,
        choices=tuple((n, n) for n in (1, 2, 3)),
    )

    def clean_departs_on(self) -> date | None:
        """Nobody leaves yesterday."""
        leaves: date | None = self.cleaned_data["departs_on"]
        today = timezone.localdate()
        if leaves and leaves < today:
            raise forms.ValidationError(_("This day has passed. Choose today or later."))
        if leaves and leaves > today + timedelta(days=366 * YEARS_AHEAD):
            raise forms.ValidationError(_("This is too far ahead: courses of then are not known yet."))
        return leaves

    def clean_last_day(self) -> date | None:
        """A day that could be one's last at work."""
        last: date | None = self.cleaned_data["last_day"]
        if last and abs((last - timezone.localdate()).days) > 366 * YEARS_AHEAD:
            raise forms.ValidationError(_("Choose a day within three years of now."))
        return last

    def clean(self) -> dict[str, Any]:
        """What is needed a month is the lowest pay, over the hours that are wished."""
        read = super().clean()
        work, service = read.get("work_years"), read.get("service_years")
        if work is not None and service is not None and service > work:
            self.add_error("service_years", _("This is longer than you have worked in all."))
        need = read.get("income_floor")
        if need:
            hours = floor_hours(read.get("hours_low"), read.get("hours_high"), read.get("pay_hours"))
            read["wage_floor"] = per_hour(need, "month", hours)
        return read

    def put_into(self, trip: Trip) -> None:
        """Writes what was asked into the trip; a new question leaves nothing out that an older one did."""
        super().put_into(trip)
        read, travel = self.cleaned_data, trip.travel
        for name in ("free_hours", "work_years", "service_years", "level", "budget", "savings", "times"):
            setattr(travel, name, read[name])
        travel.no_income_drop, travel.most_changes = read["no_income_drop"], read["most_changes"]
        for name in ("departs_on", "last_day"):
            setattr(travel, name, read[name].isoformat() if read[name] else "")


class PlanForm(TravelForm):
    """The sentence on the front page."""

    field_order = ("now",)
    now = forms.CharField(
        label=_("Now"),
        max_length=TEXT_LENGTH_AT_MOST,
        error_messages={
            "required": _("Tell us what you do or did. A few words are enough."),
            "max_length": _("This is very long. Paste at most 20,000 characters."),
        },
    )


class BroughtFileForm(forms.Form):
    """A file that somebody brings: a CV, or what they took along before."""

    file = forms.FileField(
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")}
    )
