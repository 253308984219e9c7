# SPDX-License-Identifier: EUPL-1.2
"""Our own icons: strokes on a field of 24 by 24, in the colour of the words beside them."""

ICON = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" '
    'stroke-linejoin="round" aria-hidden="true" focusable="false">%s</svg>'
)

DRAWINGS = {
    "arrow": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "back": '<path d="M20 12H5m6 6-6-6 6-6"/>',
    "place": '<path d="M12 21s7-6.2 7-11a7 7 0 0 0-14 0c0 4.8 7 11 7 11z"/><circle cx="12" cy="10" r="2.4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.4 2"/>',
    "calendar": '<path d="M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4"/>',
    "paper": '<path d="M6.5 3.5h8L18 7v13.5H6.5zM9.5 11h5M9.5 15h5"/>',
    "yes": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "no": '<path d="m6.5 6.5 11 11m0-11-11 11"/>',
    "unknown": '<path d="M6 12h12"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "share": '<circle cx="6" cy="12" r="2.6"/><circle cx="17.5" cy="5.5" r="2.6"/>'
    '<circle cx="17.5" cy="18.5" r="2.6"/><path d="m8.3 10.7 6.9-3.9m-6.9 6.5 6.9 3.9"/>',
    "map": '<path d="M3.5 7.5h8l5 5v7M16.5 4v4M3.5 16h6"/><circle cx="11.5" cy="7.5" r="1.6"/>'
    '<circle cx="16.5" cy="12.5" r="2.2"/>',
    "seal": '<circle cx="12" cy="9.5" r="5.5"/><path d="M8.5 14 7 20.5l5-2.5 5 2.5-1.5-6.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
}
