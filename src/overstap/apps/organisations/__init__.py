# SPDX-License-Identifier: EUPL-1.2
"""Employers, schools and others."""
