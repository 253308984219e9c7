# SPDX-License-Identifier: EUPL-1.2
"""What an adviser fills in of a case: the case itself, a list of people, where somebody goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.mobility.actions import CaseTold
from overstap.apps.mobility.enums import REASON_AT_MOST, TEXT_AT_MOST, Stage
from overstap.apps.organisations import queries as organisations
from overstap.engine.placement.plan.model import Limit, Weights
from overstap.engine.region.placing import FUND, GUIDANCE
from overstap.engine.roster.model import BYTES_AT_MOST
from overstap.web import words
from overstap.web.forms import NumberField
from overstap.web.told_text import ToldText

_DAY = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")}
_NUMBER = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), gettext_lazy("Fill in how many people.")
)


class CaseForm(forms.Form):
    """A company where work ends, and on which days."""

    centre = forms.ChoiceField(label=gettext_lazy("Which centre"))
    name = ToldText(
        label=gettext_lazy("Company"),
        max_length=TEXT_AT_MOST,
        error_messages={
            "required": gettext_lazy("Fill in the name of the company."),
            "max_length": gettext_lazy("This name is too long."),
        },
    )
    notified_on = forms.DateField(label=gettext_lazy("Day of the notification"), error_messages=_DAY)
    last_day = forms.DateField(label=gettext_lazy("Last day at work"), error_messages=_DAY)
    people = forms.IntegerField(
        label=gettext_lazy("How many people lose their work"),
        min_value=1,
        max_value=1_000_000,
        error_messages=_NUMBER,
    )
    staff = forms.IntegerField(
        label=gettext_lazy("How many people work there in all"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        error_messages=_NUMBER,
    )
    unions_agree = forms.BooleanField(
        label=gettext_lazy("The unions have stated in writing that they agree"), required=False
    )

    def __init__(self, *args: Any, centres: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["centre"].choices = centres
        if len(centres) == 1:
            self.fields["centre"].required = False

    def clean(self) -> dict[str, Any]:
        """The last day comes after the notification, and nobody loses work who has none."""
        read: dict[str, Any] = super().clean() or {}
        first, last = read.get("notified_on"), read.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the notification. Choose a later one."))
        people, staff = read.get("people"), read.get("staff")
        if people and staff and staff < people:
            self.add_error("staff", _("This is less than the people who lose their work."))
        return read

    def told(self) -> CaseTold:
        """What was filled in; a company that we know by its name is tied to it."""
        read = self.cleaned_data
        company = organisations.named(read["name"])
        named = ("name", "notified_on", "last_day", "people", "staff", "unions_agree")
        return CaseTold(**{name: read[name] for name in named}, company=company and company.pk)


class RosterForm(forms.Form):
    """A file with people."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Not larger than we read."""
        file = self.cleaned_data["file"]
        if file.size > BYTES_AT_MOST:
            raise forms.ValidationError(
                _("This file is too large: at most %(n)s MB.") % {"n": BYTES_AT_MOST // 1_000_000}
            )
        return file


class MoveForm(forms.Form):
    """Where somebody goes, and why."""

    before = forms.ChoiceField(choices=[(str(stage), "") for stage in Stage])
    after = forms.ChoiceField(
        label=gettext_lazy("To"),
        choices=[(str(stage), words.STAGES[stage]) for stage in Stage],
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose where to.")),
    )
    reason = ToldText(
        label=gettext_lazy("Why"),
        max_length=REASON_AT_MOST,
        error_messages={
            "required": gettext_lazy("Say in a few words why."),
            "max_length": gettext_lazy("This is too long. A few words are enough."),
        },
    )

    on = forms.DateField(label=gettext_lazy("On"), required=False, error_messages=_DAY)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> date | None:
        """Not later than today; of today the moment itself is kept."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and on > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return None if on == self.today else on

    def clean(self) -> dict[str, Any]:
        """It goes somewhere else."""
        read: dict[str, Any] = super().clean() or {}
        if read.get("after") and read.get("after") == read.get("before"):
            self.add_error("after", _("Somebody is here already. Choose another."))
        return read


_AMOUNT = dict.fromkeys(
    ("invalid", "min_value", "max_value"), gettext_lazy("Fill in an amount of 0 or more, or nothing.")
)


class PlanForm(forms.Form):
    """What there is to spend, and what counts how much."""

    budget = NumberField(
        label=gettext_lazy("Money for courses, in euros"),
        required=False,
        min_value=0,
        max_value=1e9,
        error_messages=_AMOUNT,
    )
    guidance = NumberField(
        label=gettext_lazy("Hours of guidance there are"),
        required=False,
        min_value=0,
        max_value=1e6,
        error_messages=_AMOUNT,
    )
    fair = NumberField(
        label=gettext_lazy("No occupation more than so many points behind"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages=_AMOUNT,
    )
    least = NumberField(
        label=gettext_lazy("A course runs from so many people"),
        required=False,
        min_value=1,
        max_value=100,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Fill in 1 to 100, or nothing.")
        ),
    )
    income = NumberField(
        label=gettext_lazy("Each EUR 1,000 a month less"), min_value=0, max_value=10_000, error_messages=_AMOUNT
    )
    fit = NumberField(
        label=gettext_lazy("A place that fits wholly"), min_value=0, max_value=10_000, error_messages=_AMOUNT
    )
    cost = NumberField(
        label=gettext_lazy("Each EUR 1,000 of cost"), min_value=0, max_value=10_000, error_messages=_AMOUNT
    )
    change = NumberField(
        label=gettext_lazy("Staying with the plan of before"),
        min_value=0,
        max_value=10_000,
        error_messages=_AMOUNT,
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.sources = [id_ for id_, _label in sources]
        for id_, label in sources:
            self.fields[_source(id_)] = NumberField(
                label=label, required=False, min_value=0, max_value=1e9, error_messages=_AMOUNT
            )

    @property
    def source_fields(self) -> list[Any]:
        """What each source of money pays in all, to fill in."""
        return [self[_source(id_)] for id_ in self.sources]

    def field_of(self, limit: Limit) -> str:
        """The field in which it is filled in how much there is of something."""
        return {FUND: "budget", GUIDANCE: "guidance"}.get(limit.id, _source(limit.id))

    def asked(self) -> dict[str, Any]:
        """As it is kept with the plan."""
        read = self.cleaned_data
        fair = read["fair"]
        sources = {id_: read[_source(id_)] for id_ in self.sources}
        return {
            "budget": read["budget"],
            "guidance": read["guidance"],
            "fair": None if fair is None else fair / 100,
            "least": None if read["least"] is None else round(read["least"]),
            "sources": {id_: most for id_, most in sources.items() if most is not None},
            "weights": {name: read[name] for name in ("income", "fit", "cost", "change")},
        }


def _source(id_: str) -> str:
    return f"source-{id_}"


def _whole(value: Any) -> Any:
    """As people type it: no decimals where there are none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def plan_initial(asked: dict[str, Any] | None) -> dict[str, Any]:
    """What the form holds before it is filled in: as the plan of before was asked, or the usual weights."""
    weights = Weights()
    usual = {name: getattr(weights, name) for name in ("income", "fit", "cost", "change")}
    if not asked:
        return {name: _whole(value) for name, value in usual.items()}
    fair = asked.get("fair")
    known = {name: asked.get(name) for name in ("budget", "guidance", "least")}
    known |= {_source(id_): most for id_, most in asked.get("sources", {}).items()}
    found = usual | asked.get("weights", {}) | known | {"fair": None if fair is None else round(fair * 100, 6)}
    return {name: _whole(value) for name, value in found.items()}
