# SPDX-License-Identifier: EUPL-1.2
"""What a host fills in of a place in a round of internships, and a school that answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.openings.enums import Weekday
from overstap.apps.rounds.bringing import Brought
from overstap.apps.rounds.enums import GUIDANCE_AT_MOST, REASON_AT_MOST, Criterion, Track
from overstap.web.forms import HoursField, NumberField
from overstap.web.rounds.forms import CRITERIA
from overstap.web.told_text import ToldText
from overstap.web.words import WEEKDAYS

TRACKS = {
    Track.BOL: gettext_lazy("BOL: school, with an internship"),
    Track.BBL: gettext_lazy("BBL: work, with school beside it"),
}
"""The learning tracks, in words."""
NEW = "new"
"""The choice of an opening that is not there yet."""
_NO_DAY = {"invalid": gettext_lazy("This is no day.")}
_HOURS = dict.fromkeys(
    ("invalid", "min_value", "max_value"),
    gettext_lazy("A number of hours from 0 to %(most)s.") % {"most": GUIDANCE_AT_MOST},
)
_STUDENTS = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in how many students it takes.")
)


class GuidanceField(NumberField):
    """Hours of guidance a week."""

    def __init__(self, **options: Any) -> None:
        errors = {name: said for name, said in _HOURS.items() if name != "invalid"}
        super().__init__(
            required=False, min_value=0, max_value=GUIDANCE_AT_MOST, error_messages=errors, **options
        )


class BringForm(forms.Form):
    """A place for a round: of an opening that is there, or of a new one."""

    opening = forms.ChoiceField(label=gettext_lazy("Which place"))
    title = ToldText(
        label=gettext_lazy("What the place is called"),
        max_length=200,
        required=False,
        error_messages={"max_length": gettext_lazy("This is too long.")},
    )
    occupation = forms.ChoiceField(label=gettext_lazy("For which study"), required=False)
    where = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    track = forms.ChoiceField(
        label=gettext_lazy("Learning track"), choices=[(str(one), said) for one, said in TRACKS.items()]
    )
    places = forms.IntegerField(
        label=gettext_lazy("How many students"), min_value=1, max_value=1000, error_messages=_STUDENTS
    )
    hours = HoursField(label=gettext_lazy("Hours per week"))
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days"),
        required=False,
        choices=[(day.value, WEEKDAYS[day]) for day in Weekday],
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day, if other than the round"), required=False, error_messages=_NO_DAY
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day, if other than the round"), required=False, error_messages=_NO_DAY
    )
    guidance_hours = GuidanceField(label=gettext_lazy("Hours of guidance a week, for each student"))
    extra_students = forms.IntegerField(
        label=gettext_lazy("How many students you can guide more than usual"),
        required=False,
        min_value=0,
        max_value=1000,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Fill in a number of students.")
        ),
    )
    extra_hours = GuidanceField(label=gettext_lazy("Hours more a week, for each of those"))
    says_recognised = forms.BooleanField(
        label=gettext_lazy("SBB recognised us as a learning company for this study"), required=False
    )
    criterion = forms.ChoiceField(
        label=gettext_lazy("Who goes first when more students want it"),
        choices=list(CRITERIA.items()),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        openings: Sequence[tuple[str, str]],
        occupations: Sequence[tuple[str, str]],
        places: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["opening"].choices = [*openings, (NEW, _("a new learning place"))]  # type: ignore[attr-defined] # a choice field has them
        self.fields["occupation"].choices = [("", ""), *occupations]  # type: ignore[attr-defined] # as above
        self.fields["where"].choices = [("", ""), *places]  # type: ignore[attr-defined] # as above

    def clean(self) -> dict[str, Any]:
        """A new place is told whole; days in order; guidance for somebody, and no more than there are."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if read.get("opening") == NEW:
            lacking = {
                "title": _("Give the place a name."),
                "occupation": _("Choose a study."),
                "where": _("Choose where it is."),
                "hours": _("Fill in how many hours a week."),
            }
            for name, said in lacking.items():
                if not read.get(name) and name not in self.errors:
                    self.add_error(name, said)
        starts, ends = read.get("starts_on"), read.get("ends_on")
        for name, day in (("starts_on", starts), ("ends_on", ends)):
            if day and not date(2000, 1, 1) <= day <= date(2100, 1, 1):
                self.add_error(name, _NO_DAY["invalid"])
        if starts and ends and starts > ends:
            self.add_error("ends_on", _("The last day comes after the first."))
        students, hours = read.get("extra_students") or 0, read.get("extra_hours") or 0
        if students and not hours:
            self.add_error("extra_hours", _("Say how many hours more a week, or leave both empty."))
        if hours and not students:
            self.add_error("extra_students", _("Say for how many students, or leave both empty."))
        if students > (read.get("places") or students):
            self.add_error("extra_students", _("These are more students than the place takes."))
        return read

    def told(self) -> Brought:
        """What was filled in."""
        read = self.cleaned_data
        return Brought(
            places=read["places"],
            criteria=[Criterion(read["criterion"])] if read["criterion"] else [],
            track=Track(read["track"]),
            says_recognised=read["says_recognised"],
            days=read["days"],
            starts_on=read["starts_on"],
            ends_on=read["ends_on"],
            guidance_hours=read["guidance_hours"],
            extra_hours=read["extra_hours"] or 0.0,
            extra_students=read["extra_students"] or 0,
        )


class DeclineForm(forms.Form):
    """Why a place does not take part."""

    because = ToldText(
        label=gettext_lazy("Why not"),
        max_length=REASON_AT_MOST,
        error_messages={
            "required": gettext_lazy("Say why: the host reads it, and can bring a better place."),
            "max_length": gettext_lazy("This is too long."),
        },
    )

    def clean_because(self) -> str:
        """On one line."""
        return " ".join(str(self.cleaned_data["because"]).split())


class GuidanceForm(forms.Form):
    """How many hours of guidance a student needs beyond the usual."""

    hours = GuidanceField()
