"""The command line as a user meets it: exit codes, exact messages, whole reports; the failures first."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reviewer import pipeline, reading
from reviewer.cli import app
from reviewer.defects import DEFECTS
from reviewer.documents import Limits
from reviewer.errors import Unread
from reviewer.model import Graded, Shown, Ungraded, Verdict
from reviewer.settings import Settings
from reviewer.sheets import FINDINGS

CODES = (*DEFECTS, *FINDINGS)

HEAD = ("", "一级指标", "二级指标", "三级指标", "指标性质", "指标方向性", "目标值", "计量单位", "备注")
ROWS = (
    ("绩效指标", "产出指标", "数量指标", "发放救助金人数", "大于等于", "正向", "300", "人", ""),
    ("绩效指标", "效益指标", "社会效益指标", "提高工作效率", "大于等于", "正向", "95", "%", ""),
)
SHEET = "部门整体绩效表\n\n部门：{department}\n\n" + "\n".join(map("\t".join, (HEAD, *ROWS))) + "\n\n"
WEAK_ROW = "提高工作效率"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a database of its own."""
    for name in [name for name in os.environ if name.startswith("REVIEWER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(*names: str, department: str = "民政局") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(SHEET.format(department=department), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


EMPTY = "空文件（0 字节），请重新导出或复制"
GONE = "找不到该文件或文件夹，请检查路径"
COULD_NOT_RUN = [
    (("review", "gone"), "reviewer: no such file or folder: gone\n"),
    (("extract", "gone", "lost"), "reviewer: no such file or folder: gone, lost\n"),
    (
        ("review", "a.txt", "--grader", "some-model"),
        "reviewer: grader some-model: its endpoint is not named; give --base-url URL or set base_url"
        " (--grader rules needs none)\n",
    ),
    (
        ("review", "a.txt", "--db", "a.txt"),
        "reviewer: a.txt: not a usable database; name another file with --db, or move this one away"
        " (file is not a database)\n",
    ),
    (
        ("review", "a.txt", "-o", "no/list.csv"),
        "reviewer: no/list.csv: cannot be written; name a file in a writable folder with --output\n",
    ),
    (("explain", "T-x"), f"reviewer: no such code: T-x; known are {', '.join(code.code for code in CODES)}\n"),
]


@pytest.mark.parametrize(("arguments", "stderr"), COULD_NOT_RUN, ids=[" ".join(c[0]) for c in COULD_NOT_RUN])
def test_could_not_run(arguments: tuple[str, ...], stderr: str) -> None:
    _write("a.txt")
    done = run(*arguments)
    assert (done.exit_code, done.stderr, done.stdout) == (2, stderr, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("review",),
        ("review", "a.txt", "--no-such"),
        ("review", "a.txt", "--format", "pdf"),
        ("review", "a", "--top", "-1"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_an_unknown_setting_is_named() -> None:
    _write("a.txt")
    Path("reviewer.toml").write_text("colour = 1")
    done = run("review", "a.txt")
    known = ", ".join(Settings.model_fields)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"reviewer: reviewer.toml: colour: unknown setting; known are {known}\n"


@pytest.mark.parametrize("command", [("review", "--format", "jsonl"), ("extract",)])
def test_bad_files_are_named_and_the_others_go_on(command: tuple[str, ...]) -> None:
    _write("in/a.txt", "in/z.txt")
    Path("in/empty.txt").write_bytes(b"")
    Path("in/notice.txt").write_text("会议通知\n请准时参加。\n", encoding="utf-8")
    done = run(*command, "in", "gone.txt")
    assert done.exit_code == 3
    assert {json.loads(line)["file"] for line in done.stdout.splitlines()} == {"in/a.txt", "in/z.txt"}
    assert done.stderr == (
        f"in/empty.txt：{EMPTY}\ngone.txt：{GONE}\nin/notice.txt：未发现绩效目标表，请确认文件是否为绩效目标申报表\n"
    )


def test_a_file_without_a_sheet_alone_is_no_failure() -> None:
    Path("notice.txt").write_text("会议通知\n", encoding="utf-8")
    done = run("review", "notice.txt", "--check")
    assert (done.exit_code, done.stderr) == (0, "notice.txt：未发现绩效目标表，请确认文件是否为绩效目标申报表\n")


EXIT_CODES = [
    ((), 0),
    (("--check",), 1),
    (("--check", "--top", "0"), 1),
    (("--check", "--department", "民政"), 1),
    (("--check", "--department", "教育"), 0),
    (("--check", "--question", "vagueness"), 1),
    (("--check", "gone.txt"), 3),
]


@pytest.mark.parametrize(("arguments", "code"), EXIT_CODES, ids=[" ".join(case[0]) or "none" for case in EXIT_CODES])
def test_exit_codes(arguments: tuple[str, ...], code: int) -> None:
    _write("a.txt")
    assert run("review", "a.txt", *arguments).exit_code == code


@pytest.mark.parametrize("command", ["extract", "review"])
def test_a_file_read_in_part_is_named_and_exits_3(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _write("a.txt")
    read_file = reading.read_file

    def partly(file: str, limits: Limits) -> reading.Read:
        read = read_file(file, limits)
        assert isinstance(read, tuple)
        return reading.Partly(read, Unread(file, "第3页为扫描图像，未读取"))

    monkeypatch.setattr(reading, "read_file", partly)
    done = run(command, "a.txt")
    assert (done.exit_code, "a.txt：第3页为扫描图像，未读取\n" in done.stderr) == (3, True)


def test_an_ungraded_row_is_printed_last_and_exits_3(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewer.grading.offline import Rules

    def grade(self: Rules, rows: dict[str, Shown]) -> list[dict[str, Verdict]]:
        return [
            {key: Ungraded(key, "rules", "超时") if shown.name == WEAK_ROW else Graded(key, "rules")}
            for key, shown in rows.items()
        ]

    monkeypatch.setattr(Rules, "grade", grade)
    _write("a.txt")
    done = run("review", "a.txt", "--format", "jsonl", "--all", "--top", "1", "--check")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 3
    assert [(row["name"], row["rank"], row["ungraded"]) for row in rows] == [
        ("发放救助金人数", 1, None),
        (WEAK_ROW, None, "超时"),
    ]


def test_lists_hold_weak_rows_and_all_of_them_with_all() -> None:
    _write("a.txt", "b.txt")
    names = [json.loads(line)["name"] for line in run("review", ".", "--format", "jsonl").stdout.splitlines()]
    assert names == [WEAK_ROW] * 2
    assert len(run("review", ".", "--format", "jsonl", "--top", "1").stdout.splitlines()) == 1
    assert len(run("review", ".", "--format", "jsonl", "--all").stdout.splitlines()) == 4


def test_output_by_name_writes_the_list_and_still_shows_the_table() -> None:
    _write("a.txt")
    done = run("review", "a.txt", "--output", "list.csv")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "完整清单\n  已写入 list.csv。\n" in done.stdout
    text = Path("list.csv").read_bytes().decode("utf-8-sig")
    assert [row["三级指标"] for row in csv.DictReader(text.splitlines())] == [WEAK_ROW]
    assert {path.name for path in Path().iterdir()} == {"a.txt", "list.csv", ".data"}, "no unfinished file stays"


def test_output_with_a_format_writes_that_and_nothing_else() -> None:
    _write("a.txt")
    for output_format in ("table", "jsonl", "csv"):
        done = run("review", "a.txt", "--format", output_format, "--output", "out.csv")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "已写入 out.csv\n")
    done = run("review", "a.txt", "--output", "out.txt")
    assert (done.stdout, Path("out.txt").read_text(encoding="utf-8")[:6]) == ("", "绩效目标审核")


def test_a_second_run_says_the_same() -> None:
    _write("a.txt")
    assert run("review", "a.txt").stdout == run("review", "a.txt").stdout


TABLE = """绩效目标审核（由规则判定，未使用语言模型）
读取文件 2 个，绩效目标表 2 张，指标 4 行。
部门整体 2 张，均未填金额。
问题指标 2 行，占 50.0%；建议修改 0 行；通过 2 行。

审核结论
  退回重报         部门整体 2 张
  待人工核实       部门整体 0 张
  修改后通过       部门整体 0 张
  通过             部门整体 0 张

应退回重报的部门整体（按金额，共 2 个）
      未填金额  部门整体绩效表             教育局                     问题1项、50%，绩效指标过少，…
      未填金额  部门整体绩效表             民政局                     问题1项、50%，绩效指标过少，…

共性问题（文字和意见相同的合并）
    2 次      2 张表   2 个部门  社会效益指标｜提高工作效率：大于等于 95 %
          {opinion}

完整清单
  全部项目、指标和意见的 Excel 工作簿，用下面的命令写出：
  reviewer review a.txt b.txt --output 审核结果.xlsx

按问题轻重排列，前 1 种（问题指标共 2 行，相同的合并）
◆ 教育局　部门整体绩效表　未填预算　第1张表　a.txt
  1 第7行　社会效益指标｜提高工作效率：大于等于 95 %（另有 1 行相同）
    退回：{opinion}
"""


def test_the_table() -> None:
    _write("a.txt", department="教育局")
    _write("b.txt", department="民政局")
    done = run("review", "a.txt", "b.txt")
    opinion = json.loads(run("review", "a.txt", "--format", "jsonl").stdout)["opinion"]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == TABLE.format(opinion=opinion)


def test_sheets_as_wholes_are_json_lines_of_their_own() -> None:
    _write("a.txt", department="教育局")
    _write("b.txt", department="民政局")
    done = run("review", "a.txt", "b.txt", "--level", "sheet", "--format", "jsonl", "--department", "民政")
    (sheet,) = map(json.loads, done.stdout.splitlines())
    assert (sheet["file"], sheet["weak"], sheet["conclusion"]) == ("b.txt", 1, "退回重报")
    codes = [finding["code"] for finding in sheet["findings"]]
    assert codes == ["S-few", "S-no-goal", "S-no-cost", "S-no-satisfaction"]
    refused = run("review", "a.txt", "--level", "sheet")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "reviewer: --level sheet: sheets are listed as JSON Lines only; add --format jsonl\n"


def test_presets_have_no_opinion_and_classes_are_left_out() -> None:
    _write("a.txt", department="教育局")
    Path("b.txt").write_text(SHEET.format(department="民政局\n项目类别：人员类"), encoding="utf-8")
    preset = '[[presets]]\nname = "提高工作效率"\ncategory = "社会效益"\n'
    Path("reviewer.toml").write_text(preset, encoding="utf-8")
    done = run("review", "a.txt", "b.txt", "--exclude-class", "人员类", "--check")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "绩效目标表 1 张，指标 2 行，按项目类别略过 1 张表。" in done.stdout
    assert "问题指标 0 行，占 0.0%；建议修改 0 行；通过 1 行；系统预置，不提意见 1 行。" in done.stdout
    rows = run("review", "a.txt", "--format", "jsonl", "--all").stdout.splitlines()
    assert [json.loads(row)["preset"] for row in rows] == [True, False]


def test_a_selection_is_named_and_counted() -> None:
    _write("a.txt", department="教育局")
    _write("b.txt", department="民政局")
    done = run("review", "a.txt", "b.txt", "--department", "民政", "--question", "vagueness")
    assert done.stdout.splitlines()[1:5] == [
        "读取文件 2 个，绩效目标表 2 张，指标 1 行。",
        "仅统计所选指标：指标含糊、部门名含“民政”。",
        "部门整体 1 张，均未填金额。",
        "问题指标 1 行，占 100.0%；建议修改 0 行；通过 0 行。",
    ]


def test_submitted_text_cannot_drive_the_terminal_or_a_spreadsheet() -> None:
    _write("a.txt", department="=甲[red]\x1b[31m局")
    done = run("review", "a.txt", "--output", "list.csv")
    assert "\x1b" not in done.stdout
    assert "◆ =甲[red]�[31m局" in done.stdout
    (row,) = csv.DictReader(Path("list.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["部门"] == "'=甲[red]�[31m局"


def test_explain() -> None:
    listing = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in listing] == [code.code for code in CODES]
    page = run("explain", "t-pseudo").stdout
    (defect,) = (defect for defect in DEFECTS if defect.code == "T-pseudo")
    assert page.startswith(f"T-pseudo　{defect.title}（指标值不可衡量）\n")
    flat = "".join(page.split())
    for text in (defect.definition, defect.why, defect.source, defect.hit, defect.near_miss):
        assert "".join(text.split()) in flat
    assert run("explain", "s-no-cost").stdout.startswith("S-no-cost　未设成本指标（整表）\n")


def test_ctrl_c_keeps_what_was_done_and_exits_3(monkeypatch: pytest.MonkeyPatch) -> None:
    _write("a.txt", "b.txt")
    read_file = reading.read_file

    def interrupted(file: str, limits: Limits) -> reading.Read:
        if file == "b.txt":
            raise KeyboardInterrupt
        return read_file(file, limits)

    run("review", "a.txt")
    monkeypatch.setattr(reading, "read_file", interrupted)
    done = run("review", "a.txt", "b.txt")
    assert (done.exit_code, done.stderr) == (3, "1 个文件未读：运行被中断，请重新运行\n")
    assert "运行被中断，以下仅为已完成的部分。\n读取文件 1 个，绩效目标表 1 张，指标 2 行，" in done.stdout
    extracted = run("extract", "a.txt", "b.txt")
    assert (extracted.exit_code, len(extracted.stdout.splitlines())) == (3, 2)


def _process(*arguments: str, **more: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "reviewer", *arguments], stderr=subprocess.PIPE, **more)


def test_a_reader_that_goes_away_is_no_error() -> None:
    for number in range(40):
        _write(f"in/{number}.txt")
    reading, writing = os.pipe()
    process = _process("extract", "in", stdout=writing)
    os.close(writing)
    os.close(reading)
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0


def test_a_file_name_that_is_no_utf8_is_no_trouble(folder: Path) -> None:
    (folder / os.fsdecode(b"a\xff.txt")).write_text(SHEET.format(department="民政局"), encoding="utf-8")
    for arguments in (("extract",), ("review",), ("review", "--format", "jsonl"), ("review", "--format", "csv")):
        process = _process(*arguments, ".", stdout=subprocess.PIPE)
        stdout, stderr = process.communicate(timeout=60)
        assert (process.returncode, stderr) == (0, b"")
        assert b"a?.txt" in stdout


def test_a_kill_with_ctrl_c_shows_no_traceback() -> None:
    _write(*(f"in/{number}.txt" for number in range(800)))
    process = _process("extract", "in", stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert b"Traceback" not in process.communicate(timeout=60)[1]
    assert process.returncode == 3


def test_an_output_never_takes_the_place_of_what_the_run_needs() -> None:
    _write("in/a.txt")
    run("review", "in", "--db", "kept.db")
    before = {name: Path(name).read_bytes() for name in ("in/a.txt", "kept.db")}
    for arguments in (
        ("-o", "in/a.txt"),
        ("-o", "kept.db", "--format", "csv"),
        ("-o", "kept.db-wal", "--format", "csv"),
    ):
        done = run("review", "in", "--db", "kept.db", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "would be lost" in done.stderr
    assert run("extract", "in", "-o", "in/a.txt").exit_code == 2
    assert {name: Path(name).read_bytes() for name in before} == before


def test_an_ending_that_is_no_format_is_refused() -> None:
    _write("a.txt")
    done = run("review", "a.txt", "-o", "list.ods")
    assert (done.exit_code, Path("list.ods").exists()) == (2, False)
    assert done.stderr == (
        "reviewer: list.ods: no report is written under this ending;"
        " use .csv, .jsonl, .xlsx, .html or .txt, or --format\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_standard_output_is_one_line_and_2() -> None:
    _write("a.txt")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reviewer", "review", "a.txt"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "reviewer: standard output cannot be written (No space left on device); use --output FILE\n"
    )


def test_a_fault_of_the_program_is_one_line_and_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    _write("a.txt")
    monkeypatch.setattr(pipeline, "review", broken)
    done = run("review", "a.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == ("reviewer: a fault of the program (RecursionError); please report it with the command\n")


def test_a_roster_tells_who_has_not_sent() -> None:
    _write("in/a.txt", department="教育局")
    lines = ("部门,项目名称,金额（万元）", "教育局,部门整体绩效,30", "民政局,城乡救助,20")
    Path("in/应报.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("review", "in", "--roster", "in/应报.csv")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "读取文件 1 个" in done.stdout
    assert "未报 1 个（20万元）" in done.stdout
    assert "        20万元  城乡救助                   民政局\n" in done.stdout
    refused = run("review", "in", "--roster", "gone.csv")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "gone.csv" in refused.stderr


def test_a_workbook_is_not_replaced_unasked() -> None:
    """Somebody may have decided in it."""
    _write("a.txt")
    assert run("review", "a.txt", "-o", "审核.xlsx").exit_code == 0
    before = Path("审核.xlsx").read_bytes()
    again = run("review", "a.txt", "-o", "审核.xlsx")
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.startswith(
        "reviewer: 审核.xlsx: exists, and somebody may have decided in it; name another file"
    )
    assert Path("审核.xlsx").read_bytes() == before
    assert run("review", "a.txt", "-o", "审核.xlsx", "--overwrite").exit_code == 0
