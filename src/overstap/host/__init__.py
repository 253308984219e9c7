# SPDX-License-Identifier: EUPL-1.2
"""What the machine gives: environment variables, the data folder, a PostgreSQL of our own, processes.

Knows nothing of Django and nothing of the domain; settings and commands build on it.
"""
