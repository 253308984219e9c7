# SPDX-License-Identifier: EUPL-1.2
"""Word lists of the product itself; written by hand, see `docs/methods/recognising-skills.md`."""
