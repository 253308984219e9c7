# SPDX-License-Identifier: EUPL-1.2
"""Employers and people who ask and answer each other, and what came of it."""
