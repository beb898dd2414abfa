"""The comparison of two submissions as one HTML file: both texts side by side. No script; submitted text is escaped."""

from collections.abc import Iterator
from html import escape

from reviewer.comparison import Change, Comparison
from reviewer.comparison.entries import Entry
from reviewer.report.comparison import indicator, ordered, rated, summary
from reviewer.report.safe import printable

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",SimSun,sans-serif;color:#111;
margin:1.5rem auto;max-width:82rem;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #999;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#e8e8e8}
td.n{text-align:right;white-space:nowrap}
td.o{white-space:nowrap;font-weight:bold}
small{color:#555;display:block}
p.r{margin:.2rem 0 0;color:#7a1f1f}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}thead{display:table-header-group}}
"""


def page(found: Comparison) -> Iterator[str]:
    """The page piece by piece; it opens without a network and runs nothing."""
    yield '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>整改情况对比</title>\n<style>{_STYLE}</style>\n"
    yield f"<h1>整改情况对比</h1>\n<p>{escape(summary(found))}</p>\n"
    yield from _rates(found)
    if found.hints:
        yield "<h2>提示</h2>\n<ul>\n"
        yield from (f"<li>{_text(hint)}</li>\n" for hint in found.hints)
        yield "</ul>\n"
    yield "<h2>逐条对照</h2>\n<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in ("整改情况", "部门、项目", "原指标", "现指标"))
    yield "</tr></thead>\n<tbody>\n"
    yield from map(_change, ordered(found.changes))
    yield "</tbody>\n</table>\n</html>\n"


def _rates(found: Comparison) -> Iterator[str]:
    heads = ("部门", "意见条数", "已整改", "部分整改", "整改率", "新增问题")
    yield "<h2>各部门整改情况</h2>\n<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead>\n<tbody>\n"
    for rate in found.rates:
        figures = (f"{rate.remarks:,}", f"{rate.met:,}", f"{rate.partly:,}", rated(rate), f"{rate.added:,}")
        cells = "".join(f'<td class="n">{figure}</td>' for figure in figures)
        yield f'<tr><th scope="row">{_text(rate.department)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _change(change: Change) -> str:
    latest = change.new or change.old
    note = f"<small>{_text(change.note)}</small>" if change.note else ""
    project = _text(latest.project_name) if latest and latest.project_name else "未填项目名称"
    whose = f"{_text(change.department or '未填部门')}<small>{project}</small>"
    sides = f"<td>{_side(change.old)}</td><td>{_side(change.new)}</td>"
    return f'<tr><td class="o">{change.outcome}{note}</td><td>{whose}</td>{sides}</tr>\n'


def _side(entry: Entry | None) -> str:
    if entry is None:
        return "（无此指标）"
    opinion = f'<p class="r">{_text(entry.opinion)}</p>' if entry.opinion else ""
    return f"{_text(indicator(entry))}<small>{_text(f'{entry.file} {entry.place}')}</small>{opinion}"


def _text(text: str) -> str:
    return escape(printable(text))
