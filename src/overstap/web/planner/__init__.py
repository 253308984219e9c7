# SPDX-License-Identifier: EUPL-1.2
"""What somebody sees before their journeys: telling, skills, work that fits, and the catalogue."""
