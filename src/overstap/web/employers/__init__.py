# SPDX-License-Identifier: EUPL-1.2
"""The desk of an employer: openings, needs, people who fit, and what is published."""
