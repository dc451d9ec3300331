"""Writing files so that nobody meets one half written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(file: Path, text: str, must: bool = False) -> None:
    """Write a file in one go, beside its place and then into it.

    must: raise OSError when it cannot be written. A cache is a help, not a need: without it nothing is done
    where a folder is read-only or a disk is full, which must not stop a build.
    """
    with contextlib.nullcontext() if must else contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as unfinished:
                unfinished.write(text)
            # The file keeps who may read it: a temporary one is its maker's only.
            Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
