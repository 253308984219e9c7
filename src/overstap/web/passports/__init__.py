# SPDX-License-Identifier: EUPL-1.2
"""The skills passport: kept, filled from files, shown, shared, verified."""
