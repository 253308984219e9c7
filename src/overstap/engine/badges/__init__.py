# SPDX-License-Identifier: EUPL-1.2
"""Open Badges: out of files, read, checked without asking anybody, and made."""
