# SPDX-License-Identifier: EUPL-1.2
"""Matching at the scale of a country: a million openings, searched exactly. See docs/methods/match-index.md."""
