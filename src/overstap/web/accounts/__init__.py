# SPDX-License-Identifier: EUPL-1.2
"""Coming in, one's account, who belongs to an organisation, access for programs, public computers."""
