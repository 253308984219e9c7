# SPDX-License-Identifier: EUPL-1.2
"""Vacancies as they are written: what they ask, how heavily, and whom their wording shuts out."""
