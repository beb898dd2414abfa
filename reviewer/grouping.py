"""The department of a sheet that does not name it: of its folder, else of its file name. For roster, grouping and
reports only; the sheet itself stays as it is. Pure."""

import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import takewhile

from reviewer.model import Sheet
from reviewer.text import plain, simplified, squeeze

Department = tuple[str | None, bool]
"""The name of a department (None: nothing tells it), and whether it was inferred (推断) from the path."""


def finder(sheets: Iterable[Sheet]) -> Callable[[Sheet], Department]:
    """Tells the department of each sheet of a run. A finance bureau's folder that holds all the files is the desk on
    which they lie, not a department that sent them."""
    shared = _shared({sheet.file for sheet in sheets})
    return partial(department, shared=shared)


def department(sheet: Sheet, shared: int = 0) -> Department:
    """The department of a sheet: its own, else the innermost folder that is called like an organisation, else that of
    the file name. `shared` is how many leading folders all files of the run have in common."""
    if sheet.department:
        return sheet.department, False
    *folders, file = _parts(sheet.file)
    for depth in range(len(folders), 0, -1):
        name = organisation(folders[depth - 1])
        if name and not (depth <= shared and _FINANCE.search(name)):
            return name, True
    name = organisation(os.path.splitext(file)[0])
    return name, name is not None


def organisation(text: str) -> str | None:
    """The organisation that a folder or file is called after, as written there; None where it is called otherwise
    (2026, 上报材料, 绩效目标, 农业科)."""
    pieces = (*_SPLIT.split(plain(text)), squeeze(text))
    return next((name for piece in pieces if (name := _in_piece(_lead(piece)))), None)


# ---------------------------------------------------------------------------------------------------------------------


def _lead(piece: str) -> str:
    """A piece without what stands before a name: numbers, 附件3, 2026年, 关于报送."""
    rest = _LEAD.sub("", piece)
    while rest != piece:
        piece, rest = rest, _LEAD.sub("", rest)
    return piece


def _in_piece(piece: str) -> str | None:
    for pattern in (_STRONG, _PLACE, _WEAK):
        found = pattern.match(simplified(piece))
        if found and not _NO_NAME.fullmatch(found[1]):
            return piece[: found.end(1)]
    return None


def _parts(file: str) -> list[str]:
    return [part for part in re.split(r"[\\/]", file) if part not in ("", ".", "..")]


def _shared(files: set[str]) -> int:
    steps = zip(*(_parts(file)[:-1] for file in files), strict=False)
    return sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, steps))


_SPLIT = re.compile(r"[\s_\-+—–~,，、;；.。:：()（）\[\]【】《》“”\"'&@#]+")
_LEAD = re.compile(
    r"^(?:附件?表?[0-9一二三四五六七八九十]*|表[0-9一二三四五六七八九十]+|[0-9]+(?:年度?|号|月|日)?|第[0-9一二三四五六七八九十]+[批次号]"
    r"|[一二三四五六七八九十]+(?=[、.])|关于|报送|上报|申报|汇总|预算|部门|单位)"
)
_HAN = r"[\u4e00-\u9fffA-Za-z×]"
_BEHIND = (
    r"(?=$|[0-9]|本级|机关|绩效|目标|预算|项目|部门|整体|支出|上报|申报|报送|报|材料|资料|表|文件|的|等|"
    r"终稿|最终|定稿|初稿|修改|修订|汇总|全年|年度|填报|自评|财政|事前|专项资金|资金)"
)
_STRONG = re.compile(
    rf"^({_HAN}{{1,18}}?(?:(?<![布格结开出大全破僵饭时变])局|委员会|管委会|人民政府|街道办事处|街道办|(?:人民)?法院|检察院|指挥部|"
    rf"党校|武装部|组织部|宣传部|统战部|联合会|供销社|常委会|支队|大队|总队))"
    rf"(?!长|部分|面|势|限|域)"
)
"""Endings that nothing but an organisation has, whatever stands behind them."""
_PLACE = re.compile(rf"^({_HAN}{{1,6}}?(?:街道|镇|乡|苏木)(?:人民政府|政府|机关)?){_BEHIND}")
_WEAK = re.compile(
    rf"^({_HAN}{{1,20}}?(?:厅|委|办公室|办|中心|研究院|学院|医院|卫生院|保健院|福利院|敬老院|设计院|院|研究所|事务所|所|管理站|总站|"
    rf"站|博物馆|图书馆|文化馆|档案馆|美术馆|科技馆|体育馆|纪念馆|馆|大学|中学|小学|学校|幼儿园|一中|二中|三中|四中|协会|学会|"
    rf"基金会|红十字会|总工会|人大|政协|纪委|监委|团委|妇联|残联|文联|科协|侨联|工商联|社科联|记协|作协|管理处|办事处|代表处|工程处|"
    rf"养护处|服务处|林场|农场|水厂|报社|电视台|广播台|融媒体|消防队|公司|集团|工委|党委)|"
    rf"人大|政协|纪委|纪委监委|团委|妇联|残联|文联|科协|侨联|工商联|总工会|法院|检察院|党校|武装部|编办|"
    rf"组织部|宣传部|统战部|政法委|网信办|机关工委|档案馆|供销社|红十字会){_BEHIND}"
)
"""Endings that other names have, too: only where nothing more of a name follows."""
_NO_NAME = re.compile(
    "(?:[省市县区乡镇各全上下直属本级相关有一二三级其他所主管预算部门单位业务股科室处资料]+)?(?:局|委|办|委员会|办公室|中心|院|所|站|馆|"
    "厅|镇|乡|街道|学校|小学|中学|学院|医院|公司|集团|党委|委办局|党政办|部委办局)"
    "|(?:.{0,4})(?:服务|建设|采购|改造|维修|运行|管理|审核)(?:所|站|院)|产业布局|.{0,6}收支|.{0,3}评审中心审核"
)
"""What ends like an organisation and names none."""
_FINANCE = re.compile("财政(?:局|厅|所|部|分局|金融局|和金融局)")
