# SPDX-License-Identifier: EUPL-1.2
"""The skills language: skills, groups, relations, occupations and what they ask."""
