# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the API."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from overstap.api.describe import described
from overstap.api.site import api


@require_safe
def description(_request: HttpRequest) -> JsonResponse:
    """What can be asked and answered, as OpenAPI."""
    return JsonResponse(_described())


@cache
def _described() -> dict[str, Any]:
    return described(api)


urlpatterns = [
    path("openapi.json", description, name="openapi"),
    path("v1/openapi.json", description, name="openapi-v1"),
    path("v1/", api.urls),
]
