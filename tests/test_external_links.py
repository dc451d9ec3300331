"""The check of addresses elsewhere, against a server on this machine."""

import http.server
import sysconfig
import threading
import time
from pathlib import Path

import pytest
from knowledge.checks.external_links import Answer, ask, collect, report

LYCHEE = Path(sysconfig.get_path("scripts")) / "lychee"


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = {"/gone": 404, "/broken": 500, "/moved": 301, "/elsewhere": 302}.get(self.path, 200)
        if self.path == "/slow":
            time.sleep(6)
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/new")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()


@pytest.fixture(scope="module")
def answers(server):
    paths = ("/ok", "/moved", "/elsewhere", "/gone", "/broken", "/slow")
    asked = ask([f"{server}{path}" for path in paths], LYCHEE, timeout=2, retries=0)
    return {address.removeprefix(server): answer for address, answer in asked.items()}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ok", "ok"),
        ("/moved", "moved"),
        ("/elsewhere", "ok"),
        ("/gone", "gone"),
        ("/broken", "failing"),
        ("/slow", "silent"),
    ],
)
def test_each_kind_of_answer_is_told_apart(answers, path, kind):
    assert answers[path].kind == kind


def test_a_move_names_the_new_address(answers, server):
    assert answers["/moved"].detail == f"now {server}/new"


def test_a_server_that_is_not_there_is_silent():
    assert ask(["http://127.0.0.1:9/x"], LYCHEE, timeout=2, retries=0)["http://127.0.0.1:9/x"].kind == "silent"


def test_the_report_lists_the_worst_first_with_the_places(answers):
    text = report(
        {
            "https://a.no": Answer("ok"),
            "https://b.no": Answer("silent"),
            "https://c.no": Answer("gone", "404"),
        },
        {"https://c.no": ["docs/x.md:3", "docs/y.md:4"]},
    )
    assert text.index("https://c.no (404)") < text.index("https://b.no")
    assert "in docs/x.md:3, docs/y.md:4" in text
    assert "https://a.no" not in text


def test_every_doi_and_register_address_is_asked(library):
    places = collect(library)
    for work in library.references.values():
        if "doi" in work.fields:
            assert f"bibliography/references.bib:{work.line}" in places[f"https://doi.org/{work.fields['doi']}"]
    for entry in library.provisions.values():
        assert entry["url"] in places
