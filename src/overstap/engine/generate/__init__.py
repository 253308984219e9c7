# SPDX-License-Identifier: EUPL-1.2
"""Made-up data, from a seed: to develop on, to measure with, to show. No real person or job is in it."""
