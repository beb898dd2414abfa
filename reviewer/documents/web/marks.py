"""What the marks of a page mean."""

import re
from typing import Any, Literal

Kind = Literal["table", "row", "cell", ""]

_KINDS: dict[str, Kind] = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_ROLES: dict[str, Kind] = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "row",
    "cell": "cell",
    "gridcell": "cell",
    "columnheader": "cell",
    "rowheader": "cell",
}
_DISPLAYS: dict[str, Kind] = {"table": "table", "table-row": "row", "table-cell": "cell"}
_DISPLAY = re.compile(r"display\s*:\s*(table(?:-row|-cell)?)\s*(?:;|$)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)


def kind(element: Any) -> Kind:
    """Whether an element is a table, a row or a cell, by its tag, its role or its style."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if found := _KINDS.get(tag):
        return found
    if tag not in ("div", "span", "section", "ul", "li"):
        return ""
    if (role := element.get("role")) is not None:
        return _ROLES.get(role, "")
    style = _DISPLAY.search(element.get("style") or "")
    return _DISPLAYS[style[1].lower()] if style else ""


def is_hidden(element: Any) -> bool:
    """Whether a browser does not show an element, as far as the element itself says so."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
