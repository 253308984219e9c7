# SPDX-License-Identifier: EUPL-1.2
"""Rounds of internships: places, students, who gets what, who is left, what is short."""
