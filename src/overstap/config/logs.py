# SPDX-License-Identifier: EUPL-1.2
"""Logs as one JSON object a line, without anything a person typed.

A line holds fixed words, the route's pattern (never the address asked for, its query or its body), a status
and a duration. Of an error it names the kind and the lines of code; its message may quote input: left out.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

FIELDS = ("method", "route", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON: `at`, `level`, `logger`, `event`, the known fields, where an error arose."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False, default=str)


def _event(record: logging.LogRecord) -> str:
    """The message; for Django's request loggers without its arguments, which hold the address asked for."""
    if record.name.startswith(("django.request", "django.security", "django.server")):
        return str(record.msg)
    return record.getMessage()


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING setting at `level`: everything to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "overstap.config.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            "django.request": {"level": "ERROR"},  # each request is logged once, by `overstap.requests`
            "django.db.backends": {"level": "WARNING"},  # statements hold values
            "procrastinate": {"level": "WARNING"},
        },
    }
