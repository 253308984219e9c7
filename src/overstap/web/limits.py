# SPDX-License-Identifier: EUPL-1.2
"""How often something may be tried from one place, counted for all web processes together.

Only what costs much to answer, or could be a guess, is counted: whoever reads pages is never stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def limited(action: str) -> Callable[[View[P]], View[P]]:
    """Answers 429 to who posts more often than `ACCOUNT_RATE_LIMITS` allows for `action`."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **options: P.kwargs) -> HttpResponseBase:
            if request.method == "POST":
                too_much = ratelimit.consume_or_429(request, action=action)
                if too_much is not None:
                    return too_much
            return view(request, *args, **options)

        return answer

    return wrap


def guesses_limited(action: str) -> Callable[[View[P]], View[P]]:
    """Counts answers that say "not there" (404): who guesses at tokens and codes is stopped with 429.

    Who has the right link is never counted, and after too many guesses is answered no more than the guesser.
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **options: P.kwargs) -> HttpResponseBase:
            stopped = ratelimit.consume_or_429(request, action=action, limit_get=True, dry_run=True)
            if stopped is not None:
                return stopped
            found = view(request, *args, **options)
            if found.status_code == 404:
                ratelimit.consume_or_429(request, action=action, limit_get=True)
            return found

        return answer

    return wrap
