# SPDX-License-Identifier: EUPL-1.2
"""Dated, sourced rules: what a step does to income, and what may pay for a course."""
