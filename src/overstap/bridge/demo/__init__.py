# SPDX-License-Identifier: EUPL-1.2
"""Made-up people at every desk, to look around an empty site with: by the same actions as real ones."""
