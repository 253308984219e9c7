# SPDX-License-Identifier: EUPL-1.2
"""Problems with internships that anybody reports, without an account."""
