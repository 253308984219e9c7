# SPDX-License-Identifier: EUPL-1.2
"""Events: the programme, rooms and bookings, and talks at tables."""
