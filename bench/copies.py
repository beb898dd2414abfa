"""20,000 sheets as departments write them: words of their own, words that all use, some taken from others."""

import random
from collections.abc import Iterator

from reviewer.model import Indicator, Place, Sheet, Shown

SHEETS = 20_000
TAKEN = 100  # one sheet in so many is taken from the one before, in other words
_THINGS = """
公路 桥梁 水库 渠道 泵站 路灯 校舍 食堂 图书 课桌 门诊 疫苗 床位 药品 仪器 案件 档案 系统 网站
机房 服务器 摄像头 车辆 消防车 展览 演出 讲座 赛事 农田 大棚 种子 农机 牲畜 苗木 湿地 河道 垃圾
污水 厕所 小区 电梯 管网 供水 供暖 养老院 低保户 残疾人 退役军人 毕业生 企业 商户 市场 景区 村庄
社区 警务室 监所 法庭 律师 党员 干部 教师 医生 护士 学生 幼儿 孕妇 游客 志愿者
"""
_PLACES = "东西南北上下前后河山湖岭溪桥林泉沙石金银龙凤云月清安平和兴永"
_WORK = "维修 新建 改造 购置 养护 培训 检测 救助 补贴 普查 整治 巡查 宣传 租赁 运行 监测 评审 防治 扶持 慰问"
_OWN = """
{work}{thing}数量 {thing}{work}合格率 {thing}{work}完成及时率 {thing}{work}单位成本 {place}村{thing}{work}覆盖率
{thing}故障次数下降率 {thing}正常使用年限 受益{thing}数量 {thing}{work}验收通过率 {place}乡{thing}档案完整率
"""
_GENERAL = """
资金支付及时率 成本控制率 服务对象满意度 群众满意度 提高工作效率 项目按期完成率 验收合格率 可持续影响
预算执行率 保障工作正常开展
"""


def written(number: int) -> Iterator[Sheet]:
    """So many sheets of 400 departments, the same ones every time."""
    dice = random.Random(20_260_101)
    before: list[str] = []
    for at in range(number):
        place, thing, work = (
            "".join(dice.choices(_PLACES, k=2)),
            dice.choice(_THINGS.split()),
            dice.choice(_WORK.split()),
        )
        own = [text.format(place=place, thing=place + thing, work=work) for text in dice.sample(_OWN.split(), 6)]
        names = own + dice.sample(_GENERAL.split(), 3)
        if at % TAKEN == TAKEN - 1:
            names = [*before[:3], *(text.replace("数量", "总数").replace("完成", "办结") for text in before[3:])]
        before = names
        yield _sheet(at, f"第{at % 400}局", f"{place}{thing}{work}", names)


def _sheet(at: int, department: str, project: str, names: list[str]) -> Sheet:
    rows = (
        Indicator(Shown(name=name, target=f"{at % 90 + 5}"), None, Place(""), f"{at}-{row}")
        for row, name in enumerate(names)
    )
    return Sheet(
        f"{at}.txt",
        1,
        Place(""),
        department=department,
        project_name=project,
        goal=f"完成{project}",
        indicators=tuple(rows),
    )
