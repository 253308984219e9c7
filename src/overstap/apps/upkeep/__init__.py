# SPDX-License-Identifier: EUPL-1.2
"""Keeping a passport fresh: reminders that the person sets, and answers to changes in the language."""
