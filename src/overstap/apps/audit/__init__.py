# SPDX-License-Identifier: EUPL-1.2
"""What was done, when and by which role: written once, never changed."""
