"""What a bureau decides for itself: when a sheet goes back, which words are routine, which rows are presets. The
defaults are habits of the trade, not law; `[policy]` and `[[presets]]` of reviewer.toml change them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
AtLeastOne = Annotated[int, Field(ge=1)]


class Preset(BaseModel):
    """A row that a bureau's system puts into sheets (系统预置): its `name`, and where given the second level and the
    project class (人员类, 运转类, 特定目标类) of the sheets it stands in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    category: str | None = None
    project_class: str | None = None


class Policy(BaseModel):
    """Of sheets as wholes: `min_indicators`: a sheet with fewer indicators of its own is told so, with less than half
    of them it goes back; `weight_totals`: what the weights of a sheet may add up to; `cost_tolerance`: by what share a
    cost target may exceed the budget; `routine`: names of daily routine that say nothing about a project; `severity`:
    a table of finding codes and what they ask for instead (退回, 修改, 提示 or 不查).

    Of conclusions: `return_findings`: a sheet goes back with so many findings of severity 退回; `return_share`: or
    with this share of weight in weak rows; `return_weak`: or with so many weak rows; `verify_ungraded`: a person checks
    a sheet with so many rows that were not judged; `verify_contested`: or so many on which model and rules disagree;
    `verify_doubtful`: or so many weak rows whose reading is doubtful; `verify_doubtful_share`: or with this share of
    rows whose reading is doubtful; `mend_weak`: a sheet is mended with so many weak rows; `mend_findings`: or so many
    findings of severity 修改; `mend_advised`: or so many rows with advice.

    Of copies (疑似套用): `copy_share`: two sheets with this share of rows in common are told; `copy_share_within`: of
    two projects of one department, or one project in two years, this share; `copy_rows`: so many rows in common that
    name something of their own, at the least (one of general words counts half, one of routine nothing); `copy_common`:
    what this share of departments has is common to all and counts nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_indicators: Annotated[int, Field(ge=0)] = 5
    weight_totals: tuple[float, ...] = (90.0, 100.0)
    cost_tolerance: Annotated[float, Field(ge=0)] = 0.01
    routine: tuple[str, ...] = (
        "资金支出及时率",
        "资金支付及时率",
        "资金拨付及时率",
        "资金使用及时率",
        "资金支出合规率",
        "资金使用合规率",
        "资金支付合规率",
        "资金支出合规性",
        "资金使用合规性",
        "支出合规率",
        "预算编制到项目率",
        "预算执行率",
        "预算完成率",
        "资金到位率",
        "资金使用率",
        "资金支付进度",
        "预算执行进度",
        "预算支出进度",
        "专款专用",
        "科目调整次数",
        "科目调整数",
        "结转结余率",
        "政府采购执行率",
        "预决算公开率",
    )
    severity: dict[str, Literal["退回", "修改", "提示", "不查"]] = {}
    return_findings: AtLeastOne = 1
    return_share: Share = 0.5
    return_weak: AtLeastOne = 8
    verify_ungraded: AtLeastOne = 1
    verify_contested: AtLeastOne = 1
    verify_doubtful: AtLeastOne = 1
    verify_doubtful_share: Share = 0.5
    mend_weak: AtLeastOne = 1
    mend_findings: AtLeastOne = 1
    mend_advised: AtLeastOne = 3
    copy_share: Share = 0.6
    copy_share_within: Share = 0.8
    copy_rows: Annotated[float, Field(gt=0)] = 3.0
    copy_common: Share = 0.1
