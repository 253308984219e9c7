# SPDX-License-Identifier: EUPL-1.2
"""Events where people, employers and schools meet: the programme, who comes, who talks with whom."""
