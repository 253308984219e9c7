# SPDX-License-Identifier: EUPL-1.2
"""Trains: groups who train together for work that is waiting for them."""
