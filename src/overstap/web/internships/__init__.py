# SPDX-License-Identifier: EUPL-1.2
"""Internships from agreement to afterwards, for the school, the host and the student."""
