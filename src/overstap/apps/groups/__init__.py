# SPDX-License-Identifier: EUPL-1.2
"""Groups that people say they belong to, freely and only so that it can be seen whether ranking is fair.

Nothing that ranks, shows or decides may read this: a contract of imports names the few modules that may.
"""
