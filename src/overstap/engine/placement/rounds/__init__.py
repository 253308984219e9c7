# SPDX-License-Identifier: EUPL-1.2
"""Rounds: students and hosts who both have an order of their own, placed in one go."""
