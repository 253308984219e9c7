# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the API."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from overstap.api.site import api


@require_safe
def description(_request: HttpRequest) -> JsonResponse:
    """What can be asked and answered, as OpenAPI."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/v1/"))


urlpatterns = [
    path("openapi.json", description, name="openapi"),
    path("v1/", api.urls),
]
