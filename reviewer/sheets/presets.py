"""Rows that a bureau's system puts into sheets (系统预置, no opinion on them), and sheets that it does not review."""

from collections.abc import Callable, Sequence

from reviewer import taxonomy
from reviewer.model import Indicator, Sheet
from reviewer.policy import Preset
from reviewer.sheets.reading import word

IsPreset = Callable[[Sheet, Indicator], bool]


def matcher(presets: Sequence[Preset]) -> IsPreset:
    """Whether a row of a sheet is one of the presets: by its name as a whole, and where the preset says so also by its
    second level and the project class of the sheet."""
    named: dict[str, list[Preset]] = {}
    for preset in presets:
        named.setdefault(word(preset.name), []).append(preset)

    def is_preset(sheet: Sheet, indicator: Indicator) -> bool:
        if not named or not indicator.shown.name:
            return False
        return any(_applies(preset, sheet, indicator) for preset in named.get(word(indicator.shown.name), ()))

    return is_preset


def is_excluded(sheet: Sheet, classes: Sequence[str]) -> bool:
    """Whether a sheet is of one of the project classes that are left out; one that states no class is of none."""
    own = word(sheet.project_class)
    return bool(own) and any(word(name) in own for name in classes)


def _applies(preset: Preset, sheet: Sheet, indicator: Indicator) -> bool:
    if preset.category and _category(preset.category) != indicator.category:
        return False
    return not preset.project_class or is_excluded(sheet, (preset.project_class,))


def _category(text: str) -> str | None:
    return taxonomy.level2(text, bare=True)
