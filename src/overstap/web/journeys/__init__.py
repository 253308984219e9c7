# SPDX-License-Identifier: EUPL-1.2
"""Journeys: planned, drawn, kept, shared; the transit map; how far one gets."""
