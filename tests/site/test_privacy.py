"""What the page on privacy promises, proved in Chromium. Each promise on the page names its test here."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
PROMISES = "docs/oppslag/personvern.md"
STORED = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(database => database.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "databases": [], "caches": [], "workers": 0}
# What a page may do when its address forbids it everything but files of its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


def test_no_page_asks_another_host_sets_a_cookie_stores_anything_or_logs_an_error(chromium, address, library):
    context = chromium.new_context()
    page = context.new_page()
    requests, errors = [], []
    context.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for source in library.pages.values():
        page.goto(f"{address}/{source.address}")
    assert len(requests) > len(library.pages)
    assert [url for url in requests if not url.startswith((f"{address}/", "data:"))] == []
    assert context.cookies() == []
    assert page.evaluate(STORED) == NOTHING
    assert errors == []
    context.close()


def test_the_choice_of_colours_is_stored_when_it_is_made_and_nothing_else_ever_is(open_page, address):
    page = open_page("perspektiver/stotte/")
    page.locator("a.citation").first.hover()
    assert page.evaluate(STORED) == NOTHING
    page.get_by_role("button", name="Bytt til mørke farger").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(f"{address}/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate", "the choice goes with the reader"
    page.keyboard.press("Control+k")
    page.keyboard.type("støtte")
    page.locator(".search__title").first.wait_for()
    stored = page.evaluate(STORED)
    keys = stored.pop("local")
    assert {**stored, "local": []} == NOTHING
    assert [re.sub(r"^.*\.", "", key) for key in keys] == ["__palette"]


def test_what_is_searched_for_is_sent_nowhere(open_page):
    page = open_page("")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("Control+k")
    page.keyboard.type("hemmelighet")
    page.wait_for_timeout(500)
    assert [url for url in asked if "hemmelighet" in url or request_has_query(url)] == []


def request_has_query(url: str) -> bool:
    return "?" in url


@pytest.mark.parametrize("path", ["", "perspektiver/stotte/", "metoder/", "oppslag/litteratur/", "oppslag/sporsmal/"])
def test_a_page_works_where_only_files_of_the_site_may_run(open_page, address, path):
    page = open_page("")
    broken = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)

    def forbid(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    page.route(f"{address}/**", forbid)
    page.goto(f"{address}/{path}")
    page.get_by_role("button", name="Bytt til mørke farger").click()
    page.keyboard.press("Control+k")
    page.keyboard.type("tilskudd")
    page.wait_for_timeout(300)
    assert broken == []


def test_the_page_on_privacy_promises_what_is_proved_here_and_nothing_less(root):
    text = (root / PROMISES).read_text(encoding="utf-8")
    named = set(re.findall(r"<!-- prøve: (\w+) -->", text))
    here = set(re.findall(r"^def (test_\w+)", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE))
    assert named == here - {"test_the_page_on_privacy_promises_what_is_proved_here_and_nothing_less"}
