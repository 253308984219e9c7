# SPDX-License-Identifier: EUPL-1.2
"""A roster: the people of one employer as a file, from a spreadsheet to what the region knows."""
