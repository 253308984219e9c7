# SPDX-License-Identifier: EUPL-1.2
"""What an employer fills in: a vacancy that is pasted, and an opening as it will stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.enums import OpeningKind, Weekday
from overstap.engine.region.region import Region
from overstap.engine.region.rows import in_language
from overstap.engine.skills.taxonomy import Importance
from overstap.web.forms import UNEXPECTED_PAY, HoursField, PayField, as_typed, per_hour
from overstap.web.told_text import ToldText
from overstap.web.words import KINDS, LANGUAGE_NAMES, WEEKDAYS

TEXT_AT_MOST = 60_000
SOURCE_AT_MOST = 500_000
TITLE_AT_MOST = 200
REFERENCE_AT_MOST = 100
LISTED_AT_MOST = 400
"""Occupations up to which all of a region are listed; beyond, only those a title may name."""
NAME = "importance:"
"""What the name of a demand's field begins with; its skill follows."""
_TOO_LONG = _("This is too long.")


class PasteForm(forms.Form):
    """A vacancy as it is: its text, or the source of a page or JSON-LD that holds it."""

    source = ToldText(
        label=_("The vacancy"),
        max_length=SOURCE_AT_MOST,
        error_messages={"required": _("Paste the text of the vacancy first."), "max_length": _TOO_LONG},
    )


class ImportForm(forms.Form):
    """A file with many openings."""

    file = forms.FileField(
        label=_("The file"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )
    publish = forms.BooleanField(label=_("Publish them at once"), required=False)


class OpeningForm(forms.Form):
    """What an opening says, apart from the skills it asks."""

    title = ToldText(
        label=_("Title"), max_length=TITLE_AT_MOST, required=False, error_messages={"max_length": _TOO_LONG}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one.value, name) for one, name in KINDS.items()])
    occupation = forms.ChoiceField(label=_("Occupation"), required=False)
    place = forms.ChoiceField(label=_("Where"), required=False)
    hours_low = HoursField(label=_("Fewest hours per week"))
    hours_high = HoursField(label=_("Most hours per week"))
    days = forms.MultipleChoiceField(
        label=_("On which days"), required=False, choices=[(day.value, WEEKDAYS[day]) for day in Weekday]
    )
    wage_low = PayField(label=_("Pay from, gross"))
    wage_high = PayField(label=_("Pay up to, gross"))
    pay_unit = forms.ChoiceField(
        label=_("Pay is per hour or per month"),
        required=False,
        choices=(("hour", _("per hour")), ("month", _("per month"))),
    )
    starts_on = forms.DateField(
        label=_("Starting from"), required=False, error_messages={"invalid": _("This is no day.")}
    )
    closes_on = forms.DateField(
        label=_("Apply until"), required=False, error_messages={"invalid": _("This is no day.")}
    )
    places = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=1000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("A number from 1 to 1000.")
        ),
    )
    certificates = forms.MultipleChoiceField(label=_("Papers that the law asks for"), required=False)
    reference = ToldText(
        label=_("Your own number for it"),
        max_length=REFERENCE_AT_MOST,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=[(one, LANGUAGE_NAMES[one]) for one in ("nl", "en")]
    )
    text = ToldText(
        label=_("The text that people read"),
        max_length=TEXT_AT_MOST,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )

    def __init__(
        self, *args: Any, region: Region, page: str, likely: tuple[str, ...] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        records = region.records
        chosen = {value for value in (self["occupation"].value(),) if value in records.occupations}
        first = list(dict.fromkeys((*chosen, *likely)))
        rest = sorted(records.occupations) if len(records.occupations) <= LISTED_AT_MOST else []
        named = {one: region.occupation_label(one, page) for one in {*first, *rest}}
        self.likely = [(one, named[one]) for one in first]
        others = sorted((one for one in rest if one not in first), key=lambda one: named[one].casefold())
        self.others = [(one, named[one]) for one in others]
        self.fields["occupation"].choices = [("", ""), *self.likely, *self.others]
        places = sorted(records.places.values(), key=lambda row: row.label)
        self.fields["place"].choices = [("", ""), *((row.id, row.label) for row in places)]
        self.fields["certificates"].choices = [
            (row.id, in_language(row.label, page)) for row in records.certificates.values()
        ]

    def clean_reference(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["reference"].split())

    def clean(self) -> dict[str, Any]:
        """From low to high; pay becomes pay per hour, over the most hours."""
        read = super().clean() or self.cleaned_data
        low, high = read.get("hours_low"), read.get("hours_high")
        if low and high and low > high:
            self.add_error("hours_low", _("The fewest hours are more than the most hours."))
        read["hours_low"], read["hours_high"] = low or high, high or low
        for name in ("wage_low", "wage_high"):
            amount = per_hour(read.get(name), read.get("pay_unit") or "hour", read["hours_high"])
            if amount is not None and not 3 <= amount <= 500:
                self.add_error(name, UNEXPECTED_PAY)
            read[name] = None if amount is None else round(amount, 4)
        least, most = read.get("wage_low"), read.get("wage_high")
        if least and most and least > most:
            self.add_error("wage_low", _("The lowest pay is more than the highest."))
        starts, closes = read.get("starts_on"), read.get("closes_on")
        for name, day in (("starts_on", starts), ("closes_on", closes)):
            if day and not date(2000, 1, 1) <= day <= date(2100, 1, 1):
                self.add_error(name, _("This is no day."))
        return read

    def said(self, organisation: str, demands: Mapping[str, str], titles: Mapping[str, str]) -> NewOpening:
        """The opening as it was filled in. `titles`: those of other languages, which stay."""
        read = self.cleaned_data
        title = {read["language"]: read["title"].strip()} if read["title"].strip() else {}
        return NewOpening(
            kind=OpeningKind(read["kind"]),
            organisation=organisation,
            occupation=read["occupation"] or None,
            place=read["place"] or None,
            title={**{one: text for one, text in titles.items() if one != read["language"]}, **title},
            text=read["text"].replace("\r\n", "\n"),
            language=read["language"],
            hours_low=read["hours_low"],
            hours_high=read["hours_high"],
            demands=demands,
            wage_low=read["wage_low"] if read["wage_low"] is not None else read["wage_high"],
            wage_high=read["wage_high"] if read["wage_high"] is not None else read["wage_low"],
            starts_on=read["starts_on"],
            closes_on=read["closes_on"],
            places=read["places"],
            certificates=tuple(read["certificates"]),
            days=tuple(read["days"]),
            reference=read["reference"],
        )


def told_opening(said: NewOpening) -> dict[str, Any]:
    """What an opening says, as the employer fills it in. Pay per hour, as it is kept."""
    title = said.title.get(said.language) or next(iter(said.title.values()), "")
    names = ("kind", "hours_low", "hours_high", "starts_on", "closes_on", "places", "reference", "language")
    return {
        **{name: getattr(said, name) for name in (*names, "text")},
        "title": title,
        "occupation": said.occupation or "",
        "place": said.place or "",
        "days": list(said.days),
        "certificates": list(said.certificates),
        "wage_low": as_typed(said.wage_low, "hour", None),
        "wage_high": as_typed(said.wage_high, "hour", None),
        "pay_unit": "hour",
    }


def demands_posted(posted: QueryDict, region: Region) -> dict[str, str]:
    """Skill -> how much it is asked, as posted; what is not asked, or not known here, is left out."""
    known = {str(one) for one in Importance}
    return {
        name.removeprefix(NAME): value
        for name, value in posted.items()
        if name.startswith(NAME) and value in known and name.removeprefix(NAME) in region.taxonomy.skill_index
    }
