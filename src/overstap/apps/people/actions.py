# SPDX-License-Identifier: EUPL-1.2
"""Writes to example people: none. They come with a region pack, and leave with it."""
