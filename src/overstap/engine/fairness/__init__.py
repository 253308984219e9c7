# SPDX-License-Identifier: EUPL-1.2
"""Whether groups of people fare alike: shares, ratios, and what is withheld to protect people."""
