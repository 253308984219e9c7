# SPDX-License-Identifier: EUPL-1.2
"""How matching works, rankings explained, groups, and the watch over the site."""
