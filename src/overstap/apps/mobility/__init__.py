# SPDX-License-Identifier: EUPL-1.2
"""Cases of a mobility centre: a company where work ends for many, its people, and where each of them stands."""
