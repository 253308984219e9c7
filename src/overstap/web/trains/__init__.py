# SPDX-License-Identifier: EUPL-1.2
"""Cohort trains, neighbourhood enterprises and places with a master."""
