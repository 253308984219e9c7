# SPDX-License-Identifier: EUPL-1.2
"""Internships one by one: the agreement, the talks, how it was, and what came after. Students have no name."""
