# SPDX-License-Identifier: EUPL-1.2
"""Accounts: who may come in, which roles they play and what those may do."""
