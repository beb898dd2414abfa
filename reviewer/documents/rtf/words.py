"""The control words of RTF (Rich Text Format 1.9.1) that matter for text and tables, as data."""

LEFT_OUT = frozenset(
    b"colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf footnote annotation "
    b"fldinst nonesttables pntext listtext shprslt sp nonshppict list listtable listoverridetable xe tc rxe txe "
    b"objclass objname mmath".split()
)
"""Groups that hold no words of the text; so do those marked \\* except the next."""

KEPT = frozenset((b"shpinst", b"nesttableprops", b"do", b"shppict"))
"""Groups marked \\* that hold words or tables."""

BOXES = frozenset((b"shptxt", b"dptxbxtext"))
"""Groups that hold a text box."""

CHARACTERS: dict[bytes, str] = {
    b"tab": "\t",
    b"line": "\n",
    b"page": "\n",
    b"column": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
}

SYMBOLS: dict[bytes, str] = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
"""A backslash and one of these."""

CODE_PAGES: dict[int, str] = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""How text in a font of this \\fcharset is encoded; others are as the document says."""

SYMBOL_CHARSET = 2
