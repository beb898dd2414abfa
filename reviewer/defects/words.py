"""Patterns that several modules share, compiled once from the lexicon."""

import re

from reviewer.defects import lexicon

CLAUSES = re.compile("[,，;；。!！:：]")
HEAD = re.compile(
    r"(?:压缩|缩短|降|提高|达|控制|下降|增加|减少)(?:至|到|为|在)$|(?:完成)?的?(?:情况|情形|状况|结果|目标值|指标值|指标)+$|(?:控制)?在?\d+(?:\.\d+)?[%‰]?(?:以上|以内|以下)$"
)
"""What stands behind the attribute of a name (…情况, …80%以上) and is not part of it."""
PROMPT = re.compile(rf"{lexicon.pattern('promptness')}|效率$")
EMPTY_WORDS = re.compile(rf"{lexicon.pattern('hollow', 'implied')}|[、,，。;；:：()（）\"“”%\d.]|一级|二级|三级")
"""Everything in a wording that names no object."""
SOMEBODY = re.compile(lexicon.pattern("people"))
COST_WORDS = re.compile("成本|费用|经费|支出|预算|资金|开支")
MONEY_UNIT = re.compile(r"^[十百千万亿]*元")

_adverb = f"(?:{lexicon.pattern('wish_adverbs')})*"
WISH_START = re.compile(
    rf"^{_adverb}(?P<verb>{lexicon.pattern('wish_verbs')})(?<!使(?=用))(?<!让(?=利))"
    rf"(?!(?<={lexicon.pattern('nominal_verbs')})(?:{lexicon.pattern('noun_makers')}))"
)
"""A clause that begins with a verb of wish which is not part of a noun (服务器, 保障房)."""
TANGIBLE = re.compile(f"(?:{lexicon.pattern('things', 'people')})$")
"""A noun phrase that ends in somebody or something that can be counted."""
ENDEAVOUR = re.compile(f"(?:{lexicon.pattern('endeavours')})$")
"""Work on a condition (治理, 防控, …建设), which is no piece of work that could be counted."""
DEED = re.compile(f"(?:{lexicon.pattern('deeds')}|举办|组织|召开|办理|采购|购置|新建|维修)")
"""A wording that begins with something done."""
ACTIVE = re.compile(
    f"^(?:{lexicon.pattern('activities', 'deeds')})"
    f"|(?:{lexicon.pattern('activities')})(?:活动|工作|项目|工程|任务|服务|情况)*$"
)
"""A wording that begins or ends with a piece of work."""
INTERNAL = re.compile(lexicon.pattern("internal"))
"""Inner affairs of an administration (检查, 会议, 调研): no effect on the public by themselves."""

JOBS = re.compile("就业|岗位|创业|脱贫|务工|从业|用工|劳务输出")
LOW = re.compile(lexicon.pattern("lows"))
"""Words of rates that ought to be low."""
BOON = re.compile(lexicon.pattern("boons"))
"""What a project does good to people or nature."""
HARM = re.compile(lexicon.pattern("harms", "lows"))
"""What a project may do to people or nature."""
LATE = re.compile(lexicon.pattern("lateness"))
"""Words of what was not done in time, or of how often something is done."""
SERVED = re.compile(f"(?:{lexicon.pattern('people')})+")
DELIVERED = re.compile("验收|合格率|准确率|优良率")
"""Rates of the delivered thing itself, which end with the delivery."""
VERDICT = re.compile("投诉|差评|认可|好评|获得感|幸福感|口碑|满意|评价|评议|测评|表扬|信任")
"""What those served say without the word 满意."""
FOR_PEOPLE = re.compile("满足|预防|方便|关爱|解决|惠及|造福")
"""What is wished for people, not for the standard of a thing."""
PUBLIC_ORDER = re.compile("群体性|突发|非访|稳定|治安|诉求|上访|矛盾")
CONDITION = re.compile(lexicon.pattern("conditions"))
"""A count that by itself tells a condition of people or of public order."""
