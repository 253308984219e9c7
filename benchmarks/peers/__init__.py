# SPDX-License-Identifier: EUPL-1.2
"""What a user could pick instead of our match index, each behind the same few functions."""
