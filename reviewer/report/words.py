"""What the reports call grades and questions."""

from reviewer.model import Grade, Question

GRADES = {Grade.PASS: "通过", Grade.ADVISE: "建议修改", Grade.FAIL: "退回修改"}
QUESTIONS = {Question.VAGUENESS: "指标含糊", Question.MISCLASSIFICATION: "归类不当", Question.TARGET: "指标值不可衡量"}
