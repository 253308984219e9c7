# SPDX-License-Identifier: EUPL-1.2
"""The pages that explain the site, for readers, for programmers, and for whoever has only a code."""
