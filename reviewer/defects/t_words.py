"""T-words (以描述代替指标值): comparative or hortatory words in place of a value."""

import re

from reviewer.defects.defect import Defect
from reviewer.defects.kinds import Kind
from reviewer.defects.reading import Reading
from reviewer.defects.scoring import scored
from reviewer.model import Finding, Grade, Question
from reviewer.targets import TargetKind
from reviewer.text import squeeze


def check(reading: Reading) -> Finding | None:
    """Words in place of a value; a remark where records could confirm them."""
    target = reading.shown.target or ""
    if not _wordy(reading) or scored(reading.shown.criteria):
        return None
    text = squeeze(target)
    if not reading.vague:
        if _STANDARD.search(text):
            return None
        if _CONFIRMED.fullmatch(text):
            return Finding(DEFECT.code, Grade.ADVISE, target, "以文字表述，宜改为可以核对的数值或时限")
    return Finding(DEFECT.code, Grade.FAIL, target, "属于描述性文字，没有可以核对的标准")


def _wordy(reading: Reading) -> bool:
    """Words alone, or words behind a 0 that counts nothing."""
    target = reading.target
    if target.kind is TargetKind.WORDS:
        return target.date is None or reading.measured.kind not in _DATED
    return target.kind is TargetKind.NUMBER and target.low == 0 and target.unit is None and len(target.rest) > 3


_DATED = frozenset((Kind.TIME, Kind.TIMELINESS))
_STANDARD = re.compile(
    "[ⅠⅡⅢⅣⅤ一二三四五甲乙][类级等]|[A-E]{1,3}[级类等]|^[A-E]{1,3}[+]?$|星级|特级|优等|国标|GB/?T?\\d|行业标准|国家标准|验收规范"
)
_CONFIRMED = re.compile(
    "(?:已|全部|按期|如期|按时|当年|年内|予以)*(?:完成|建成|竣工|完工|办结|发放|拨付|支付|验收|出台|印发|建立|制定|公布|挂牌|上线"
    "|通过|获批|取得|签订|批复|备案|公开|入库|移交|投产|投入使用|无|零|合格|达标|不超)"
    "(?:发放|支付|验收|建设|拨付|采购|安装|预算|投入使用|完毕|到位|合格|达标|通过|事故|投诉)*"
)


DEFECT = Defect(
    code="T-words",
    question=Question.TARGET,
    title="以描述代替指标值",
    definition="用“进一步保障”“明显提高”“根据实际”等文字代替指标值。",
    why="比较性、号召性的文字没有界限，任何结果都可以说已经达到。",
    source="财预〔2021〕101号关于指标值可衡量、有依据的要求；《评判指南》第三问“指标值不可衡量”",
    hit="预防青少年犯罪 减少",
    near_miss="水质达标类别 Ⅲ类（有公开标准可以核对）",
    check=check,
)
