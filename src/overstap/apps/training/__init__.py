# SPDX-License-Identifier: EUPL-1.2
"""Courses, what they teach, and when they leave."""
