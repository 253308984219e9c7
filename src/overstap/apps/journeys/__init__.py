# SPDX-License-Identifier: EUPL-1.2
"""Journeys that somebody shares by a link: copies that expire."""
