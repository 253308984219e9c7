# SPDX-License-Identifier: EUPL-1.2
"""For developers: every question of the API, out of the description that programs read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from overstap.apps.tokens.enums import Scope
from overstap.apps.tokens.scopes import SCOPES

Plain = dict[str, Any]


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """The questions by what they are about, each with what it takes and gives."""
    # Asked at its address: pages and API do not see each other's insides.
    described: Plain = json.loads(resolve(reverse("openapi")).func(request).content)
    schemas = described["components"]["schemas"]
    groups: dict[str, list[Plain]] = {}
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            groups.setdefault(said["tags"][0], []).append(_question(method, path, said, schemas))
    told = {"groups": groups.items(), "version": described["info"]["version"]}
    return render(request, "web/about/developers.html", told)


def _question(method: str, path: str, said: Plain, schemas: Plain) -> Plain:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    scope = next(iter(said.get("security", [{}])[0].get("Token", ())), None)
    return {
        "id": said["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": said["summary"],
        "description": said.get("description", ""),
        "token": bool(said.get("security")),
        "may": SCOPES[Scope(scope)].says if scope else None,
        "scope": scope,
        "takes": [
            *((one["name"], one["in"], _kind(one["schema"])) for one in said["parameters"]),
            *((name, "body", _kind(one)) for name, one in _fields(body, schemas).items()),
        ],
        "statuses": [(status, one["description"]) for status, one in sorted(said["responses"].items())],
    }


def _fields(schema: Plain, schemas: Plain) -> Plain:
    """The fields of an object, followed to where it is described."""
    found: Plain = schemas.get(_name(schema), schema)
    return dict(found.get("properties", {}))


def _kind(schema: Plain) -> str:
    """A kind of value in few words."""
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " / ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))} […]"
    return str(schema.get("format") or schema.get("type") or schema.get("const", "–"))


def _name(schema: Plain) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]
