"""A copy of the built site that opens from disk, without a server, as one zip archive."""

from __future__ import annotations

import html
import io
import json
import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from knowledge.delivery import POLICY_TAG
from knowledge.downloads.offer import FOLDER

SCRIPT = Path(__file__).with_name("offline.js")
_SCRIPT_NAME = "assets/offline.js"
# What only a server, a search engine or a page that links here has use for.
_LEFT_OUT = re.compile(rf"^(?:{FOLDER}/|sitemap\.xml|404\.html$)|\.map$|(?:^|/)og\.png$")
_LINK = re.compile(r'(?P<before>\s(?:href|src)=")(?P<address>[^"]*)(?P<after>")')
# Zip archives cannot say an earlier day; an entry's own would be that of the build.
_DAY = (1980, 1, 1, 0, 0, 0)


def pack(site: Path, name: str, address: str, left_out: frozenset[str] = frozenset()) -> bytes:
    """Return the archive of a built site.

    name: of the folder everything in the archive is in
    address: the site's own, where links to what is left out lead
    left_out: addresses of pages that make no sense on disk (``oppslag/nedlastinger/``)

    The bytes depend on the site alone. In its pages, links name files (``ips/index.html``); links
    that scripts make are completed by ``offline.js``.
    """
    files = {
        path: file
        for file in sorted(site.rglob("*"))
        if file.is_file()
        and not _LEFT_OUT.search(path := file.relative_to(site).as_posix())
        and f"{posixpath.dirname(path)}/" not in left_out
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, file in sorted(files.items()):
            data = file.read_bytes()
            if path.endswith(".html"):
                data = for_disk(data.decode("utf-8"), path, set(files), address).encode("utf-8")
            _add(archive, f"{name}/{path}", data)
        known = json.dumps({"address": address, "leftOut": sorted(left_out)}, ensure_ascii=False)
        script = f"globalThis.offlineCopy = {known};\n{SCRIPT.read_text(encoding='utf-8')}"
        _add(archive, f"{name}/{_SCRIPT_NAME}", script.encode())
    return written.getvalue()


def _add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def for_disk(text: str, path: str, files: set[str], address: str) -> str:
    """Return a page as it works from disk.

    text: its HTML; path: its file's, relative to the site; files: paths of all files in the archive
    address: the site's own, where links to other files of it lead
    """
    folder = posixpath.dirname(path)

    def rewrite(found: re.Match[str]) -> str:
        parts = urlsplit(html.unescape(found["address"]))
        if parts.scheme or parts.netloc or not parts.path:
            return found[0]
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))).removeprefix("./")
        target = "" if target == "." else target
        file = next((name for name in (target, f"{target}/index.html".lstrip("/")) if name in files), None)
        tail = f"?{parts.query}" * bool(parts.query) + f"#{parts.fragment}" * bool(parts.fragment)
        if file is None:
            slash = "/" * (parts.path.endswith("/") and bool(target))
            new = f"{address.rstrip('/')}/{quote(target)}{slash}"
        else:
            new = quote(posixpath.relpath(file, folder or "."))
        return f"{found['before']}{html.escape(new + tail)}{found['after']}"

    script = quote(posixpath.relpath(_SCRIPT_NAME, folder or "."))
    # A file has no origin that a policy could name.
    text = _LINK.sub(rewrite, text.replace(POLICY_TAG, ""))
    return text.replace("</head>", f'<script src="{script}"></script>\n</head>', 1)
