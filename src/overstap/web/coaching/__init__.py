# SPDX-License-Identifier: EUPL-1.2
"""Coaches and whom they guide: the caseload, and the same seen by the person."""
