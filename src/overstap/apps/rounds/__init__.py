# SPDX-License-Identifier: EUPL-1.2
"""Rounds of internships and learn-work places: students, places, wishes, and who got what."""
