# SPDX-License-Identifier: EUPL-1.2
"""What a school fills in of a round, and a student of their wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.rounds.actions import RoundTold
from overstap.apps.rounds.enums import WISHES_AT_MOST, Choice, Criterion, Without
from overstap.engine.roster.model import BYTES_AT_MOST
from overstap.web.told_text import ToldText

_DAY = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")}

CHOICES = {
    Choice.STABLE: gettext_lazy("Fair to wishes: nobody would rather have each other"),
    Choice.STABLE_LARGER: gettext_lazy("Fair to wishes, and more places filled where students are equal"),
    Choice.MOST: gettext_lazy("As many places filled as can be, also against wishes"),
}
"""What a round is to bring about, in words."""

WITHOUT = {
    Without.FULL: gettext_lazy("Every place this student would take went to somebody whom it orders higher."),
    Without.NOT_ACCEPTED: gettext_lazy("No place of the round takes this student."),
    Without.NOTHING_WANTED: gettext_lazy("No place of the round teaches what this student wants to learn."),
}
"""Why a student has no place, in words."""

CRITERIA = {
    "": gettext_lazy("Every student alike"),
    str(Criterion.SCORE): gettext_lazy("Who wants to learn most of what is done there"),
    str(Criterion.KM): gettext_lazy("Who lives nearest"),
}
"""What a place may order students by, in words."""


class RoundForm(forms.Form):
    """A round: its name, its days, what it is to bring about."""

    school = forms.ChoiceField(label=gettext_lazy("Which school"))
    name = ToldText(
        label=gettext_lazy("What the round is called"),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Give the round a name."),
            "max_length": gettext_lazy("This name is too long."),
        },
    )
    wishes_until = forms.DateField(label=gettext_lazy("Last day for wishes"), error_messages=_DAY)
    starts_on = forms.DateField(label=gettext_lazy("First day of the internships"), error_messages=_DAY)
    ends_on = forms.DateField(label=gettext_lazy("Last day of the internships"), error_messages=_DAY)
    choice = forms.ChoiceField(
        label=gettext_lazy("What matters most"), choices=[(str(one), said) for one, said in CHOICES.items()]
    )

    def __init__(self, *args: Any, schools: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].choices = list(schools)  # type: ignore[attr-defined] # a choice field has them
        self.fields["school"].required = len(schools) > 1

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        wishes, starts, ends = (read.get(one) for one in ("wishes_until", "starts_on", "ends_on"))
        if wishes and starts and wishes > starts:
            self.add_error("wishes_until", _("Wishes come before the internships begin."))
        if starts and ends and starts > ends:
            self.add_error("ends_on", _("The last day comes after the first."))
        return read

    def told(self) -> RoundTold:
        """What was filled in."""
        read = self.cleaned_data
        days = (read["wishes_until"], read["starts_on"], read["ends_on"])
        return RoundTold(read["name"].strip(), *days, Choice(read["choice"]))


class PlaceForm(forms.Form):
    """What an opening offers in this round."""

    opening = forms.CharField(max_length=200)
    places = forms.IntegerField(
        min_value=1,
        max_value=1000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Fill in how many students it takes."),
        ),
    )
    criterion = forms.ChoiceField(choices=list(CRITERIA.items()), required=False)
    recognised = forms.BooleanField(required=False)
    guidance_hours = forms.FloatField(min_value=0, max_value=40, required=False)


class StudentsForm(forms.Form):
    """The students, as a file."""

    file = forms.FileField(error_messages={"required": gettext_lazy("Choose a file.")})

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > BYTES_AT_MOST:
            raise forms.ValidationError(_("This file is too large."))
        return file


class WishesForm(forms.Form):
    """Places a student would like, the first the most."""

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [("", _("No wish")), *places]
        for number in range(1, WISHES_AT_MOST + 1):
            label = _("Choice %(number)s") % {"number": number}
            self.fields[f"wish_{number}"] = forms.ChoiceField(label=label, choices=listed, required=False)

    def clean(self) -> dict[str, Any]:
        """Every place once."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name, value in list(read.items()):
            if value and value in seen:
                self.add_error(name, _("You chose this one above already."))
            seen.add(value)
        return read

    def wishes(self) -> list[str]:
        """The places that were chosen, in order."""
        return [value for value in self.cleaned_data.values() if value]
