# SPDX-License-Identifier: EUPL-1.2
"""Parameters as data: one file per subject, each value with its date and source."""
