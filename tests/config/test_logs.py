# SPDX-License-Identifier: EUPL-1.2
"""The log tells what happened, never what was typed."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from overstap.config.logs import JsonLines
from overstap.config.middleware import RequestLog


def formatted(record: logging.LogRecord) -> dict[str, object]:
    line = JsonLines().format(record)
    assert "\n" not in line
    parsed: dict[str, object] = json.loads(line)
    return parsed


def test_a_request_is_logged_by_its_route(caplog: pytest.LogCaptureFixture) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve("/robots.txt")
        return HttpResponse(status=204)

    request = RequestFactory().post(
        "/robots.txt?q=balie", {"text": "twaalf jaar kassa"}, REMOTE_ADDR="203.0.113.9"
    )
    with caplog.at_level(logging.INFO, "overstap.requests"):
        RequestLog(answer)(request)
    line = formatted(caplog.records[-1])
    assert (line["method"], line["route"], line["status"]) == ("POST", "robots.txt", 204)
    assert line["milliseconds"] >= 0  # type: ignore[operator]
    told = json.dumps(line)
    assert not [secret for secret in ("balie", "kassa", "203.0.113.9") if secret in told]


def test_health_is_not_worth_a_line(client: Client, caplog: pytest.LogCaptureFixture, db: None) -> None:
    with caplog.at_level(logging.INFO, "overstap.requests"):
        client.get("/healthz")
    assert caplog.records == []


def test_an_error_names_its_place_and_not_its_words() -> None:
    try:
        int("mijn geheime tekst")
    except ValueError:
        record = logging.LogRecord("overstap", logging.ERROR, __file__, 1, "it broke", None, sys.exc_info())
    line = formatted(record)
    assert line["error"] == "ValueError"
    assert "test_logs.py" in str(line["where"])
    assert "geheime" not in json.dumps(line)


def test_an_address_that_was_asked_for_is_not_told() -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "%s: %s", ("Internal Server Error", "/zoek/balie"), None
    )
    assert "balie" not in json.dumps(formatted(record))
