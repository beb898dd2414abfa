"""Builds the folder: wheels for a named platform, start scripts, the guide. Needs a package index."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).parent / "files"
TAGS: dict[str, tuple[str, ...]] = {
    "windows": ("win_amd64",),
    "linux": tuple(
        f"{kind}_x86_64" for kind in ("manylinux_2_28", "manylinux_2_17", "manylinux2014", "manylinux1", "linux")
    ),
    "linux-arm": tuple(f"{kind}_aarch64" for kind in ("manylinux_2_28", "manylinux_2_17", "manylinux2014", "linux")),
}
"""Platform → tags of the wheels that run there; linux-arm is what Kylin and UOS machines with a Chinese CPU run."""

_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
_LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
MACHINES: dict[str, dict[str, str]] = {
    "windows": _WINDOWS,
    "linux": _LINUX | {"platform_machine": "x86_64"},
    "linux-arm": _LINUX | {"platform_machine": "aarch64"},
}
"""Platform → what the conditions of requirements say of it (pip asks the machine it runs on instead)."""


def main() -> None:
    """Build the bundle and say where it is."""
    chosen = _arguments()
    folder = chosen.output / f"reviewer-{chosen.platform}-python{chosen.python}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    own = _own_wheel(wheels)
    _download(
        [f"{own}[{','.join(chosen.extra)}]" if chosen.extra else str(own)], wheels, chosen.platform, chosen.python
    )
    while missing := _missing(wheels, chosen.platform, chosen.python):
        _download(missing, wheels, chosen.platform, chosen.python)
    _add_files(folder, chosen.platform, chosen.extra)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    print(f"{folder}: {len(list(wheels.iterdir()))} wheels, {size:.0f} MB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("--platform", choices=TAGS, required=True)
    parser.add_argument("--python", default="3.11", help="version of the Python there [default: 3.11]")
    parser.add_argument("--extra", action="append", default=None, help="extras to include [default: pdf]")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the folder goes [default: dist]")
    chosen = parser.parse_args()
    chosen.extra = ["pdf"] if chosen.extra is None else [extra for extra in chosen.extra if extra]
    return chosen


def _own_wheel(wheels: Path) -> Path:
    with tempfile.TemporaryDirectory() as built:
        _pip("wheel", "--no-deps", "-w", built, str(ROOT))
        (wheel,) = Path(built).glob("reviewer-*.whl")
        return Path(shutil.copy2(wheel, wheels))


def _download(requirements: list[str], wheels: Path, platform: str, python: str) -> None:
    """The wheels of requirements and of what they require, as pinned."""
    tags = [option for tag in TAGS[platform] for option in ("--platform", tag)]
    only = ("--only-binary=:all:", "--implementation", "cp", "--python-version", python)
    pins = ("-c", str(ROOT / "constraints.txt"))
    _pip("download", "-d", str(wheels), "--find-links", str(wheels), *only, *tags, *pins, *requirements)


def _missing(wheels: Path, platform: str, python: str) -> list[str]:
    """What the wheels require on the platform and pip did not bring, because it is not required here."""
    machine = MACHINES[platform] | {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    present = {parse_wheel_filename(file.name)[0] for file in wheels.iterdir()}
    required = {
        str(requirement.name) + str(requirement.specifier)
        for file in wheels.iterdir()
        for requirement in _requirements(file)
        if requirement.marker and requirement.marker.evaluate(machine)  # type: ignore[arg-type]  # a plain dict
        if canonicalize_name(requirement.name) not in present
    }
    return sorted(required)


def _requirements(wheel: Path) -> list[Requirement]:
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        told = HeaderParser().parsestr(packed.read(name).decode("utf-8"))
    return [Requirement(text) for text in told.get_all("Requires-Dist", [])]


def _add_files(folder: Path, platform: str, extras: list[str]) -> None:
    """The scripts of the platform, with the extras they install, and the guide with its pictures."""
    ending = ".bat" if platform == "windows" else ".sh"
    requirement = f"reviewer[{','.join(extras)}]" if extras else "reviewer"
    for script in sorted(FILES.glob(f"*{ending}")):
        text = script.read_text(encoding="utf-8").replace("@REQUIREMENT@", requirement)
        copy = folder / script.name
        copy.write_text(text, encoding="utf-8", newline="\r\n" if ending == ".bat" else "\n")
        copy.chmod(0o755)
    shutil.copy2(ROOT / "README.zh-CN.md", folder / "使用说明.md")
    shutil.copytree(ROOT / "docs", folder / "docs")


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *arguments], check=True)


if __name__ == "__main__":
    main()
