# SPDX-License-Identifier: EUPL-1.2
"""A journey on paper: one or two pages of PDF, tagged so that a screen reader can read it (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.web import words
from overstap.web.journeys.presenters.assumptions import Taken, settings_in_words
from overstap.web.journeys.presenters.cards import JourneyCard
from overstap.web.journeys.presenters.details import Detail, StudyDetails, Sum
from overstap.web.typesetting import typeset


def journey_pdf(
    card: JourneyCard,
    title: str,
    details: Sequence[Detail],
    sums: Sequence[Sum],
    taken: Sequence[Taken],
    today: date,
) -> bytes:
    """The journey as a PDF. Nothing is read or written but the template and the fonts."""
    return typeset("journey.typ", told_on_paper(card, title, details, sums, taken, today))


def told_on_paper(
    card: JourneyCard,
    title: str,
    details: Sequence[Detail],
    sums: Sequence[Sum],
    taken: Sequence[Taken],
    today: date,
) -> dict[str, Any]:
    """All words and places of the template, in the language of the page."""
    return {
        "language": words.language(),
        "title": title,
        "made": _("Made on %(day)s") % {"day": words.day(today)},
        "footer": _("Overstap, the journey planner for work. Amounts are gross, without holiday allowance."),
        "tags": list(card.tags),
        "drop": card.drop,
        "has_drop": card.has_drop,
        "figures": [{"value": one.value, "says": one.says} for one in card.figures],
        "why": card.why,
        "picture": numbers_in(asdict(card.picture)),
        "income": numbers_in(asdict(card.income)),
        "drawing_alt": drawing_in_words(card),
        "income_says": _income_says(card),
        "income_alt": "; ".join(f"{row.since}: {row.monthly} ({row.source})" for row in card.income_rows),
        "steps_title": _("Step by step"),
        "steps_head": [_("From day"), _("Until"), _("What")],
        "steps": [[one.starts, one.ends, one.sentence] for one in card.steps],
        "courses": [_course(one) for one in details if one.study],
        "money_title": _("The money"),
        "money_head": [_("What"), _("Amount")],
        "money": [[one.label, one.amount] for one in sums],
        "months_title": _("A month, gross"),
        "months_head": [_("From day"), _("A month"), _("Out of")],
        "months": [[row.since, row.monthly, row.source] for row in card.income_rows],
        "assume_title": _("What we assume"),
        "assume": [*(one.sentence for one in taken), *settings_in_words()[-2:]],
        "decides_title": _("A person decides."),
        "decides": _("This is advice. An employer, a school and whoever pays decide, with you."),
    }


def drawing_in_words(card: JourneyCard) -> str:
    """What the drawing shows, for who does not see it."""
    return " ".join(one.sentence for one in card.steps)


def _income_says(card: JourneyCard) -> str:
    parts = [_("Income a month, gross")]
    if card.today:
        parts.append(_("dotted: today %(today)s") % {"today": card.today})
    if card.floor:
        parts.append(_("dashed: needed %(floor)s") % {"floor": card.floor})
    return "; ".join(parts)


def _course(detail: Detail) -> dict[str, Any]:
    study = detail.study
    assert study is not None  # noqa: S101 - asked for details of courses only
    return {
        "title": study.title,
        "hue": detail.sector.hue,
        "says": f"{study.provider}, {study.place}, {study.time}. {study.hours}.",
        "lines": _course_lines(study),
    }


def _course_lines(study: StudyDetails) -> list[str]:
    lines = [_("You pay %(amount)s (price %(price)s).") % {"amount": study.out_of_pocket, "price": study.price}]
    if study.entry:
        lines.append(_("To be admitted: %(entry)s") % {"entry": study.entry})
    if study.payment:
        told = {"label": study.payment.label, "amount": study.payment.amount}
        lines.append(_("%(label)s may pay %(amount)s.") % told)
        lines += [f"{_('Check:')} {one}" for one in study.payment.to_check]
    return lines


def numbers_in(drawn: Any) -> Any:
    """Places in percent as plain numbers: paper has one width.

    >>> numbers_in({"x": "12.50%", "y": 3, "parts": [{"x": "0.00%"}]})
    {'x': 12.5, 'y': 3, 'parts': [{'x': 0.0}]}
    """
    if isinstance(drawn, dict):
        return {name: numbers_in(value) for name, value in drawn.items()}
    if isinstance(drawn, list | tuple):
        return [numbers_in(value) for value in drawn]
    is_place = isinstance(drawn, str) and drawn.endswith("%") and drawn[:-1].replace(".", "", 1).isdigit()
    return float(drawn[:-1]) if is_place else drawn
