"""Small patterns that several rules share, compiled once from the lexicon."""

import re

from reviewer.defects import lexicon

INTERNAL = re.compile(lexicon.pattern("internal"))
"""Inner affairs of an administration (检查, 会议, 调研): no effect on the public by themselves."""
JOBS = re.compile("就业|岗位|创业|脱贫|务工")
DELIVERED = re.compile("验收|合格率|准确率|优良率")
"""Rates of the delivered thing itself, which end with the delivery."""
VERDICT = re.compile("投诉|差评|认可|好评")
"""What those served say without the word 满意."""
COST_WORDS = re.compile("成本|费用|经费|支出|预算|资金|开支")
PROMPT = re.compile(lexicon.pattern("promptness"))
MONEY_UNIT = re.compile(r"^[十百千万亿]*元")
BUDGET_AMOUNT = re.compile("支出|经费|预算|成本|费用|资金|工资|造价|投资|价")
SOMEBODY = re.compile(lexicon.pattern("people"))
TANGIBLE = re.compile(f"(?:{lexicon.pattern('things', 'people')})$")
"""A noun phrase that ends in somebody or something that can be counted."""
ENDEAVOUR = re.compile(f"(?:{lexicon.pattern('endeavours')})$")
"""Work on a condition (治理, 防控, …建设), which is no piece of work that could be counted."""
DEED = re.compile(f"(?:{lexicon.pattern('deeds')}|举办|组织|召开|办理|采购|购置|新建|维修)")
FOR_PEOPLE = re.compile("满足|预防|方便|关爱|解决|惠及|造福")
"""What is wished for people, not for the standard of a thing."""
PUBLIC_ORDER = re.compile("群体性|突发|非访|稳定|治安|诉求|上访|矛盾")
ACTIVE = re.compile(
    f"^(?:{lexicon.pattern('activities', 'deeds')})|(?:{lexicon.pattern('activities')})(?:活动|工作|项目|工程|任务|服务|情况)*$"
)
"""A wording that begins or ends with a piece of work."""
