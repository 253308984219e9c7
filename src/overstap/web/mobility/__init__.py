# SPDX-License-Identifier: EUPL-1.2
"""The desk for mass redundancy: cases, their people, plans, letters."""
