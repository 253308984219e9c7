# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis over the real addresses: what it asks, and what it found.

At length, with tokens of more roles and for as many examples as there is time for:

    OVERSTAP_API_EXAMPLES=300 python -m pytest tests/interfaces/api/test_schemathesis.py
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

from overstap.config.wsgi import application

FITS = [200, 201, 204, 304, 401, 403, 404, 409, 412, 422, 428, 429, 503]
"""What a question that fits the description may be answered with: never 400."""
DOES_NOT_FIT = [400, 401, 403, 404, 405, 412, 413, 415, 422, 428, 429]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Says nothing: the site logs its requests itself."""


@contextmanager
def served() -> Iterator[str]:
    """The site at an address of this machine, over the connection of the test, so that all is rolled back."""
    main = connections["default"]
    main.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def over_one_connection(environ: Any, start_response: Any) -> Any:
        connections["default"] = main
        return application(environ, start_response)

    with main.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at the end of each request that is not in a test

    with make_server("127.0.0.1", 0, over_one_connection, WSGIServer, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
            main.dec_thread_sharing()


def faults(
    address: str,
    secret: str,
    *,
    examples: int,
    about: Mapping[str, str] | None = None,
    only: str = "",
    without: str = "",
    coverage: bool = True,
) -> tuple[int, list[str]]:
    """How many questions were asked with a token, and everything that was wrong with the answers, each once.

    `about`: ids of things that are there, by their name in an address. `only` and `without`: patterns of
    addresses. `coverage`: also what lies at every bound of the description.
    """
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "headers": {"Authorization": f"Bearer {secret}"},
            "generation": {"max-examples": examples, "database": "none"},
            "parameters": dict(about or {}),
            "phases": {"stateful": {"enabled": coverage}, "coverage": {"enabled": coverage}},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": FITS},
                "negative_data_rejection": {"expected-statuses": DOES_NOT_FIT},
            },
        }
    )
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)
    if only:
        schema = schema.include(path_regex=only)
    if without:
        schema = schema.exclude(path_regex=without)
    asked, found = 0, {}
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            found[repr(event.value)] = f"{event.label}: {event.value!r}"
        if not isinstance(event, events.ScenarioFinished):
            continue
        asked += len(event.recorder.interactions)
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    key = f"{failure.operation} {check.name} {failure.title}"
                    found[key] = f"{key}: {failure.message}\n{check.failure_info.code_sample}"
    return asked, list(found.values())
