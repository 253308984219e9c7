# SPDX-License-Identifier: EUPL-1.2
"""The occupations of a region as a metro map: lines are sectors, stations occupations, interchanges real steps.

docs/methods/transit-map.md tells how it is made.
"""

from overstap.engine.transit.drawing import line_map, overview, whole_map
from overstap.engine.transit.labels import Sizes
from overstap.engine.transit.model import Network, Stop, TransitMap
from overstap.engine.transit.network import NetworkSettings, transit_network
from overstap.engine.transit.routes import Route, route

__all__ = [
    "Network",
    "NetworkSettings",
    "Route",
    "Sizes",
    "Stop",
    "TransitMap",
    "line_map",
    "overview",
    "route",
    "transit_network",
    "whole_map",
]
