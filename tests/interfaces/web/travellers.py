# SPDX-License-Identifier: EUPL-1.2
"""A bank clerk whose job ends: what she fills in on the front page."""

CLERK = {
    "now": "Ik ben baliemedewerker bij een bank in Zoetermeer, al 17 jaar. Ik help klanten en doe de kas.",
    "free_hours": "12",
    "wage": "20,50",
    "pay_hours": "32",
    "last_day": "2027-03-31",
    "work_years": "17",
    "service_years": "17",
    "budget": "1500",
    "savings": "4000",
    "income_floor": "1900",
    "place": "zoetermeer",
}
