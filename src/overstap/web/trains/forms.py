# SPDX-License-Identifier: EUPL-1.2
"""What is filled in about trains: the train, its people, its partners, and what happens to somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.organisations import queries as organisations
from overstap.apps.trains.actions import TrainTold
from overstap.apps.trains.enums import (
    NAME_AT_MOST,
    SEATS_AT_MOST,
    PartnerRole,
    Reason,
    Stage,
    TrainKind,
)
from overstap.apps.trains.moving import Contract
from overstap.web.forms import NumberField
from overstap.web.told_text import ToldAddress, ToldText
from overstap.web.trains import words

_DAY = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")}
_COUNT = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in a whole number from 1 to 200.")
)
_AMOUNT = dict.fromkeys(
    ("invalid", "min_value", "max_value"), gettext_lazy("Fill in an amount of 0 or more, or nothing.")
)
_WORK_LASTS = timedelta(days=183)
"""A train is followed so long after the work began, unless it says otherwise."""
_REFERENCE = re.compile(r"^[\w./-]{1,40}$")


class TrainForm(forms.Form):
    """A train: what it is, how many ride, and its days. Days between that are left out are spread evenly."""

    holder = forms.ChoiceField(label=gettext_lazy("Which organisation"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=[(str(one), said) for one, said in words.KINDS.items()]
    )
    name = ToldText(
        label=gettext_lazy("What it is called"),
        max_length=NAME_AT_MOST,
        error_messages={
            "required": gettext_lazy("Give it a name."),
            "max_length": gettext_lazy("This name is too long."),
        },
    )
    occupation = forms.ChoiceField(label=gettext_lazy("Work it leads to"), required=False)
    edition = forms.ChoiceField(label=gettext_lazy("The course"), required=False)
    least = forms.IntegerField(
        label=gettext_lazy("Seats at least"), min_value=1, max_value=SEATS_AT_MOST, error_messages=_COUNT
    )
    most = forms.IntegerField(
        label=gettext_lazy("Seats at most"), min_value=1, max_value=SEATS_AT_MOST, error_messages=_COUNT
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days to answer an offered seat"),
        min_value=1,
        max_value=60,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in 1 to 60 days.")
        ),
    )
    seat_cost = NumberField(
        label=gettext_lazy("Cost of one seat, in euros"),
        required=False,
        min_value=0,
        max_value=100_000,
        error_messages=_AMOUNT,
    )
    orientation_on = forms.DateField(label=gettext_lazy("First day"), error_messages=_DAY)
    recruited_on = forms.DateField(required=False, error_messages=_DAY)
    fitting_on = forms.DateField(required=False, error_messages=_DAY)
    matched_on = forms.DateField(required=False, error_messages=_DAY)
    training_on = forms.DateField(
        label=gettext_lazy("First day of learning"), required=False, error_messages=_DAY
    )
    work_on = forms.DateField(label=gettext_lazy("First day at work"), required=False, error_messages=_DAY)
    ends_on = forms.DateField(label=gettext_lazy("Followed until"), required=False, error_messages=_DAY)

    def __init__(
        self,
        *args: Any,
        holders: Sequence[tuple[str, str]],
        occupations: Sequence[tuple[str, str]],
        editions: Sequence[tuple[str, str]],
        course_days: dict[str, tuple[date, date]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("holder", holders),
            ("occupation", (("", _("not said")), *occupations)),
            ("edition", (("", _("none: they learn at work")), *editions)),
        ):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined] # a choice field has them
        self.fields["holder"].required = len(holders) > 1
        for stage in (Stage.RECRUITED, Stage.FITTING, Stage.MATCHED):
            self.fields[f"{stage}_on"].label = words.STAGES[TrainKind.COHORT][stage]
        self.course_days = course_days

    def clean(self) -> dict[str, Any]:
        """Seats and days in order; days left out are those of the course, or in between."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = read.get("least"), read.get("most")
        if least and most and least > most:
            self.add_error("most", _("This is less than the seats at least."))
        course = self.course_days.get(read.get("edition") or "")
        if course:
            read["training_on"] = read.get("training_on") or course[0]
            read["work_on"] = read.get("work_on") or course[1] + timedelta(days=1)
        for name in ("training_on", "work_on"):
            if not read.get(name) and name not in self.errors:
                self.add_error(name, _("Choose a day, or a course that has one."))
        if not self.errors:
            self._days(read)
        return read

    def _days(self, read: dict[str, Any]) -> None:
        read["ends_on"] = read.get("ends_on") or read["work_on"] + _WORK_LASTS
        first, last = read["orientation_on"], read["training_on"]
        for at, name in enumerate(("recruited_on", "fitting_on", "matched_on"), 1):
            read[name] = read.get(name) or first + (last - first) * at // 4
        names = [*(f"{stage}_on" for stage in Stage), "ends_on"]
        late = next((after for before, after in pairwise(names) if read[before] > read[after]), None)
        if late:
            self.add_error(late, _("This day comes before the one above it."))

    def told(self) -> TrainTold:
        """What was filled in."""
        read = self.cleaned_data
        days = {f"{stage}_on": read[f"{stage}_on"] for stage in Stage}
        named = ("name", "least", "most", "occupation", "answer_days", "seat_cost", "ends_on")
        return TrainTold(
            kind=TrainKind(read["kind"]),
            edition=read["edition"] or None,
            **days,
            **{one: read[one] for one in named},
        )


