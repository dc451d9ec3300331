"""A page whose check is over twelve months old says so: reckoned in the browser, moving and keeping nothing."""

import pytest
from seen import is_seen

pytestmark = pytest.mark.browser
PAGE = "for-alle/"
SAYS = "Gjennomlesingen er over tolv måneder gammel."
SHIFTS = """() => new Promise((resolve) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(moved), 400);
})"""


@pytest.fixture
def page_on(open_page):
    """Return a function that opens the page with the browser's clock so many years and days after the check."""

    def open_on(years, days, **options):
        page = open_page(PAGE, height=9000, **options)
        checked = page.locator(".page-facts time").get_attribute("datetime")
        day = page.evaluate(
            "([day, years, days]) => { const [y, m, d] = day.split('-').map(Number);"
            " return new Date(y + years, m - 1, d + days, 12) / 1000; }",
            [checked, years, days],
        )
        page.clock.set_fixed_time(day)
        page.reload(wait_until="load")
        return page

    return open_on


@pytest.mark.parametrize(
    ("years", "days", "says"),
    [(0, 0, ""), (1, -1, ""), (1, 0, ""), (1, 1, SAYS), (3, 0, SAYS), (-1, 0, "")],
)
def test_a_page_says_that_its_check_is_old_from_the_day_after_twelve_months(page_on, years, days, says):
    page = page_on(years, days)
    line = page.locator(".page-facts__line").inner_text()
    assert (SAYS in line) == bool(says)
    assert is_seen(page.locator(".page-facts__age"), scroll=False) == bool(says)
    assert page.errors == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_page_says_so_for_it_is_known_before_the_page_is_painted(page_on, width):
    for years, days in ((0, 0), (1, 1)):
        assert page_on(years, days, width=width).evaluate(SHIFTS) == 0


def test_nothing_is_kept_of_it(page_on):
    kept = [
        page_on(years, 1).evaluate(
            "[Object.entries(localStorage).sort(), Object.entries(sessionStorage), document.cookie]"
        )
        for years in (0, 1)
    ]
    assert kept[0] == kept[1]


def test_without_javascript_only_the_day_itself_is_said(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert not is_seen(page.locator(".page-facts__age"))
    assert is_seen(page.locator(".page-facts time"), scroll=False)
    assert page.locator(".page-facts time").get_attribute("datetime").count("-") == 2
