# SPDX-License-Identifier: EUPL-1.2
"""What a person sees: addresses, pages and their words. No rules live here."""
