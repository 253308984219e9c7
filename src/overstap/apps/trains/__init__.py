# SPDX-License-Identifier: EUPL-1.2
"""Trains: people who go together from looking around to work, on seats that are offered in turn."""
