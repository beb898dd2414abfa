"""The page: what is told to the script, that submitted text stays text, and the page itself in a browser."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from reviewer import ranking
from reviewer.errors import Unread
from reviewer.model import (
    Answer,
    Copy,
    Expected,
    Grade,
    Graded,
    HumanDecision,
    Indicator,
    Place,
    Question,
    Review,
    ReviewedRow,
    ReviewedSheet,
    Roster,
    Sheet,
    SheetFinding,
    Shown,
    Ungraded,
)
from reviewer.report.page import page

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
SLOGAN = Answer(Grade.FAIL, ("V-slogan",), "提高效率", "属于原则性表述")
WORDS = Answer(Grade.FAIL, ("T-words",), "进一步提高", "无法核对")
WEAK = Graded("weak", "rules", SLOGAN, target_measurability=WORDS, opinion="请改为可核实的指标。", rewrite="办结率")
HOSTILE = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">'


def row(
    sheet: Sheet, number: int, name: str = "提高效率", verdict: Graded | Ungraded = WEAK, **other: Any
) -> ReviewedRow:
    shown = Shown("效益指标", "社会效益指标", name=name, target="进一步提高")
    indicator = Indicator(shown, "社会效益", Place(f"第{number}行", number), row=f"{number:016}")
    return ReviewedRow(sheet, indicator, verdict, **other)


def sheet(number: int, department: str, project: str, budget: str = "100") -> Sheet:
    place = Place(f"第{number}行", number)
    return Sheet(
        "甲/表.txt", number, place, department=department, project_name=project, budget=budget, budget_unit="万元"
    )


def review(*sheets: ReviewedSheet) -> Review:
    rows = ranking.rank(row for each in sheets for row in each.rows)
    return Review(rows, files=1, sheets=len(sheets), grader="rules", reviewed=sheets)


def example() -> Review:
    passed = Graded("pass", "rules")
    first, second = sheet(1, "民政局", "救助补助"), sheet(2, "水务局", HOSTILE, "3000")
    decided = HumanDecision("r", "不提意见", "同意。", "王审核", "2026-03-01T08:00:00+00:00", edited=True)
    return review(
        ReviewedSheet(
            first,
            (
                row(first, 1),
                row(first, 2, "办结率", passed),
                row(first, 3, "提高效率", decision="不提意见", decided=decided),
                row(first, 4, "超时的", Ungraded("u", "m", "接口超时")),
            ),
            findings=(SheetFinding("S-x", "退回", "未设置满意度指标。"),),
            copies=(Copy(second, 0.8),),
            conclusion="退回重报",
            reason="问题指标较多。",
            department="民政局",
        ),
        ReviewedSheet(
            second,
            (row(second, 5, HOSTILE), row(second, 6, contested=(Question.VAGUENESS,), rules=Graded("x", "rules"))),
            conclusion="待人工核实",
            reason="判定相反。",
            department="水务局",
            inferred=True,
        ),
    )


def test_the_policy_allows_this_script_and_style_only() -> None:
    text = "".join(page(example()))
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])  # type: ignore[index]
    hashes = []
    for kind in ("style", "script"):
        (inner,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S)
        hashes.append(base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode())
    assert policy == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{hashes[0]}'; "
        f"script-src 'sha256-{hashes[1]}'"
    )
    assert "http" not in text.replace("Content-Security-Policy", "").replace("http-equiv", "")


def test_submitted_text_never_becomes_markup() -> None:
    text = "".join(page(replace(example(), grader=HOSTILE)))
    assert text.count("<script") == 2
    assert "<img" not in text
    told = json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert told["sheets"][1]["project"] == HOSTILE


def test_equal_verdicts_are_told_once() -> None:
    text = "".join(page(example()))
    told = json.loads(re.search(r'id="data">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert [len(told["rows"]), len(told["verdicts"])] == [6, 3]
    assert list(told["defects"]) == ["V-slogan", "T-words"]


def test_what_did_not_come_is_told() -> None:
    """Files that gave nothing, older versions, and the roster; hostile names stay text."""
    entry = Expected("水利局", "P9", HOSTILE, 90000.0, Place("第2行"))
    roster = Roster("应报.xlsx", (entry,), (), (entry,), (), (), ())
    first, second = example().reviewed
    result = replace(
        review(first, replace(second, newer=first.sheet)),
        unread=(Unread(HOSTILE, "文件已损坏"), Unread("\udce5.doc", "加密")),
        partly=(Unread("半.pdf", "第3页为扫描图像"),),
        without_sheets=("说明.txt",),
        roster=roster,
    )
    text = "".join(page(result))
    shown = re.search(r'<details id="received">(.*?)</details>', text, re.S)[1]  # type: ignore[index]
    assert (
        "<summary>报送与读取情况：未能读取的文件 2，部分内容未读取的文件 1，未发现绩效目标表的文件 1，"
        "已由新版替代的绩效目标表 1，应报未报 1<" in shown
    )
    assert "对照应报清单 应报.xlsx：应报 1（9万元），已报 0，未报 1（9万元）" in shown
    assert f"<td>{html.escape(HOSTILE)}</td><td>文件已损坏</td>" in shown
    assert "<td>半.pdf</td><td>第3页为扫描图像</td>" in shown
    assert f"<td>水利局</td><td>P9</td><td>{html.escape(HOSTILE)}</td><td>9万元</td>" in shown
    assert text.count("<script") == 2


def test_where_all_was_read_nothing_is_told() -> None:
    assert 'id="received"' not in "".join(page(example()))


def test_half_characters_are_written() -> None:
    lone = replace(sheet(1, "\ud800局", "\udcff"), file="\udce5.txt", goal="\ud800")
    result = review(ReviewedSheet(lone, (row(lone, 1, "\ud800"),), department=lone.department))
    b"".join(part.encode("utf-8", "replace") for part in page(result))


def test_an_empty_review_is_a_page() -> None:
    text = "".join(page(review()))
    assert "<figure" not in text
    assert text.endswith("</html>\n")


# --------------------------------------------------------------------------------------------------------------------
# In a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of the example; an error on the console fails the test."""
    yield from _opened(browser, tmp_path, example())


