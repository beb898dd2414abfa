"""The defects (缺陷) an indicator can have: one module a code, all of them in `DEFECTS`."""

from reviewer.defects import (
    m_category,
    t_baseline,
    t_bound,
    t_kind,
    t_missing,
    t_pseudo,
    t_scale,
    t_unit,
    t_vacuous,
    t_words,
    t_yes_no,
    v_compound,
    v_object,
    v_placeholder,
    v_slogan,
    v_truncated,
)
from reviewer.defects.defect import Defect
from reviewer.defects.reading import Reading, read_row

DEFECTS: tuple[Defect, ...] = (
    v_slogan.DEFECT,
    v_object.DEFECT,
    v_placeholder.DEFECT,
    v_truncated.DEFECT,
    v_compound.DEFECT,
    m_category.DEFECT,
    t_missing.DEFECT,
    t_yes_no.DEFECT,
    t_scale.DEFECT,
    t_words.DEFECT,
    t_pseudo.DEFECT,
    t_kind.DEFECT,
    t_unit.DEFECT,
    t_vacuous.DEFECT,
    t_bound.DEFECT,
    t_baseline.DEFECT,
)
"""Every code of the guideline, in its order."""

BY_CODE: dict[str, Defect] = {defect.code: defect for defect in DEFECTS}

__all__ = ["BY_CODE", "DEFECTS", "Defect", "Reading", "read_row"]
