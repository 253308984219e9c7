# SPDX-License-Identifier: EUPL-1.2
"""The practical training agreement on paper: prefilled as far as is known, with blanks for what a pen fills in.

What such an agreement holds is taken from SBB, the body that recognises hosts; that three parties make it is in
article 7.2.8 of the Dutch act on vocational education (WEB). What no source tells us for one school stands on
the paper as to be checked by the school.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.internships.enums import Track
from overstap.web import words
from overstap.web.typesetting import typeset


def agreement_pdf(row: Any, facts: dict[str, Any], changes: Sequence[Any], today: date) -> bytes:
    """The agreement as a PDF that a screen reader can read (PDF/UA-1)."""
    return typeset("agreement.typ", told_on_paper(row, facts, changes, today))


def told_on_paper(row: Any, facts: dict[str, Any], changes: Sequence[Any], today: date) -> dict[str, Any]:
    """All words of the template, in the language of the page; an empty value is a blank to write on.

    What was changed after all had signed stands under the terms: what was, what is, and since when.
    """
    learning_job = row.track == Track.BBL
    hours = words.plain(row.hours) if row.hours else ""
    whole = _("%(weeks)s weeks of at most %(hours)s hours") % {"weeks": facts["weeks"], "hours": hours}
    return {
        "language": words.language(),
        "title": _("Practical training agreement"),
        "also": _("Also called BPV agreement. Between the student, the host company and the school."),
        "made": _("Made on %(day)s") % {"day": words.day(today)},
        "footer": _("Overstap. A paper to sign; who signed says so there as well."),
        "parties_title": _("Who agree"),
        "parties": [
            [
                _("Student"),
                _("number %(number)s") % {"number": row.reference},
                [_("Name"), _("Address"), _("Telephone")],
            ],
            [_("School"), row.school.name, [_("Address"), _("Telephone")]],
            [
                _("Host company"),
                ", ".join(filter(None, (facts["host"], facts["place"]))),
                [_("Address"), _("Telephone"), _("SBB number")],
            ],
        ],
        "terms_title": _("What they agree on"),
        "terms": [
            [_("Programme and level"), facts["study"]],
            [_("Occupation"), str(facts["occupation"])],
            [_("Learning track"), str(facts["track"])],
            [_("Internship or job"), _("learning job") if learning_job else _("internship")],
            [_("Work"), facts["work"]],
            [_("From and until"), f"{words.day(row.starts_on)} – {words.day(row.ends_on)}"],
            [_("Hours a week"), hours],
            [_("Hours in all"), whole if hours else ""],
            [_("Guidance at school"), facts["school_guide"]],
            [_("Guidance at the host company"), facts["host_guide"]],
            *(_changed(one) for one in changes),
        ],
        "learn_title": _("What the student wants to learn"),
        "learn": [str(one).capitalize() for one in facts["skills"]],
        "learn_more": _("Work processes of the programme that are practised:"),
        "judge": _("How it is assessed, and by whom:"),
        "end": _("When and how the agreement can end early:"),
        "check_title": _("To be checked by the school before signing"),
        "check": [
            _("SBB recognises the host company for this programme."),
            _("The hours in all, and how they are spread over the years, are those of the programme."),
            _(
                "The school’s own rules on assessment, absence, insurance and ending early belong to this"
                " agreement."
            ),
            _("Is the student under 18? See in the school’s rules whether a parent or guardian signs too."),
        ],
        "sign_title": _("Signatures"),
        "sign": [_("Student"), _("School"), _("Host company")],
        "guardian": _("Parent or guardian, where the school asks for it"),
        "sign_fields": [_("Name"), _("Place and day"), _("Signature")],
        "source": _(
            "What stands here follows what SBB says that such an agreement holds (s-bb.nl,"
            " “Praktijkovereenkomst afsluiten”); the three parties are those of article 7.2.8 of"
            " the WEB. It is no advice on the law."
        ),
    }


def _changed(one: Any) -> list[str]:
    """A change as a term: its name and what it says."""
    told = []
    if one.ends_on != one.was_ends_on:
        days = {"was": words.day(one.was_ends_on), "day": words.day(one.ends_on)}
        told.append(_("last day %(day)s instead of %(was)s") % days)
    if one.hours != one.was_hours:
        hours = {
            "was": words.plain(one.was_hours) if one.was_hours else _("not said"),
            "hours": words.plain(one.hours) if one.hours else _("not said"),
        }
        told.append(_("hours a week: %(hours)s instead of %(was)s") % hours)
    since = {"day": words.day(one.from_on)}
    title = _("Changed from %(day)s") if one.agreed_on else _("To change from %(day)s, once all sign")
    return [title % since, "; ".join(told)]