def _opened(browser: Any, folder: Path, result: Review, selection: str | None = None) -> Iterator[Any]:
    (folder / "page.html").write_text("".join(page(result, selection)), encoding="utf-8")
    view = browser.new_page(viewport={"width": 1366, "height": 768})
    said: list[str] = []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", lambda request: said.extend([request.url] if not request.url.startswith("file:") else []))
    view.goto((folder / "page.html").as_uri())
    yield view
    assert said == []
    assert view.evaluate("window.hacked") is None
    view.close()


def lines(view: Any, table: str = "rows") -> list[str]:
    return [line.split("\t")[3 if table == "rows" else 2].split("\n")[0] for line in texts(view, table)]


def texts(view: Any, table: str = "rows") -> list[str]:
    cells = "[...tr.cells].map(td => td.innerText).join('\\t')"
    return list(view.evaluate(f"id => [...document.querySelectorAll(`#${{id}} tbody tr`)].map(tr => {cells})", table))


def filtered(view: Any, action: str, field: str, value: str) -> list[str]:
    getattr(view, action)(field, value)
    view.wait_for_timeout(150)
    return lines(view)


def test_the_list_and_its_filters(opened: Any) -> None:
    assert lines(opened) == [HOSTILE, "提高效率", "提高效率", "提高效率", "超时的"]
    assert opened.inner_text("#count") == "共 6 行指标，列出 5"
    assert filtered(opened, "fill", "#search", "民政局 提高效率") == ["提高效率", "提高效率"]
    assert filtered(opened, "fill", "#search", "") == [HOSTILE, "提高效率", "提高效率", "提高效率", "超时的"]
    assert filtered(opened, "select_option", "#department", "水务局") == [HOSTILE, "提高效率"]
    opened.check("#contested")
    opened.wait_for_timeout(150)
    assert lines(opened) == ["提高效率"]
    opened.click("button[type=reset]")
    opened.wait_for_timeout(150)
    assert filtered(opened, "select_option", "#conclusion", "不提意见") == ["提高效率"]
    opened.click("button[type=reset]")
    opened.wait_for_timeout(150)
    assert filtered(opened, "select_option", "#question", "T-words") == [HOSTILE, "提高效率", "提高效率", "提高效率"]
    opened.check("#passed")
    opened.select_option("#question", "")
    opened.wait_for_timeout(150)
    assert len(lines(opened)) == 6


def test_sorting(opened: Any) -> None:
    opened.click("#rows th[data-sort=name] button")
    assert lines(opened)[-1] != HOSTILE
    assert opened.get_attribute("#rows th[data-sort=name]", "aria-sort") == "ascending"
    opened.click("#rows th[data-sort=name] button")
    assert opened.get_attribute("#rows th[data-sort=name]", "aria-sort") == "descending"
    opened.click("#tab-sheets")
    assert lines(opened, "sheets") == ["救助补助", HOSTILE]
    opened.click("#sheets th[data-sort=amount] button")
    opened.click("#sheets th[data-sort=amount] button")
    assert lines(opened, "sheets") == [HOSTILE, "救助补助"]


def test_a_row_opens_with_its_whole_sheet(opened: Any) -> None:
    opened.click("#rows tbody tr:nth-child(3)")
    detail = opened.inner_text("#detail")
    for text in (
        "救助补助",
        "100万元",
        "退回重报：问题指标较多。",
        "退回：未设置满意度指标。",
        "全部指标 4 行",
        "办结率",
    ):
        assert text in detail
    assert "有 80% 的指标相同" in detail
    assert opened.inner_text("#detail tr.open mark >> nth=0") == "提高效率"
    assert "V-slogan" in opened.inner_text("#detail tr.open")
    assert opened.evaluate("document.querySelectorAll('#detail tr.open').length") == 1


