# SPDX-License-Identifier: EUPL-1.2
"""Two sides that find each other: being found blind, asking, answering, and what came of it."""
