"""The review as one HTML file that opens by double click, without a network: projects and ranked rows to search, filter
and sort, every row with its whole project sheet.

Submitted text stands in one JSON block and is set as text by the script, never as markup. The content security policy
allows this page's own style and script, by their hashes, and nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from reviewer.model import Review
from reviewer.report.page import charts, data
from reviewer.report.page.received import received
from reviewer.report.safe import printable
from reviewer.settings import RULES
from reviewer.summary import summarise


def page(review: Review, selection: str | None = None) -> Iterator[str]:
    """The page piece by piece; `selection` says in words which rows were chosen, None: all."""
    style, script, body = (_part(name) for name in ("page.css", "page.js", "page.html"))
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    )
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>绩效指标初审</title>\n<style>{style}</style>\n</head>\n<body>\n"
    before, between, after, rest = _MARKS.split(body)
    yield before
    yield f"<p>{escape(_told(review, selection))}</p>\n"
    yield between
    yield from received(review)
    yield after
    yield from charts.charts(review)
    yield rest
    yield '<script type="application/json" id="data">'
    yield data.encoded(review)
    yield f"</script>\n<script>{script}</script>\n</body>\n</html>\n"


_MARKS = re.compile("<!-- (?:told|received|charts) -->\n")


def _told(review: Review, selection: str | None) -> str:
    """What the review comes to, in one paragraph."""
    counts = summarise(review)
    judge = "规则" if review.grader == RULES else f"模型 {printable(review.grader)}"
    stopped = "运行被中断，以下仅为已完成的部分。" if review.interrupted else ""
    unread = f"，未能读取 {len(review.unread):,} 个" if review.unread else ""
    ungraded = f"，未评 {counts.ungraded:,} 行" if counts.ungraded else ""
    presets = f"，系统预置 {counts.presets:,} 行" if counts.presets else ""
    chosen = f"仅列出所选指标：{printable(selection)}。" if selection else ""
    run = f"第 {review.run} 次运行，" if review.run else ""
    return (
        f"{stopped}{run}由{judge}判定。{chosen}读取文件 {review.files:,} 个{unread}，绩效目标表 {review.sheets:,} 张，"
        f"指标 {counts.rows:,} 行：问题指标 {counts.weak:,} 行，建议修改 {counts.advised:,} 行，"
        f"通过 {counts.passed:,} 行{presets}{ungraded}。"
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
