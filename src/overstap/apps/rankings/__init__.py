# SPDX-License-Identifier: EUPL-1.2
"""A note of each ranking the product makes, without who asked: to explain it later and to watch over it."""
