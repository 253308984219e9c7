# SPDX-License-Identifier: EUPL-1.2
"""Meetings: who meets whom in which slot, for the best fit, with a fair number of talks each."""
