# SPDX-License-Identifier: EUPL-1.2
"""The region: where figures come from, sectors, places, certificates, and what was imported."""
