# SPDX-License-Identifier: EUPL-1.2
"""What people bring along in files: text out of PDF and Word, work and study out of a CV, Europass."""
