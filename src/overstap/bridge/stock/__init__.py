# SPDX-License-Identifier: EUPL-1.2
"""The stock of openings: kept in the database, searched in files. See docs/methods/match-index.md."""
