# SPDX-License-Identifier: EUPL-1.2
"""What other programs ask, under /v1: JSON in and out, described at /openapi.json."""
