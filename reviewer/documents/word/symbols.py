"""Characters of the symbol fonts, which Word stores by their place in the font: ≥ is 0xB3 in Symbol. What is not listed
is decoration (or a letter of a font nobody writes indicators in) and is dropped."""

import re

_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{code: chr(code) for code in range(0x20, 0x40)},
    **{code: chr(code) for code in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    0x2D: "-",
    0x7E: "~",
    **dict(zip(range(0xA2, 0xA7), "′≤⁄∞ƒ", strict=True)),
    **dict(zip(range(0xAB, 0xB0), "↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xBD), "°±″≥×∝∂•÷≠≡≈…", strict=True)),
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xE5: "∑",
}
_WINGDINGS = {
    **dict(zip(range(0x81, 0x8B), "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x8C, 0x96), "❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x75: "◆",
    0x9F: "•",
    0xA8: "□",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "□"}

_PLACES = re.compile("[\uf020-\uf0ff]")

_FONTS: dict[str, dict[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def character(code: int, font: str | None) -> str:
    """The character at a place of a font, "" where it says nothing. Word adds 0xF000 to the places of symbol fonts; a
    character of any other font is itself."""
    low = code - 0xF000 if 0xF020 <= code <= 0xF0FF else code
    table = _FONTS.get((font or "symbol").lower())
    if table is not None and low < 0x100:
        return table.get(low, "")
    if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)


def replaced(text: str, font: str | None) -> str:
    """A text in which places of a symbol font stand as characters, put right."""
    return "".join(character(ord(mark), font) if "\uf020" <= mark <= "\uf0ff" else mark for mark in text)


def are_in(text: str) -> bool:
    """Whether a text holds any place of a symbol font."""
    return not text.isascii() and _PLACES.search(text) is not None
