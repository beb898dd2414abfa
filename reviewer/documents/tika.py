"""Run as a program of its own: old documents to web pages by the package extractous. Arguments: the folder to write
to, then the files. What cannot be read leaves no file behind."""

import sys
from pathlib import Path

_LONGEST = 200_000_000  # characters of one document


def main(folder: str, *names: str) -> None:
    """Write one page for each file, named as the file."""
    from extractous import Extractor

    extractor = Extractor().set_xml_output(True).set_extract_string_max_length(_LONGEST)
    for name in names:
        try:
            page, _ = extractor.extract_file_to_string(name)
        except Exception:  # whatever a damaged file raises; the others are still to be read
            continue
        Path(folder, name).with_suffix(".html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
