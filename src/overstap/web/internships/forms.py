# SPDX-License-Identifier: EUPL-1.2
"""What a school fills in of an internship, and each side of how it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.internships.actions import InternshipTold
from overstap.apps.internships.after import Said
from overstap.apps.internships.changing import ChangeTold
from overstap.apps.internships.enums import (
    GUIDE_AT_MOST,
    HOURS_AT_MOST,
    NOTE_AT_MOST,
    SKILLS_AT_MOST,
    STUDY_AT_MOST,
    TITLE_AT_MOST,
    Again,
    EndReason,
    Guided,
    Moment,
    Now,
    Party,
    Track,
    VisitOutcome,
    Where,
    With,
)
from overstap.apps.internships.talks import TalkTold
from overstap.apps.organisations import queries as organisations
from overstap.engine.region.region import Region
from overstap.engine.region.vacancy import occupations_for
from overstap.web.forms import NumberField
from overstap.web.internships.words import (
    AGAIN,
    AGAIN_ASKED,
    GUIDED,
    NOWS,
    REASONS,
    TRACKS,
    VISIT_OUTCOMES,
    WHERES,
    WITHS,
)
from overstap.web.told_text import ToldText

_LONG = {"max_length": gettext_lazy("This is too long.")}
_DAY = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")}
_CHOOSE = dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose one of these."))
_HOURS = dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("A number from 1 to 48."))
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
WISHES_AT_MOST = 1000


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in words.items()]


class DayField(forms.DateField):
    """A day of this century."""

    def clean(self, value: Any) -> date | None:
        """Refuses what is no day that an internship can have."""
        day: date | None = super().clean(value)
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(_("This is no day."))
        return day


class InternshipForm(forms.Form):
    """An internship as it is agreed on."""

    school = forms.ChoiceField(label=gettext_lazy("Which school"), error_messages=_CHOOSE)
    reference = ToldText(
        label=gettext_lazy("Number of the student"),
        max_length=40,
        error_messages=_LONG | {"required": gettext_lazy("Fill in your own number of the student.")},
    )
    study = ToldText(
        label=gettext_lazy("Programme and level"),
        max_length=STUDY_AT_MOST,
        required=False,
        error_messages=_LONG,
    )
    occupation = ToldText(
        label=gettext_lazy("Occupation they study for"),
        max_length=TITLE_AT_MOST,
        required=False,
        error_messages=_LONG,
    )
    track = forms.ChoiceField(
        label=gettext_lazy("Learning track"), choices=_choices(TRACKS), error_messages=_CHOOSE
    )
    host = ToldText(
        label=gettext_lazy("Host company"),
        max_length=TITLE_AT_MOST,
        error_messages=_LONG | {"required": gettext_lazy("Fill in where the internship is.")},
    )
    title = ToldText(
        label=gettext_lazy("What the student does there"),
        max_length=TITLE_AT_MOST,
        error_messages=_LONG | {"required": gettext_lazy("Say in a few words what the student does there.")},
    )
    starts_on = DayField(label=gettext_lazy("Its first day"), error_messages=_DAY)
    ends_on = DayField(label=gettext_lazy("Its last day"), error_messages=_DAY)
    hours = NumberField(
        label=gettext_lazy("Hours a week"),
        min_value=1,
        max_value=HOURS_AT_MOST,
        required=False,
        error_messages=_HOURS,
    )
    school_guide = ToldText(
        label=gettext_lazy("Who guides at school"),
        max_length=GUIDE_AT_MOST,
        required=False,
        error_messages=_LONG,
    )
    host_guide = ToldText(
        label=gettext_lazy("Who guides at the host company"),
        max_length=GUIDE_AT_MOST,
        required=False,
        error_messages=_LONG,
    )
    wishes = ToldText(
        label=gettext_lazy("What the student wants to learn"),
        max_length=WISHES_AT_MOST,
        required=False,
        error_messages=_LONG,
    )

    def __init__(
        self,
        *args: Any,
        region: Region,
        language: str,
        schools: Sequence[tuple[str, str]],
        row: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._region, self._language, self._row = region, language, row
        self.fields["school"].choices = list(schools)  # type: ignore[attr-defined] # a choice field has them
        self.fields["school"].required = len(schools) > 1

    def clean_reference(self) -> str:
        """One word, so that it is a number and no name."""
        said: str = self.cleaned_data["reference"].strip()
        if not said or any(not (sign.isalnum() or sign in "_./-") for sign in said):
            raise forms.ValidationError(_("Use letters, digits, dots and dashes only: a number and no name."))
        return said

    def clean_occupation(self) -> str:
        """The occupation of the region that these words name."""
        said: str = self.cleaned_data["occupation"].strip()
        if not said:
            return ""
        if self._row and self._row.occupation and said == self._label(self._row.occupation):
            return str(self._row.occupation)
        found = next(iter(occupations_for(self._region, said, self._language)), "")
        if not found:
            raise forms.ValidationError(_("We know no occupation by these words. Try other ones."))
        return str(found)

    def clean_wishes(self) -> tuple[str, ...]:
        """The skills in the words; each line or part between commas by itself."""
        parts = [one.strip() for one in self.cleaned_data["wishes"].replace("\n", ",").split(",")]
        had = {
            self._region.skill_label(one, self._language): one
            for one in (self._row.skills if self._row else ())
        }
        found: dict[str, None] = {}
        for part in filter(None, parts):
            if part in had:
                found[had[part]] = None
            else:
                found |= dict.fromkeys(one.skill for one in self._region.recognise(part, self._language))
        if any(parts) and not found:
            raise forms.ValidationError(_("We recognise no skill in this. Say it in other words."))
        return tuple(found)[:SKILLS_AT_MOST]

    def clean(self) -> dict[str, Any]:
        """Days in order; a host that this site knows by name is that organisation."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = read.get("starts_on"), read.get("ends_on")
        if starts and ends and starts > ends:
            self.add_error("ends_on", _("The last day comes after the first."))
        if host := read.get("host"):
            same = self._row is not None and self._row.host is not None and self._row.host.name == host
            known = self._row.host if same else organisations.named(host)
            read["host_id"], read["host_name"] = (known.pk, "") if known else (None, host.strip())
        return read

    def told(self) -> InternshipTold:
        """As the actions take it."""
        read = self.cleaned_data
        names = ("reference", "study", "occupation", "starts_on", "ends_on", "hours", "host_name")
        return InternshipTold(
            **{name: read[name] for name in names},
            title=read["title"].strip(),
            host=read["host_id"],
            track=Track(read["track"]),
            school_guide=read["school_guide"].strip(),
            host_guide=read["host_guide"].strip(),
            skills=read["wishes"],
        )

    def _label(self, occupation: str) -> str:
        known = occupation in self._region.records.occupations
        return str(self._region.occupation_label(occupation, self._language)) if known else ""


