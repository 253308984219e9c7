# SPDX-License-Identifier: EUPL-1.2
"""Reads of instruments: none of its own; planning reads them through the bridge."""
