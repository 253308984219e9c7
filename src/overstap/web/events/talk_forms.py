# SPDX-License-Identifier: EUPL-1.2
"""What is filled in of talks at tables: when, who comes with tables, what somebody can, how it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.events.enums import DAY, TABLES_AT_MOST, TEXT_AT_MOST, TITLE_AT_MOST, Outcome
from overstap.apps.events.meeting import StandTold, TalksTold
from overstap.engine.roster.model import BYTES_AT_MOST
from overstap.web.events.forms import ClockField, whole_number
from overstap.web.told_text import ToldText

OUTCOMES = {
    Outcome.OPEN: gettext_lazy("still going on"),
    Outcome.JOB: gettext_lazy("a job"),
    Outcome.INTERNSHIP: gettext_lazy("an internship"),
    Outcome.COURSE: gettext_lazy("a course"),
    Outcome.NOTHING: gettext_lazy("it came to nothing"),
}
"""What came of a talk, in words."""


def _clock(label: Any) -> ClockField:
    return ClockField(label=label, required=False)


class TalksForm(forms.Form):
    """When there are talks, and how many."""

    talks_begin = ClockField(label=gettext_lazy("First talk at"))
    talks_end = ClockField(label=gettext_lazy("Last talk ends at"))
    talk_minutes = whole_number(gettext_lazy("Minutes for a talk"), 5, 120)
    run = whole_number(gettext_lazy("A table pauses after so many talks (0: never)"), 0, 50)
    rest = whole_number(gettext_lazy("Free turns between two talks of one person"), 0, 10)
    least = whole_number(
        gettext_lazy("Talks that everybody should have (empty: a fair share)"), 0, 50, required=False
    )
    most = whole_number(gettext_lazy("Talks that one person has at most"), 1, 50)

    def __init__(self, *args: Any, event: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event

    def clean(self) -> dict[str, Any]:
        """Within the event, and in order."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends, minutes = read.get("talks_begin"), read.get("talks_end"), read.get("talk_minutes")
        if isinstance(begins, int) and begins < self.event.begins:
            self.add_error("talks_begin", _("This is before the event begins or after it ends."))
        if isinstance(ends, int) and ends > self.event.ends:
            self.add_error("talks_end", _("This is before the event begins or after it ends."))
        if isinstance(begins, int) and isinstance(ends, int) and minutes and begins + minutes > ends:
            self.add_error("talks_end", _("There is no time for one talk."))
        if read.get("least") is not None and read.get("most") and read["least"] > read["most"]:
            self.add_error("most", _("This is less than everybody should have."))
        return read

    def told(self) -> TalksTold:
        """What was filled in."""
        read = self.cleaned_data
        names = ("talks_begin", "talks_end", "talk_minutes", "run", "rest", "least", "most")
        return TalksTold(*(read[name] for name in names))


class StandForm(forms.Form):
    """What an organisation brings."""

    tables = whole_number(gettext_lazy("Tables: how many talks at once"), 1, TABLES_AT_MOST)
    openings = forms.MultipleChoiceField(label=gettext_lazy("Work you talk about"), required=False)
    comes = _clock(gettext_lazy("There from (empty: all the time)"))
    leaves = _clock(gettext_lazy("There until"))
    least = whole_number(gettext_lazy("Talks you want at least"), 0, 1000)
    most = whole_number(gettext_lazy("Talks you want at most (empty: no limit)"), 0, 1000, required=False)

    def __init__(self, *args: Any, openings: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["openings"].choices = list(openings)  # type: ignore[attr-defined] # a choice field has them

    def clean(self) -> dict[str, Any]:
        """In order."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if read.get("most") is not None and read["most"] < (read.get("least") or 0):
            self.add_error("most", _("This is less than you want at least."))
        return read

    def told(self) -> StandTold:
        """What was filled in."""
        read = self.cleaned_data
        times = (
            read["comes"] if read["comes"] != "" else None,
            read["leaves"] if read["leaves"] != "" else None,
        )
        return StandTold(read["tables"], tuple(read["openings"]), *times, read["least"], read["most"])


class SkillsForm(forms.Form):
    """What somebody can, in their own words."""

    occupation = ToldText(
        label=gettext_lazy("Your work or study, now or last"),
        max_length=TITLE_AT_MOST,
        required=False,
        error_messages={"max_length": gettext_lazy("This is too long.")},
    )
    words = ToldText(
        label=gettext_lazy("What you can, in your own words"),
        max_length=TEXT_AT_MOST,
        required=False,
        error_messages={"max_length": gettext_lazy("This is too long.")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not read.get("occupation", "").strip() and not read.get("words", "").strip():
            self.add_error("occupation", _("Tell what you do or what you can: else nobody knows who fits."))
        return read


class ListForm(forms.Form):
    """People, as a file."""

    file = forms.FileField(
        label=gettext_lazy("A table: Excel or CSV"), error_messages={"required": gettext_lazy("Choose a file.")}
    )

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > BYTES_AT_MOST:
            raise forms.ValidationError(_("This file is too large."))
        return file


class PresenceForm(forms.Form):
    """Who is not there, came late or leaves early."""

    who = ToldText(max_length=40)
    at = ClockField(label=gettext_lazy("Time"), required=False)
    what = forms.ChoiceField(choices=[(one, one) for one in ("late", "leaves", "absent", "back")])

    def time(self, now: int | None) -> int:
        """The time that was filled in, or else now, or else the end of the day."""
        at = self.cleaned_data.get("at")
        return at if isinstance(at, int) else DAY if now is None else now


class FollowUpForm(forms.Form):
    """When it is asked again, or what came of it."""

    due_on = forms.DateField(
        label=gettext_lazy("Ask again on"),
        required=False,
        error_messages={"invalid": gettext_lazy("This is no day.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=[(str(one), said) for one, said in OUTCOMES.items()]
    )
