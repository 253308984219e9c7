# SPDX-License-Identifier: EUPL-1.2
"""Telling one's groups and withdrawing them; and, for who keeps watch, how groups fare."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.groups import actions
from overstap.apps.groups.enums import CHOICES, KEPT_FOR, Question, Step
from overstap.apps.groups.queries import told_by
from overstap.bridge import fairness as bridge
from overstap.engine.fairness.intervals import Interval
from overstap.engine.fairness.report import LEAST, GroupRow
from overstap.web import words
from overstap.web.downloads import CSV, attached

HEAD = (
    "question",
    "group",
    "people",
    "step",
    "share",
    "share_low",
    "share_high",
    "ratio",
    "ratio_low",
    "ratio_high",
)
DIGITS = 4


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody told of their groups: to tell, to change, to withdraw with one button."""
    account = request.user.pk
    if request.method == "POST":
        if "withdraw" in request.POST:
            actions.withdraw(account=account)
        else:
            chosen = {question: request.POST.get(str(question), "") for question in Question}
            known = {question: one for question, one in chosen.items() if one in CHOICES[question]}
            actions.tell(account=account, choices=known, today=timezone.localdate())
        return redirect("my-groups")
    told = told_by(account)
    questions = [
        (
            str(question),
            words.GROUP_QUESTIONS[question],
            [(choice, words.GROUPS[choice], told.get(question) == choice) for choice in CHOICES[question]],
            question not in told,
        )
        for question in Question
    ]
    years = KEPT_FOR.days // 365
    return render(
        request, "web/trust/my_groups.html", {"questions": questions, "told": bool(told), "years": years}
    )


@require_safe
@never_cache
@login_required
def fairness(request: HttpRequest) -> HttpResponse:
    """How groups fare, for operators; nobody is in it."""
    _only_who_watches(request)
    found = bridge.fairness()
    known = bridge.steps_known()
    context = {
        "questions": [(words.GROUP_QUESTIONS[question], _rows(rows)) for question, rows in found.items()],
        "steps": [words.GROUP_STEPS[step] for step in known],
        "unknown": [words.GROUP_STEPS[step] for step in Step if step not in known],
        "least": LEAST,
        "any": any(row.people for rows in found.values() for row in rows),
    }
    return render(request, "web/trust/fairness.html", context)


@require_safe
@never_cache
@login_required
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet; shares and ratios as fractions, what is withheld left empty."""
    _only_who_watches(request)
    bridge.note_reported(by=actor(request.user))  # type: ignore[arg-type] # our account model
    text = StringIO()
    table = csv.writer(text)
    table.writerow(HEAD)
    for question, rows in bridge.fairness().items():
        for row in rows:
            if row.people is None:
                table.writerow([question, row.group, "withheld", *[""] * 7])
            for one in row.steps:
                figures = [*_plain(one.share), *_plain(one.against)]
                table.writerow([question, row.group, row.people, one.step, *figures])
    return attached(text.getvalue(), CSV, "fairness.csv")


def _only_who_watches(request: HttpRequest) -> None:
    if not may(request.user, Act.SEE_WATCH):
        raise PermissionDenied


def _plain(interval: Interval | None) -> list[Any]:
    if interval is None:
        return ["", "", ""]
    figures = (interval.value, interval.low, interval.high)
    return ["" if one is None else round(one, DIGITS) for one in figures]


def _rows(rows: tuple[GroupRow, ...]) -> list[dict[str, Any]]:
    return [
        {
            "group": words.GROUPS[row.group],
            "people": row.people,
            "steps": [(_share(one.share), _ratio(one.against), _tells(one.against)) for one in row.steps],
        }
        for row in rows
    ]


def _share(share: Interval) -> str:
    low, high = round(100 * share.low), round(100 * (share.high or 0.0))
    return f"{round(100 * share.value)}% ({low}–{high})"


def _ratio(against: Interval | None) -> str:
    if against is None:
        return ""
    figures = (against.value, against.low, against.high or 0.0)
    value, low, high = (words.number(one, 2) for one in figures)
    return f"{value} ({low}–{high})"


def _tells(against: Interval | None) -> bool:
    """Whether more than chance lies between the two groups: 1 is not among the ratios that go with it."""
    return against is not None and not against.low <= 1.0 <= (against.high or 1.0)
