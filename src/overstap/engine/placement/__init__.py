# SPDX-License-Identifier: EUPL-1.2
"""Many people at once: placement rounds, meetings, plans for a mass redundancy, cohorts that train together."""
