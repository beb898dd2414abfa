"""The steps of a review, whoever is told of them, and what is said of what a Ctrl-C left undone."""

from collections.abc import Callable

CONVERTING, READING, KNOWN, JUDGING = "转换旧格式文件", "读取文件", "查找已有判定", "评判指标"
"""The steps of a review. What is known is told once for each judge, before it judges."""

Watch = Callable[[str, int, int], None]
"""Told of progress: the step (in Chinese), how much of it is done, of how much."""

STOPPED = "运行被中断，请重新运行"
"""What is said of a file or row that Ctrl-C kept from being read or judged."""
