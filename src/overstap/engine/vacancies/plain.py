# SPDX-License-Identifier: EUPL-1.2
"""What was found in a vacancy as plain data, for `--json` and the API."""

from __future__ import annotations

from overstap.engine.vacancies.warnings import WordingWarning


def warning_as_dict(one: WordingWarning, text: str, language: str) -> dict[str, object]:
    """A warning: where, what, why and what instead, in the language of the reader (`nl` or `en`)."""
    rule = one.rule
    return {
        "rule": rule.id,
        "about": rule.about[language],
        "law": rule.law,
        "start": one.start,
        "end": one.end,
        "line": text.count("\n", 0, one.start) + 1,
        "text": text[one.start : one.end],
        "why": rule.why[language],
        "instead": rule.instead[language],
        "source": {
            "title": rule.source.title,
            "article": rule.source.article,
            "address": rule.source.address,
        },
    }
