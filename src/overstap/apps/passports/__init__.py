# SPDX-License-Identifier: EUPL-1.2
"""Passports: what somebody can do and wishes, what shows it, and whom they share it with."""
