# SPDX-License-Identifier: EUPL-1.2
"""Writes to instruments: none. They come with a region pack, and leave with it."""