class TalkForm(forms.Form):
    """A talk that is planned."""

    on = DayField(label=gettext_lazy("Day"), error_messages=_DAY)
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        error_messages={"invalid": gettext_lazy("This is no time of the day.")},
    )
    where = forms.ChoiceField(label=gettext_lazy("Where"), choices=_choices(WHERES), error_messages=_CHOOSE)
    with_whom = forms.ChoiceField(
        label=gettext_lazy("With whom"), choices=_choices(WITHS), error_messages=_CHOOSE
    )

    def told(self, keeper: Any) -> TalkTold:
        """As the actions take it."""
        read = self.cleaned_data
        return TalkTold(read["on"], Where(read["where"]), With(read["with_whom"]), read["at"], keeper)


class NoteForm(forms.Form):
    """What came of a talk."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it goes"), choices=_choices(VISIT_OUTCOMES), error_messages=_CHOOSE
    )
    note = ToldText(
        label=gettext_lazy("What was agreed, in a sentence"),
        max_length=NOTE_AT_MOST,
        required=False,
        error_messages=_LONG,
    )

    def outcome_said(self) -> VisitOutcome:
        """The outcome that was chosen."""
        return VisitOutcome(self.cleaned_data["outcome"])


class ChangeForm(forms.Form):
    """Another last day or other hours, after all have signed."""

    new_ends_on = DayField(label=gettext_lazy("New last day"), error_messages=_DAY)
    new_hours = NumberField(
        label=gettext_lazy("Hours a week from then on"),
        min_value=1,
        max_value=HOURS_AT_MOST,
        required=False,
        error_messages=_HOURS,
    )
    from_on = DayField(label=gettext_lazy("From which day"), error_messages=_DAY)

    def clean(self) -> dict[str, Any]:
        """It holds from a day before the end."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        from_on, ends_on = read.get("from_on"), read.get("new_ends_on")
        if from_on and ends_on and from_on > ends_on:
            self.add_error("from_on", _("This day comes before the new last day."))
        return read

    def told(self) -> ChangeTold:
        """As the actions take it."""
        read = self.cleaned_data
        return ChangeTold(read["new_ends_on"], read["new_hours"], read["from_on"])


class EndForm(forms.Form):
    """An internship that ends early."""

    ended_on = DayField(label=gettext_lazy("Last day it was held"), error_messages=_DAY)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it ended"), choices=_choices(REASONS), error_messages=_CHOOSE
    )

    def reason_said(self) -> EndReason:
        """The reason that was chosen."""
        return EndReason(self.cleaned_data["reason"])


class EvaluationForm(forms.Form):
    """How it was: guidance, each learning wish, and whether one would do it again."""

    guided = forms.ChoiceField(
        label=gettext_lazy("Was the guidance as agreed?"), choices=_choices(GUIDED), error_messages=_CHOOSE
    )
    again = forms.ChoiceField(choices=_choices(AGAIN), error_messages=_CHOOSE)
    note = ToldText(
        label=gettext_lazy("What you would like to add"),
        max_length=NOTE_AT_MOST,
        required=False,
        error_messages=_LONG,
    )

    def __init__(self, *args: Any, side: Party, skills: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["again"].label = AGAIN_ASKED[side]
        answers = [("yes", _("learned")), ("partly", _("partly")), ("no", _("not"))]
        self._skills = {f"skill_{number}": id_ for number, (id_, _label) in enumerate(skills)}
        for (name, _id), (_same, label) in zip(self._skills.items(), skills, strict=True):
            self.fields[name] = forms.ChoiceField(label=label, choices=answers, error_messages=_CHOOSE)

    @property
    def skill_fields(self) -> list[Any]:
        """The question for each learning wish."""
        return [self[name] for name in self._skills]

    def said(self) -> Said:
        """As the actions take it."""
        read = self.cleaned_data
        of = {
            answer: tuple(id_ for name, id_ in self._skills.items() if read[name] == answer)
            for answer in ("yes", "partly")
        }
        return Said(Guided(read["guided"]), Again(read["again"]), of["yes"], of["partly"], read["note"].strip())


class WhereNowForm(forms.Form):
    """Where the student is now."""

    moment = forms.ChoiceField(choices=[(str(one), "") for one in Moment], widget=forms.HiddenInput)
    now = forms.ChoiceField(label=gettext_lazy("Now"), choices=_choices(NOWS), error_messages=_CHOOSE)

    def said(self) -> tuple[Moment, Now]:
        """When, and where they are."""
        return Moment(self.cleaned_data["moment"]), Now(self.cleaned_data["now"])
