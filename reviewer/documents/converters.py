"""The programs that read old formats for us: LibreOffice where it is installed, else the package extractous.

Neither is needed by the program. Each is started for many files at a time, in a folder of its own."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
"""Where LibreOffice is when it is not on the search path."""

_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)
"""No macros, no links followed; and a proxy that is none, so that nothing can be fetched whatever else is tried."""


@dataclass(frozen=True, slots=True)
class Command:
    """How to convert files of a folder: the arguments of the program, and what it finds in its environment."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice at a path; it keeps merged cells and changes."""

    path: str

    def suffix(self, target: str) -> str:
        """What the names of converted files end with."""
        return target

    def command(self, folder: Path, names: Sequence[str], target: str) -> Command:
        """Convert files of `folder` (named from there) to docx or xlsx in its folder `out`. Its profile is in the
        folder, too: two starts with one profile would get in each other's way."""
        profile = folder / "profile"
        _write_settings(profile / "user" / "registrymodifications.xcu")
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
        to = ("--convert-to", target, "--outdir", str(folder / "out"))
        arguments = (self.path, f"-env:UserInstallation={profile.as_uri()}", *options, *to, *names)
        return Command(arguments, {"SAL_USE_VCLPLUGIN": "svp"})


@dataclass(frozen=True, slots=True)
class Extractous:
    """The package extractous (Apache Tika); merged cells come out as empty ones."""

    def suffix(self, _target: str) -> str:
        """What the names of converted files end with."""
        return "html"

    def command(self, folder: Path, names: Sequence[str], _target: str) -> Command:
        """Convert files of `folder` to web pages in its folder `out`; in a process of its own, which may be ended."""
        script = Path(__file__).with_name("tika.py")
        return Command((sys.executable, "-P", str(script), str(folder / "out"), *names))


Converter = LibreOffice | Extractous


def installed() -> Converter | None:
    """The better of the programs that are there; None where neither is."""
    places = (shutil.which("soffice"), shutil.which("libreoffice"), *filter(os.path.isfile, _USUAL))
    path = next(filter(None, places), None)
    if path is not None:
        return LibreOffice(path)
    return Extractous() if importlib.util.find_spec("extractous") else None


def _write_settings(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{place}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _SETTINGS
    )
    root = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{root}', encoding="utf-8")
