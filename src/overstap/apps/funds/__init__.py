# SPDX-License-Identifier: EUPL-1.2
"""What may pay for training: vouchers, funds and arrangements."""
