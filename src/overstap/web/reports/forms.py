# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in to report a problem with internships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overstap.apps.reports.enums import TEXT_AT_MOST, Kind, Teller
from overstap.apps.reports.queries import School
from overstap.web.told_text import ToldText

KINDS = {
    Kind.NO_PLACE: _("there is no place"),
    Kind.GUIDANCE: _("there is no guidance, or too little"),
    Kind.DISCRIMINATION: _("somebody is treated unequally: discrimination"),
    Kind.UNSAFE: _("it is not safe"),
    Kind.OTHERWISE: _("something else"),
}
TELLERS = {
    Teller.STUDENT: _("a student"),
    Teller.PARENT: _("a parent or carer"),
    Teller.HOST: _("from the firm"),
    Teller.SCHOOL: _("from the school"),
}
_SAY = {"required": _("Say what is going on."), "max_length": _("This is too long.")}


class ReportForm(forms.Form):
    """A report: to which school, who tells it, what about."""

    school = forms.ChoiceField(label=_("Which school"), error_messages={"required": _("Choose a school.")})
    kind = forms.ChoiceField(
        label=_("What is it about"), choices=[(str(one), said) for one, said in KINDS.items()]
    )
    teller = forms.ChoiceField(
        label=_("Who are you"), choices=[(str(one), said) for one, said in TELLERS.items()]
    )
    text = ToldText(label=_("What is going on"), max_length=TEXT_AT_MOST, error_messages=_SAY)
    safe = forms.BooleanField(label=_("Only the trusted person may read this"), required=False)

    def __init__(self, *args: Any, schools: Sequence[School], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].choices = [("", ""), *((one.id, one.name) for one in schools)]  # type: ignore[attr-defined] # a choice field has them


class WordForm(forms.Form):
    """Something more to say."""

    text = ToldText(label=_("Your message"), max_length=TEXT_AT_MOST, error_messages=_SAY)


class TrustedForm(forms.Form):
    """Who reads reports of discrimination and of what is unsafe."""

    member = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose somebody.")})
    name = ToldText(
        label=_("Name, as people who report see it"),
        max_length=80,
        error_messages={"required": _("Fill in a name."), "max_length": _("This name is too long.")},
    )

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].choices = [("", ""), *members]  # type: ignore[attr-defined] # as above
