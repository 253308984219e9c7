# SPDX-License-Identifier: EUPL-1.2
"""Reporting a problem with internships, and the desk that reads it."""
