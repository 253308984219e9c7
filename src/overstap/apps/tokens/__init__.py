# SPDX-License-Identifier: EUPL-1.2
"""Access tokens: a program does for somebody, or for an organisation, the few things its token says."""