class PeopleForm(forms.Form):
    """People to put on the list: numbers of one's own, one on each line, and passports that are shared."""

    references = ToldText(label=gettext_lazy("Numbers"), required=False, max_length=8000)
    shares = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, shares: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shares"].choices = list(shares)  # type: ignore[attr-defined] # as above

    def clean_references(self) -> list[str]:
        """Each a word of letters, digits, dots, dashes; each once."""
        given = [one for one in re.split(r"[\s,;]+", self.cleaned_data["references"]) if one]
        for one in given:
            if not _REFERENCE.match(one):
                raise forms.ValidationError(
                    _("“%(one)s” is no number we can keep: use letters, digits, dots and dashes, no names.")
                    % {"one": one[:40]}
                )
        return list(dict.fromkeys(given))

    def clean(self) -> dict[str, Any]:
        """Somebody is told."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not read.get("references") and not read.get("shares"):
            self.add_error("references", _("Fill in at least one number."))
        return read


class PartnerForm(forms.Form):
    """An organisation that takes part, as what, and what is asked of it."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        error_messages={"required": gettext_lazy("Fill in the name of the organisation.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Takes part as"),
        choices=[(str(one), said) for one, said in words.PARTNERS.items()],
    )
    asked = forms.IntegerField(
        label=gettext_lazy("Places asked of an employer"),
        min_value=0,
        max_value=SEATS_AT_MOST,
        required=False,
        error_messages=_COUNT,
    )
    amount = NumberField(
        label=gettext_lazy("Amount promised, in euros"),
        min_value=0,
        max_value=100_000_000,
        required=False,
        error_messages=_AMOUNT,
    )

    def clean_organisation(self) -> str:
        """An organisation of the region, by its whole name; gives its id."""
        found = organisations.named(self.cleaned_data["organisation"])
        if found is None:
            raise forms.ValidationError(_("We know no organisation of this name. Choose one from the list."))
        return str(found.pk)

    def role_told(self) -> PartnerRole:
        """As what it takes part."""
        return PartnerRole(self.cleaned_data["role"])


class PlacesForm(forms.Form):
    """How many places an employer promises in all."""

    places = forms.IntegerField(
        label=gettext_lazy("Places promised"),
        min_value=0,
        max_value=SEATS_AT_MOST,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in a number from 0 to 200.")
        ),
    )


class MoveForm(forms.Form):
    """Where somebody goes, from where they were seen to be, and on which day."""

    before = forms.ChoiceField(choices=[(str(stage), "") for stage in Stage])
    after = forms.ChoiceField(label=gettext_lazy("To"))
    on = forms.DateField(label=gettext_lazy("On which day"), error_messages=_DAY)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        said = words.STAGES[TrainKind(kind)]
        self.fields["after"].choices = [(str(stage), said[stage]) for stage in Stage]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day on which something happened."""

    day = forms.DateField(label=gettext_lazy("On which day"), error_messages=_DAY)


class ContractForm(forms.Form):
    """A contract."""

    hours = NumberField(
        label=gettext_lazy("Hours a week"),
        min_value=1,
        max_value=60,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in 1 to 60 hours.")
        ),
    )
    begins = forms.DateField(label=gettext_lazy("From"), error_messages=_DAY)
    until = forms.DateField(
        label=gettext_lazy("Until, or nothing when it is for good"), required=False, error_messages=_DAY
    )

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if read.get("begins") and read.get("until") and read["until"] < read["begins"]:
            self.add_error("until", _("The last day comes after the first."))
        return read

    def told(self) -> Contract:
        """What was filled in."""
        read = self.cleaned_data
        return Contract(read["hours"], read["begins"], read["until"])


class DropForm(forms.Form):
    """Why somebody drops out."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[(str(one), said) for one, said in words.REASONS.items()],
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a reason.")),
    )

    def told(self) -> Reason:
        """What was chosen."""
        return Reason(self.cleaned_data["reason"])


class AddressForm(forms.Form):
    """Where somebody wants mail about their seat; empty: nowhere."""

    email = ToldAddress(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("This is no e-mail address.")},
    )


class ProposalForm(forms.Form):
    """Over whom trains are proposed, and of which size."""

    source = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose for whom.")),
    )
    least = forms.IntegerField(
        label=gettext_lazy("Seats at least"), min_value=1, max_value=SEATS_AT_MOST, error_messages=_COUNT
    )
    most = forms.IntegerField(
        label=gettext_lazy("Seats at most"), min_value=1, max_value=SEATS_AT_MOST, error_messages=_COUNT
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = list(sources)  # type: ignore[attr-defined] # as above

    def clean(self) -> dict[str, Any]:
        """At most is not less than at least."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if read.get("least") and read.get("most") and read["least"] > read["most"]:
            self.add_error("most", _("This is less than the seats at least."))
        return read
