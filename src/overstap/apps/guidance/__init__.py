# SPDX-License-Identifier: EUPL-1.2
"""Guidance: somebody chooses a coach, what that coach sees and until when; notes, next steps, passing on."""
