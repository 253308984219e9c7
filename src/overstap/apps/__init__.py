# SPDX-License-Identifier: EUPL-1.2
"""What Overstap remembers: one Django app per part of the domain.

Each has `models`, `enums`, `actions` (writes) and `queries` (reads). An app meets another one through its
actions and queries only, and through foreign keys named by string.
"""
