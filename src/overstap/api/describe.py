# SPDX-License-Identifier: EUPL-1.2
"""The description of the API as OpenAPI: what Ninja tells, and what holds for every question.

Which errors a question can be answered with follows from what it takes: a token, ids, a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI

from overstap.api import VERSION
from overstap.api.problems import CONTENT_TYPE, TITLES
from overstap.apps.tokens.enums import Scope
from overstap.apps.tokens.scopes import SCOPES

Plain = dict[str, Any]

_PROBLEM = {"$ref": "#/components/schemas/ProblemTold"}
_TEXT = {"type": "string"}
_FAULT = {
    "title": "Fault",
    "description": "One thing that is wrong: where in the question (`in`), and how to mend it.",
    "type": "object",
    "properties": {"in": _TEXT, "detail": _TEXT},
    "required": ["in", "detail"],
}
_VERSION = {"description": "The version of the API.", "required": True, "schema": _TEXT}
_HEADERS: dict[int, Plain] = {
    401: {"WWW-Authenticate": {"description": "What is missing.", "required": True, "schema": _TEXT}},
    429: {"Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer"}}},
    503: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}},
}


def described(api: NinjaAPI) -> Plain:
    """The description, as plain data."""
    schema: Plain = dict(api.get_openapi_schema(path_prefix="/v1/"))
    schema["servers"] = [{"url": "/"}]
    schema["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    schema["info"]["version"] = VERSION
    schema["components"]["schemas"]["Fault"] = _FAULT
    scopes = _scopes(api)
    for method, operation in _operations(schema):
        operation["operationId"] = operation["operationId"].split("_", 3)[-1]
        operation["parameters"] = [_parameter(one) for one in operation.get("parameters", ())]
        if operation.get("security"):
            scope = scopes[operation["operationId"]]
            operation["security"] = [{"Token": [str(scope)] if scope else []}]
        _complete(method, operation)
    scheme = schema.get("components", {}).get("securitySchemes", {}).get("Token")
    if scheme is not None:
        scheme["description"] = "\n".join(
            ["A token made on the page of an account, for some of:", ""]
            + [f"- `{scope}`: {SCOPES[scope].says['en']}" for scope in Scope]
        )
    return schema


def _scopes(api: NinjaAPI) -> dict[str, Scope | None]:
    """Question that asks a token -> the scope it asks of it, None when any will do."""
    return {
        operation.view_func.__name__: auth.scope
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for auth in operation.auth_callbacks
    }


def _parameter(one: Plain) -> Plain:
    """What is left out of an address or header is not there: it never is null."""
    said = dict(one["schema"])
    kinds = [kind for kind in said.pop("anyOf", ()) if kind != {"type": "null"}]
    said.update(kinds[0] if kinds else {})
    return {**{name: value for name, value in one.items() if name != "examples"}, "schema": said}


def _operations(schema: Plain) -> Iterator[tuple[str, Plain]]:
    for path in schema["paths"].values():
        yield from path.items()


def _complete(method: str, operation: Plain) -> None:
    """Adds the answers that follow from what the question takes, and the headers of each."""
    taken = {one["in"] for one in operation.get("parameters", ())}
    also = {503}
    if operation.get("security"):
        also |= {401, 403, 429}
    if taken or "requestBody" in operation:
        also.add(400)
    if "requestBody" in operation:
        also |= {413, 415}
    if "path" in taken:
        also.add(404)
    if method == "get":
        also.add(304)
    responses = operation["responses"]
    for status in sorted(also):
        responses.setdefault(status, {"content": {CONTENT_TYPE: {"schema": _PROBLEM}}})
    for status, response in responses.items():
        _finish(int(status), response)


def _finish(status: int, response: Plain) -> None:
    if status == 304:
        response.update({"description": "It has not changed.", "headers": {}})
        response.pop("content", None)
        return
    if status in TITLES:
        response["description"] = TITLES[status]["en"]
        response["content"] = {CONTENT_TYPE: {"schema": _PROBLEM}}
    response["headers"] = {"API-Version": _VERSION, **response.get("headers", {}), **_HEADERS.get(status, {})}
