# SPDX-License-Identifier: EUPL-1.2
"""What other programs ask, under /v1: JSON in and out, described at /openapi.json."""

VERSION = "1.2.0"
"""Of the API, by semantic versioning; every answer names it. The first number stands in the addresses."""
