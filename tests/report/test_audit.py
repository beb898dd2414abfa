"""The audit as text: the whole of it for one file of two sheets."""

from pathlib import Path

from typer.testing import CliRunner

from reviewer.cli import app
from reviewer.model import Audit, Indicator, Place, Sheet, SheetAudit, Shown, Suspect
from reviewer.report.audit import audited
from tests.extraction.layouts import CLINICS, LAYOUTS

ROW = Indicator(Shown(name="养护里程"), "数量指标", Place("第5行", 5), doubts=("列错位，按内容归位",))
SHEET = Sheet("样表.txt", 1, Place("第2行", 2), title="绩效目标表", project_name="农村公路养护", indicators=(ROW,))
WHOLE = Sheet("样表.txt", 2, Place("第9行", 9), department="某县水务局", scope="部门整体", tree="2021")
TOLD = Audit(
    "样表.txt",
    (
        SheetAudit(
            SHEET,
            2,
            (Suspect(Place("第7行", 7), "修补面积 | ≥12000平方米"),),
            80.0,
            {"数量指标": 1},
            {"列错位，按内容归位": 1},
        ),
        SheetAudit(WHOLE, 0, (), None, {}, {}),
    ),
    (Suspect(Place("第20行", 20), "培训合格率不低于95%"),),
)
EXPECTED = """\
样表.txt
  表  位置          名称                                读出  疑似  权重合计
  1   第2行         农村公路养护                           1     2        80
      类别：数量指标 1
      未见类别：质量指标、时效指标、成本指标、经济效益、社会效益、生态效益、可持续影响、服务对象满意
          度
      权重：合计 80，既非 90 也非 100，请核对是否漏行或填报有误
      行数：疑似指标 2 行，读出 1 行，请对照原表核对
      存疑：列错位，按内容归位（1 行）
      疑似指标而未读出 1 行，请核对：
        第7行         修补面积 | ≥12000平方米
  2   第9行         某县水务局（部门整体）                 0     0      未填
      类别：均未识别
      未见类别：数量指标、质量指标、时效指标、成本指标、经济效益、社会效益、生态效益、服务对象满意度
  表外疑似指标 1 行，请核对是否漏读：
    第20行        培训合格率不低于95%

空表.txt
  未发现绩效目标表。

合计：2 个文件，2 张绩效目标表，读出指标 1 行，表内疑似指标 2 行；表内疑似而未读出 1 行，表外疑似指
标 1 行，读取存疑 1 行。
"""


def test_report() -> None:
    assert "".join(audited([TOLD, Audit("空表.txt", (), ())])) == EXPECTED


def test_command(tmp_path: Path) -> None:
    file = tmp_path / "样表.txt"
    file.write_text(LAYOUTS["tabs"](CLINICS, 0), encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", "--audit", str(file)])
    assert done.exit_code == 0
    assert "合计：1 个文件，1 张绩效目标表，读出指标 7 行，表内疑似指标 7 行" in done.stdout
