# SPDX-License-Identifier: EUPL-1.2
"""A passport on paper: PDF that a screen reader can read (PDF/UA-1). There is no name in it to hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.web import words
from overstap.web.typesetting import typeset


def passport_pdf(shown: dict[str, Any], today: date) -> bytes:
    """The passport as `passport_shown` has it, as a PDF. Nothing is read or written but template and fonts."""
    return typeset("passport.typ", told_on_paper(shown, today))


def told_on_paper(shown: dict[str, Any], today: date) -> dict[str, Any]:
    """All words of the template, in the language of the page."""
    return {
        "language": words.language(),
        "title": _("My passport"),
        "made": _("Made on %(day)s") % {"day": words.day(today)},
        "footer": _(
            "Overstap. What an organisation gave or an issuer signed says so; the rest is on one's word."
        ),
        "occupation": shown.get("occupation") or "",
        "name": _("Name:"),
        "skills_title": _("Skills"),
        "skills": [[str(one["label"]), str(one["evidence"]), one["shown"]] for one in shown["skills"]],
        "proofs_title": _("What shows it"),
        "proofs": [_proof(one) for one in shown["proofs"]],
        "more_title": _("Languages and papers"),
        "languages": [[str(one["label"]).capitalize(), str(one["level"])] for one in shown["languages"]],
        "licences": [str(one) for one in shown["licences"]],
        "wishes_title": _("Wishes"),
        "wishes": [[str(about), str(much)] for about, much in shown["wishes"]],
        "circumstances": [str(one) for one in shown["circumstances"]],
    }


def _proof(one: dict[str, Any]) -> dict[str, Any]:
    begin, end = one["from_on"], one["until_on"]
    years = f"{begin.year}–{end.year if end else _('now')}" if begin else (str(end.year) if end else "")
    given = _("given by this organisation itself") if one["given"] else str(one["checked"])
    return {
        "years": years,
        "kind": str(one["kind_said"]),
        "title": one["title"],
        "whose": one["whose"],
        "given": given,
        "sure": bool(one["given"] or one["sure"]),
        "note": one["note"],
        "skills": ", ".join(one["skills"]),
    }