def test_by_keyboard_alone(opened: Any) -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("民政局")
    opened.wait_for_timeout(150)
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    assert opened.is_visible("#detail")
    assert opened.evaluate("document.querySelector('#rows tr[aria-selected=true]').dataset.number") == "1"
    opened.keyboard.press("Escape")
    assert not opened.is_visible("#detail")
    assert opened.evaluate("document.activeElement.dataset.number") == "1"


def test_the_sheet_beside_the_list_by_keyboard(opened: Any) -> None:
    """It goes with the selected row; inside it the arrows scroll, and the way back leads to the row."""
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    opened.keyboard.press("End")
    assert "救助补助" in opened.inner_text("#detail h2")
    at = opened.evaluate("document.activeElement.dataset.number")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowUp")
    assert opened.evaluate("document.activeElement.id") == "detail"
    assert opened.evaluate("document.querySelector('#rows tr[aria-selected=true]').dataset.number") == at
    opened.keyboard.press("ArrowLeft")
    assert opened.evaluate("document.activeElement.dataset.number") == at
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Escape")
    assert not opened.is_visible("#detail")
    assert opened.evaluate("document.activeElement.dataset.number") == at


def test_tabs_by_keyboard(opened: Any) -> None:
    opened.focus("#tab-rows")
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate("document.activeElement.id") == "tab-sheets"
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('table').id") == "sheets"


def test_the_top_of_an_opened_row_is_in_sight(opened: Any) -> None:
    opened.set_viewport_size({"width": 911, "height": 512})
    opened.click("#rows tbody tr:nth-child(2)")
    box, top = (
        opened.evaluate(f"document.querySelector('{one}').getBoundingClientRect().top")
        for one in ("#detail tr.open", "#detail .top")
    )
    assert top < box < 512
    assert opened.is_visible("#detail .close")


def test_decisions_and_what_the_rules_say_against_a_model(opened: Any) -> None:
    opened.select_option("#conclusion", "不提意见")
    opened.wait_for_timeout(150)
    opened.click("#rows tbody tr")
    told = opened.inner_text("#detail tr.open")
    assert "同意。" in told
    assert "审核人：王审核 2026-03-01" in told
    assert "程序意见：请改为可核实的指标。" in told
    opened.keyboard.press("Escape")
    opened.click("button[type=reset]")
    opened.wait_for_timeout(150)
    opened.check("#contested")
    opened.wait_for_timeout(150)
    opened.click("#rows tbody tr")
    told = opened.inner_text("#detail tr.open")
    assert "判定相反，规则认为：指标含糊（通过），归类不当（通过），指标值不可衡量（通过）。" in told


def test_a_selection_opens_whole_sheets(browser: Any, tmp_path: Path) -> None:
    result = example()
    chosen = replace(result, rows=tuple(row for row in result.rows if row.contested))
    for view in _opened(browser, tmp_path, chosen, "指标含糊"):
        assert "仅列出所选指标：指标含糊。" in view.inner_text("header")
        assert view.inner_text("#count") == "共 1 行指标，列出 1"
        view.click("#rows tbody tr")
        assert "全部指标 2 行" in view.inner_text("#detail")


def test_a_screen_reader_finds_names(opened: Any) -> None:
    unnamed = opened.evaluate(
        "[...document.querySelectorAll('input,select,svg,table,section,aside')]"
        ".filter(e => !e.closest('label') && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby'))"
        ".map(e => e.outerHTML)"
    )
    assert unnamed == []
    opened.click("#tab-sheets")
    assert opened.get_attribute("#list", "aria-labelledby") == "tab-sheets"
    assert opened.get_attribute("#sheets", "aria-rowcount") == "3"
    strays = "[...document.querySelectorAll('[role=tablist] > *')].filter(e => e.getAttribute('role') !== 'tab').length"
    assert opened.evaluate(strays) == 0
    assert opened.get_attribute("#count", "aria-live") == "polite"


def test_it_prints(opened: Any, tmp_path: Path) -> None:
    opened.pdf(path=str(tmp_path / "page.pdf"), format="A4", landscape=True)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_five_thousand_rows_are_usable(browser: Any, tmp_path: Path) -> None:
    """All can be reached; only a screenful is drawn at once. (How fast, `bench` says.)"""
    heads = [sheet(number, f"部门{number % 30}", f"项目{number}") for number in range(250)]
    one = example().reviewed[0].rows[0]
    sheets = tuple(
        ReviewedSheet(head, tuple(replace(row(head, n, f"提高效率{n}"), verdict=one.verdict) for n in range(20)))
        for head in heads
    )
    for view in _opened(browser, tmp_path, review(*sheets)):
        assert len(lines(view)) < 500
        assert view.inner_text("#count") == "共 5,000 行指标，列出 5,000"
        view.evaluate("document.getElementById('list').scrollTop = 1e9")
        view.wait_for_timeout(200)
        assert len(lines(view)) > 100
        assert filtered(view, "fill", "#search", "项目249 提高效率19") == ["提高效率19"]
