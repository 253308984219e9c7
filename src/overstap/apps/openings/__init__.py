# SPDX-License-Identifier: EUPL-1.2
"""Everything that takes people: vacancies, internships, apprenticeships, learn-work and trial places."""
