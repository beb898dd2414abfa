"""`reviewer remarks`: the letters to the departments, made of what the reviewers decided."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.commands import DONE, INCOMPLETE, BaseUrl, Database, Paths, Yes, say, told
from reviewer.commands.asking import model_settings
from reviewer.commands.reviewing import is_incomplete, reviewing
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.remarks import Letters
    from reviewer.report.remarks import Sending


def remarks(  # noqa: PLR0913, PLR0917  an option is an argument
    paths: Paths,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Write the letters into this folder.")
    ] = Path("审核意见"),
    round_number: Annotated[int, typer.Option("--round", metavar="N", min=1, help="The round of the review.")] = 1,
    draft: Annotated[
        bool, typer.Option("--draft", help="Print undecided rows, too, under a watermark; not to be sent.")
    ] = False,
    findings: Annotated[
        bool,
        typer.Option(
            "--findings", help="List what is wrong with whole sheets, too (no output indicators …): you decide on it."
        ),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace letters that exist.")] = False,
    grader: Annotated[str | None, typer.Option(metavar="rules|MODEL", help="Who judges. [default: rules]")] = None,
    db: Database = None,
    base_url: BaseUrl = None,
    yes: Yes = False,
) -> None:
    """Write a letter of remarks (.docx) to every department.

    Only rows on which a reviewer decided enter, in the reviewer's own words (see `reviewer decisions import`). Beside
    the letters stands a table 审核意见汇总 (.xlsx) with project code, remarks and conclusion. A conclusion rests on
    what its letter tells: decided rows and, with --findings, what is wrong with the sheet as a whole.

    Exit codes: 0 done, 2 could not run, 3 done in part (named on stderr).
    """
    with told():
        from reviewer import remarks as compose
        from reviewer.report.remarks import Sending
        from reviewer.store import Store

        chosen = model_settings(db=db, grader=grader, base_url=base_url)
        with Store(chosen.db) as store, reviewing(chosen, store, yes) as review:
            result = review(paths)
        found = compose.letters(result.reviewed, compose.Rules(draft, findings, chosen.policy))
        sending = Sending(round_number, chosen.reply_by, chosen.contact, draft)
        _write(found, sending, output, overwrite)
        _tell(found, output, draft)
        if found.letters and not (chosen.reply_by and chosen.contact):
            say("整改期限或联系人未设置，反馈单中未写（reviewer.toml 的 reply_by 和 contact）")
        raise typer.Exit(INCOMPLETE if is_incomplete(result) else DONE)


def _write(found: "Letters", sending: "Sending", folder: Path, overwrite: bool) -> None:
    """All letters and the table, or none where one would replace a file that exists: someone may have worked on it."""
    from reviewer import output
    from reviewer.report import remarks as report

    if not found.letters:
        return
    names = report.file_names(found.letters, sending.round)
    table = folder / f"审核意见汇总_第{sending.round}轮.xlsx"
    files = [folder / name for name in names]
    if not overwrite and (there := next((file for file in [*files, table] if file.exists()), None)):
        raise UsageError(f"{there}: exists; give another --round or --output, or --overwrite")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); name another folder with --output") from error
    for file, letter in zip(files, found.letters, strict=True):
        output.write([report.document(letter, sending)], file)
    output.write([report.flat(found.letters)], table)


def _tell(found: "Letters", folder: Path, draft: bool) -> None:
    """What was written and what stayed at home, on standard error."""
    from reviewer.remarks import NO_DEPARTMENT

    if found.letters:
        say(f"已写入 {folder}：反馈单 {len(found.letters)} 份")
    else:
        say("没有可以发出的意见：请先在工作簿中填写结论，再运行 reviewer decisions import")
    if found.undecided and not draft:
        say(f"{found.undecided:,} 行尚未决定，未列入（草稿请加 --draft）")
    if found.held:
        say(f"{found.held:,} 行存疑、未评或判定相反，须由审核人员决定后才能列入")
    if found.unlisted:
        say(f"{found.unlisted:,} 张绩效目标表另有整表问题（如未填报产出指标），未列入；确认列入请加 --findings")
    if any(letter.department == NO_DEPARTMENT for letter in found.letters):
        say(f"未填部门的绩效目标表合为一份“{NO_DEPARTMENT}”反馈单，请核对部门后再发")
    if found.wordless:
        say(f"{found.wordless:,} 行已决定但未写审核意见，未列入")
