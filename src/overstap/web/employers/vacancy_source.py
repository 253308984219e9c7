# SPDX-License-Identifier: EUPL-1.2
"""The vacancy in what an employer pasted."""

from __future__ import annotations

from overstap.engine.problems import InputRefused
from overstap.engine.vacancies.posting import Posting, first_of, read_postings
from overstap.web.employers.forms import PasteForm


def posting_in(form: PasteForm, language: str) -> Posting | None:
    """The vacancy in a filled-in form; none, and an error in the form, when there is none to be read."""
    try:
        posting = first_of(read_postings(form.cleaned_data["source"]))
    except InputRefused as refused:
        form.add_error("source", refused.text(language))
        return None
    return posting
