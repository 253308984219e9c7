# SPDX-License-Identifier: EUPL-1.2
"""What is filled in of an event: by who holds it, by partners, by who comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overstap.apps.events.actions import EventTold, ItemTold, Where
from overstap.apps.events.enums import DAY, HELD_AT_MOST, REASON_AT_MOST, TEXT_AT_MOST, TITLE_AT_MOST, ItemKind
from overstap.web.events.words import ITEM_KINDS
from overstap.web.told_text import ToldAddress, ToldText
from overstap.web.words import clock

_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})$")
_DAY = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")}
_TIME = {"required": gettext_lazy("Fill in a time.")}


class ClockField(ToldText):
    """A time of the day, as minutes after midnight."""

    widget = forms.TextInput(attrs={"type": "time"})

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages=_TIME, **options)
        self.widget.input_type = "time"

    def to_python(self, value: Any) -> Any:
        """Minutes, or nothing."""
        text = super().to_python(value).strip()
        if not text:
            return ""
        read = _CLOCK.match(text[:5] if text.count(":") == 2 else text)
        if read is None or int(read[2]) > 59 or int(read[1]) * 60 + int(read[2]) > DAY:
            raise forms.ValidationError(_("This is no time. Write it like 13:30."))
        return int(read[1]) * 60 + int(read[2])

    def prepare_value(self, value: Any) -> Any:
        """As a time field shows it."""
        return f"{clock(value):0>5}" if isinstance(value, int) else value


def _line(label: Any, required: Any = None, most: int = TITLE_AT_MOST) -> ToldText:
    return ToldText(
        label=label,
        max_length=most,
        required=required is not None,
        error_messages={
            "required": required or "",
            "max_length": gettext_lazy("This is too long."),
        },
    )


def whole_number(label: Any, least: int, most: int, *, required: bool = True) -> forms.IntegerField:
    """A whole number from `least` to `most`."""
    said = gettext_lazy("Fill in a whole number that is possible here.")
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
    )


class EventForm(forms.Form):
    """An event: what, when, where."""

    organisation = forms.ChoiceField(label=gettext_lazy("Who holds it"))
    name = _line(gettext_lazy("What the event is called"), gettext_lazy("Give the event a name."))
    about = _line(gettext_lazy("What it is about"), most=TEXT_AT_MOST)
    day = forms.DateField(label=gettext_lazy("Day of the event"), error_messages=_DAY)
    begins = ClockField(label=gettext_lazy("Begins at"))
    ends = ClockField(label=gettext_lazy("Ends at"))
    venue = _line(gettext_lazy("Building"), gettext_lazy("Say where it is."))
    address = _line(gettext_lazy("Street and town"))
    public = forms.BooleanField(label=gettext_lazy("Everybody finds it in the list of events"), required=False)
    proposals_until = forms.DateField(
        label=gettext_lazy("Last day on which partners propose something"),
        required=False,
        error_messages=_DAY,
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined] # a choice field
        self.fields["organisation"].required = len(organisations) > 1

    def clean(self) -> dict[str, Any]:
        """Times and days in order."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = read.get("begins"), read.get("ends")
        if isinstance(begins, int) and isinstance(ends, int) and begins >= ends:
            self.add_error("ends", _("The end comes after the beginning."))
        day, until = read.get("day"), read.get("proposals_until")
        if day and until and until > day:
            self.add_error("proposals_until", _("Partners propose before the event."))
        return read

    def told(self) -> EventTold:
        """What was filled in."""
        read = self.cleaned_data
        return EventTold(
            read["name"].strip(),
            read["day"],
            read["begins"],
            read["ends"],
            read["venue"].strip(),
            read["address"].strip(),
            read["about"].strip(),
            read["public"],
            read["proposals_until"],
        )


class AnotherDayForm(forms.Form):
    """The day on which an event is held once more."""

    day = forms.DateField(label=gettext_lazy("Which day"), error_messages=_DAY)


class RoomForm(forms.Form):
    """A room and what it holds."""

    name = _line(gettext_lazy("Name of the room"), gettext_lazy("Give the room a name."), most=60)
    capacity = whole_number(gettext_lazy("How many people it holds"), 1, HELD_AT_MOST)


class ItemForm(forms.Form):
    """What a partner proposes."""

    organisation = forms.ChoiceField(label=gettext_lazy("In whose name"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=[(str(one), said) for one, said in ITEM_KINDS.items()]
    )
    title = _line(gettext_lazy("Title"), gettext_lazy("Give it a title."))
    about = _line(gettext_lazy("What people will do or hear"), most=TEXT_AT_MOST)
    length = whole_number(gettext_lazy("How many minutes it takes"), 5, DAY)
    seats = whole_number(gettext_lazy("For how many people"), 1, HELD_AT_MOST)

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined] # a choice field
        self.fields["organisation"].required = len(organisations) > 1

    def told(self) -> ItemTold:
        """What was filled in."""
        read = self.cleaned_data
        texts = read["title"].strip(), read["length"], read["seats"], read["about"].strip()
        return ItemTold(ItemKind(read["kind"]), *texts)


class PlaceForm(forms.Form):
    """Room, time and seats of an item."""

    room = forms.TypedChoiceField(
        label=gettext_lazy("Room"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose a room."),
            "invalid_choice": gettext_lazy("Choose a room."),
        },
    )
    begins = ClockField(label=gettext_lazy("Begins at"))
    ends = ClockField(label=gettext_lazy("Ends at"))
    seats = whole_number(gettext_lazy("Places that can be booked"), 1, HELD_AT_MOST)

    def __init__(self, *args: Any, rooms: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].choices = [  # type: ignore[attr-defined] # a choice field has them
            (one.pk, _("%(room)s (holds %(n)s)") % {"room": one.name, "n": one.capacity}) for one in rooms
        ]

    def clean(self) -> dict[str, Any]:
        """Times in order."""
        read: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = read.get("begins"), read.get("ends")
        if isinstance(begins, int) and isinstance(ends, int) and begins >= ends:
            self.add_error("ends", _("The end comes after the beginning."))
        return read

    def where(self) -> Where:
        """What was filled in."""
        read = self.cleaned_data
        return Where(read["room"], read["begins"], read["ends"], read["seats"])


class DeclineForm(forms.Form):
    """Why an item is not in the programme."""

    reason = _line(gettext_lazy("Why not"), gettext_lazy("Say why: the partner reads it."), most=REASON_AT_MOST)


class ComeForm(forms.Form):
    """An address, for who wants to be told."""

    email = ToldAddress(
        label=gettext_lazy("E-mail address, if you want a reminder"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("This is no e-mail address.")},
    )
