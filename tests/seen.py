"""Whether a person could see an element and touch it: asked of the browser at the place itself.

Playwright's «visible» says that an element has a box. It may still lie under another, outside the
window or in a box that shows nothing of it. What lies on top at a point, the browser knows:
https://drafts.csswg.org/cssom-view/#dom-document-elementfrompoint
"""

from __future__ import annotations

# Brings the element into view as a reader would by scrolling, if asked to, and says what stands in the way ("" when
# nothing does).
IN_THE_WAY = """(element, scroll) => {
  // What folds, fades and moves between two states is looked at when it has arrived.
  for (const animation of document.getAnimations()) {
    if (animation.effect.getComputedTiming().endTime < Infinity) animation.finish();
  }
  const shown = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
  if (!element.checkVisibility(shown)) return "is not shown";
  if (scroll) element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  // A link broken over two lines has a box on each: the first one counts.
  const box = [...element.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
  if (!box) return "has no box";
  const x = box.left + box.width / 2;
  const y = Math.min(box.top + box.height / 2, (Math.max(box.top, 0) + innerHeight) / 2);
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return `lies outside the window at ${x}, ${y}`;
  const top = document.elementFromPoint(x, y);
  if (top && element.contains(top)) return "";
  // An ancestor on top means that the element lets the finger through or is cut away there: hidden too.
  return `lies under ${top ? top.outerHTML.slice(0, 100) : "nothing"}`;
}"""


def in_the_way(locator, scroll: bool = True) -> str:
    """Return why a person could not touch the element at its middle; "" when one could.

    The middle is of its first line; of a box higher than the window, of the part that can be in it.
    locator: a Playwright locator of one element (several: the first one); scroll: as one who may scroll to it
    """
    if locator.count() == 0:
        return "is not in the page"
    return locator.first.evaluate(IN_THE_WAY, scroll)


def hidden_of(locator) -> list[str]:
    """Return the text of each of the elements that a person could not touch, with the reason."""
    named = "`«${element.innerText.trim().slice(0, 40)}» ${inTheWay(element, true)}`"
    script = f"""(elements) => {{
      const inTheWay = {IN_THE_WAY};
      return elements.filter((element) => inTheWay(element, true)).map((element) => {named});
    }}"""
    return locator.evaluate_all(script)


def is_seen(locator, scroll: bool = True) -> bool:
    """Return whether a person could see the element and touch it, after scrolling to it unless ``scroll`` is false."""
    return in_the_way(locator, scroll) == ""
