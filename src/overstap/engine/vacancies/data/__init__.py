# SPDX-License-Identifier: EUPL-1.2
"""The rules of wording, as data."""
