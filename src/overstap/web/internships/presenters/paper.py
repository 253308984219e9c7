# SPDX-License-Identifier: EUPL-1.2
"""The practical training agreement on paper: prefilled as far as is known, with blanks for what a pen fills in.

What such an agreement holds is taken from SBB, the body that recognises hosts; that three parties make it is in
article 7.2.8 of the Dutch act on vocational education (WEB). What no source tells us for one school stands on
the paper as to be checked by the school.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.internships.enums import Track
from overstap.web import words
from overstap.web.typesetting import typeset


def agreement_pdf(row: Any, facts: dict[str, Any], today: date) -> bytes:
    """The agreement as a PDF that a screen reader can read (PDF/UA-1)."""
    return typeset("agreement.typ", told_on_paper(row, facts, today))


def told_on_paper(row: Any, facts: dict[str, Any], today: date) -> dict[str, Any]:
    """All words of the template, in the language of the page; an empty value is a blank to write on."""
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
