# SPDX-License-Identifier: EUPL-1.2
"""Plans: who goes where by which course, within places, seats and money, when many lose their work at once."""
