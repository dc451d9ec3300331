"""What can be pressed on a page: whether a finger hits it, and whether a link in a text is seen to be one.

Both are asked of axe too, on a page of each kind; axe lays the whole page out in squares for it, which takes as long
as all its other rules together. Here they are reckoned from the boxes and styles alone, and no rule is laxer.
"""

from __future__ import annotations

from typing import NamedTuple

# WCAG 2.5.8 (https://www.w3.org/TR/WCAG22/#target-size-minimum): 24 pixels each way, or so far from the others that a
# circle of 24 pixels round its middle meets neither another nor the circle of another that is small. A link within a
# line of text is excepted. WCAG 1.4.1, technique G183: such a link is told apart by more than its colour; underlined.
_ASK = """() => {
  const LEAST = 24, ROUNDED = 0.5;
  // The menu has been scrolled to where one is, and an entry may lie half under its heading, which stays.
  for (const box of document.querySelectorAll(".md-sidebar__scrollwrap")) box.scrollTop = 0;
  const isInLine = (element) => getComputedStyle(element).display.startsWith("inline");
  const stops = "a, button, select, input, textarea, summary, label";
  const inText = (element) => {
    if (!isInLine(element)) return false;
    let block = element.parentElement;
    while (block && isInLine(block)) block = block.parentElement;
    const walker = document.createTreeWalker(block ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (data.trim() && !parentElement.closest(stops)) return true;
    }
    return false;
  };
  // What has been scrolled out of its box is under something else, or nowhere: nobody presses it there.
  const isCutAway = (element, x, y) => {
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const box = around.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return true;
    }
    const top = document.elementFromPoint(x, y); // null outside the window
    return top && !element.contains(top) && !top.contains(element);
  };
  const named = (element) => element.outerHTML.slice(0, 120);
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex^='-']), label[for]"
  )].filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const bare = [], targets = [];
  for (const element of all) {
    if (!inText(element)) {
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      if (isCutAway(element, box.x + box.width / 2, box.y + box.height / 2)) continue;
      const isSmall = Math.min(box.width, box.height) + ROUNDED < LEAST;
      targets.push({ element, box, isSmall, x: box.x + box.width / 2, y: box.y + box.height / 2 });
    } else if (element.matches("a")) {
      if (!getComputedStyle(element).textDecorationLine.includes("underline")) bare.push(named(element));
    }
  }
  const cramped = targets.filter(({ isSmall }) => isSmall).flatMap((one) => {
    const near = targets.find((other) => {
      if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return false;
      const across = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
      const down = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
      if (Math.hypot(across, down) < LEAST / 2) return true;
      return other.isSmall && Math.hypot(other.x - one.x, other.y - one.y) < LEAST;
    });
    return near ? [`${named(one.element)} is too near ${named(near.element)}`] : [];
  });
  return [targets.length, cramped, bare];
}"""


class Pressed(NamedTuple):
    """What can be pressed on a page as it is shown.

    targets: how many stand outside running text; cramped: those a finger may miss; bare: links in text that nothing
    but their colour tells apart
    """

    targets: int
    cramped: list[str]
    bare: list[str]


def pressed(page) -> Pressed:
    """Return what can be pressed on a page, and what of it is hard to hit or to see."""
    return Pressed(*page.evaluate(_ASK))
