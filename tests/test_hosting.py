"""The site behind the real nginx, laid out as the recipe lays it, run by a user who owns nothing."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import prepare_hosting
import pytest
from get_tools import NGINX, program
from knowledge.delivery import POLICY

pytestmark = pytest.mark.skipif(not NGINX.there, reason=NGINX.missing)
BASE = "/arbeidsinkludering/"
NOBODY = 65534


@pytest.fixture(scope="module")
def port(site):
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    # A folder everybody can read, which pytest's own are not, and one that the server may write in.
    folder = Path(tempfile.mkdtemp(prefix="hosting-"))
    folder.chmod(0o755)
    temporary, made = folder / "temporary", folder / "made"
    temporary.mkdir()
    prepare_hosting.prepare(site, made, BASE, f"127.0.0.1:{port}", str(made / "www"), str(temporary))
    with (made / "www" / BASE.strip("/") / "redirects.map").open("a", encoding="utf-8") as redirects:
        redirects.write(f"{BASE}gammel/ {BASE}metoder/ips/;\n")
    user = {}
    if os.geteuid() == 0:
        os.chown(temporary, NOBODY, NOBODY)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    command = [program("nginx"), "-c", str(made / "nginx.conf"), "-g", "daemon off;"]
    log = folder / "log"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd="/", **user)
    try:
        for _ in range(200):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield port
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder)


def ask(port: int, path: str, method: str = "GET", **headers: str):
    """Return status, headers and body of an answer; the path is sent as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_a_page_comes_with_its_type_its_policy_and_no_word_of_the_server(port):
    status, headers, body = ask(port, f"{BASE}metoder/ips/")
    assert status == 200 and b"<h1" in body
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Server"] == "nginx"
    assert headers.get_all("Content-Security-Policy") and len(headers.get_all("Cache-Control")) == 1


def test_every_kind_of_file_has_its_type(port, site):
    expected = {
        ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
        ".json": "application/json; charset=utf-8", ".md": "text/markdown; charset=utf-8",
        ".bib": "application/x-bibtex; charset=utf-8", ".ris": "application/x-research-info-systems",
        ".csv": "text/csv; charset=utf-8", ".xml": "application/atom+xml; charset=utf-8", ".png": "image/png",
        ".txt": "text/plain; charset=utf-8",
    }  # fmt: skip
    tried = {}
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.suffix in expected and file.suffix not in tried:
            tried[file.suffix] = ask(port, BASE + file.relative_to(site).as_posix())[1]["Content-Type"]
    assert tried == expected


def test_what_is_named_by_its_content_is_kept_for_a_year_and_nothing_else_is(port, site):
    for file in sorted((site / "assets").rglob("*")):
        if not file.is_file():
            continue
        kept = ask(port, BASE + file.relative_to(site).as_posix(), "HEAD")[1]["Cache-Control"]
        hashed = re.search(r"(?:^|\.)[0-9a-f]{8,10}\.(?:js|css)$", file.name)
        assert kept == ("public, max-age=31536000, immutable" if hashed else "no-cache"), file.name


def test_a_browser_that_unpacks_gets_the_packed_copy_made_before(port, site):
    path = f"{BASE}metoder/ips/"
    _, plain_headers, plain = ask(port, path)
    _, headers, packed = ask(port, path, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain_headers
    assert headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == plain == (site / "metoder/ips/index.html").read_bytes()
    assert len(packed) < len(plain) / 3


def test_a_page_that_has_not_changed_is_not_sent_again(port):
    path = f"{BASE}metoder/ips/"
    tag = ask(port, path)[1]["ETag"]
    status, _, body = ask(port, path, If_None_Match=tag)
    assert (status, body) == (304, b"")


def test_a_part_of_a_file_can_be_asked_for(port, site):
    whole = (site / "og.png").read_bytes()
    status, headers, body = ask(port, f"{BASE}og.png", Range="bytes=10-19")
    assert (status, body) == (206, whole[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert ask(port, f"{BASE}og.png", Range="bytes=99999999-")[0] == 416


def test_what_moved_leads_on_and_so_do_the_root_and_a_folder_without_its_slash(port):
    for path, status, to in (
        (f"{BASE}gammel/", 301, f"{BASE}metoder/ips/"),
        ("/", 302, BASE),
        (f"{BASE}metoder/ips", 301, f"{BASE}metoder/ips/"),
    ):
        answered, headers, _ = ask(port, path)
        assert (answered, headers["Location"]) == (status, to)


@pytest.mark.parametrize("path", ["finnes-ikke/", "metoder/finnes-ikke/enda-lenger/", "assets/site.00000000.css"])
def test_what_is_not_there_is_answered_with_the_page_for_lost_readers(port, path):
    status, headers, body = ask(port, BASE + path)
    assert status == 404
    assert "Fant ikke siden" in body.decode()
    assert headers["Content-Security-Policy"].startswith(POLICY)
    assert headers["Cache-Control"] is None, "what is not there today may be there tomorrow"


@pytest.mark.parametrize(
    "path",
    [
        "../../../etc/passwd",
        "..%2f..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/nginx.conf",
        "..//..//nginx.conf",
        ".%00/",
        "a" * 9000,
    ],
)
def test_no_path_leads_out_of_the_site(port, path):
    status, _, body = ask(port, BASE + path)
    assert status in (302, 400, 404, 414)
    assert b"root:" not in body and b"worker_processes" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_nothing_can_be_sent_to_it(port, method):
    assert ask(port, f"{BASE}metoder/ips/", method)[0] == 405


def test_it_says_that_it_is_well(port):
    status, headers, body = ask(port, "/healthz")
    assert (status, body, headers["Content-Type"]) == (200, b"ok\n", "text/plain; charset=utf-8")


def test_open_data_may_be_read_by_other_sites_and_pages_may_not(port, site):
    data = next(iter(sorted((site / "data").rglob("*.json")))).relative_to(site).as_posix()
    assert ask(port, BASE + data)[1]["Access-Control-Allow-Origin"] == "*"
    assert ask(port, f"{BASE}metoder/ips/")[1]["Access-Control-Allow-Origin"] is None


@pytest.mark.browser
def test_search_and_cards_work_under_the_servers_policy(port, chromium):
    # The real policy: the shared contexts go past it.
    context = chromium.new_context(bypass_csp=False)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://127.0.0.1:{port}{BASE}perspektiver/stotte/")
    page.locator(".page-body a.citation").first.hover()
    page.locator("#hover-card").wait_for(state="visible")
    page.keyboard.press("Control+k")
    page.locator("#search-field").fill("arbeidsgiver")
    page.locator(".search__result").first.wait_for()
    assert said == []
    context.close()


def test_the_same_site_is_laid_out_with_the_same_bytes(site, tmp_path):
    for name in ("one", "two"):
        prepare_hosting.prepare(site, tmp_path / name, BASE)
    compared = subprocess.run(["diff", "-r", tmp_path / "one", tmp_path / "two"], capture_output=True, text=True)
    assert compared.stdout == ""


def test_without_a_built_site_it_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="run 'make build' first"):
        prepare_hosting.prepare(tmp_path, tmp_path / "hosting", BASE)
