# SPDX-License-Identifier: EUPL-1.2
"""From one occupation to another: how usual the step is, what carries over, what is new, what goes unused."""
