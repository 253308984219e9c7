# SPDX-License-Identifier: EUPL-1.2
"""`overstap demo`: made-up people at every desk of an empty site, to look around."""

from __future__ import annotations

from overstap.cli.output import JsonOption, out, print_json
from overstap.cli.remembered import BY, remembered
from overstap.engine.problems import InputRefused, Problem

_REFUSED = Problem(
    {
        "en": "there are accounts of real people here",
        "nl": "hier zijn accounts van echte mensen",
    },
    mend={
        "en": "Fill another, empty site: OVERSTAP_HOME names its data folder.",
        "nl": "Vul een andere, lege site: OVERSTAP_HOME noemt de datamap.",
    },
)


def demo(as_json: JsonOption = False) -> None:
    """Fill an empty site with made-up people at every desk, to look around. Again changes nothing."""
    with remembered("Filling the desks ..."):
        from django.utils import timezone

        from overstap.bridge.demo.filling import fill
        from overstap.bridge.demo.members import NotEmpty
        from overstap.bridge.region import NoRegionError, current_region

        try:
            made = fill(region=current_region(), today=timezone.localdate(), now=timezone.now(), by=BY)
        except NotEmpty:
            raise InputRefused([_REFUSED]) from None
        except NoRegionError:
            problem = Problem({"en": "no region pack has been imported", "nl": "er is geen regiopakket"})
            raise InputRefused([problem]) from None
    if as_json:
        print_json({"ok": True, "new": made.new, "accounts": list(made.addresses), "people": dict(made.people)})
        return
    said = "The desks are filled." if made.new else "The desks were filled before; nothing changed."
    lines = [said, "Log in as any of these:", *(f"  overstap account link {one}" for one in made.addresses)]
    out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
