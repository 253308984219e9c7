# SPDX-License-Identifier: EUPL-1.2
"""Example people: invented, from a region pack."""
