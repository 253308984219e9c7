# SPDX-License-Identifier: EUPL-1.2
"""`python -m overstap` is the `overstap` command."""

from overstap.cli.main import main

main()
