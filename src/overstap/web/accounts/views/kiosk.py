# SPDX-License-Identifier: EUPL-1.2
"""Public computers: making a browser one with the operator's code, and wiping it."""

from __future__ import annotations

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.web.accounts.kiosk_browser import is_code, is_kiosk, mark, unmark
from overstap.web.journeys.views.shared import withdraw_all


class CodeForm(forms.Form):
    """The operator's code."""

    code = forms.CharField(
        label=gettext_lazy("The code of the operator"),
        widget=forms.PasswordInput,
        error_messages={"required": gettext_lazy("Fill in the code.")},
    )

    def clean_code(self) -> str:
        """It is the code."""
        code = str(self.cleaned_data["code"])
        if not is_code(code):
            raise forms.ValidationError(gettext_lazy("This is not the code."))
        return code


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kiosk(request: HttpRequest) -> HttpResponse:
    """Makes this browser one of a public computer, or no longer; not there when the operator set no code."""
    if not settings.KIOSK_CODE:
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        too_much = ratelimit.consume_or_429(request, action="kiosk")
        if too_much:
            return too_much
        if form.is_valid():
            _wipe(request)
            answer = redirect("front")
            (unmark if request.POST.get("do") == "off" else mark)(answer)
            return answer
    told = {"form": form, "on": is_kiosk(request)}
    return render(request, "web/accounts/kiosk.html", told, status=422 if form.errors else 200)


@require_safe
@never_cache
def over(request: HttpRequest) -> HttpResponse:
    """Wipes a public computer after minutes of nothing, and begins again; elsewhere it does nothing."""
    answer = redirect("front")
    if is_kiosk(request):
        _wipe(request)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_safe
@never_cache
def here(_request: HttpRequest) -> HttpResponse:
    """Somebody is still there: the session lasts on, as after any page."""
    return HttpResponse(status=204)


def _wipe(request: HttpRequest) -> None:
    withdraw_all(request)
    request.session.flush()
