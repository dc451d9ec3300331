"""The contrast of the text of a page as a reader sees it: asked of the browser, reckoned by ``contrast``."""

from __future__ import annotations

from contrast import compose, needed, ratio

# Below what each text or part lies, from the page's ground up: computed colour and opacity of every ancestor. What
# an element lies on is asked once, however many texts lie on it.
HELPERS = """
const known = new Map([[null, []]]);
const ground = (element) => {
  if (!known.has(element)) {
    const below = ground(element.parentElement);
    const style = getComputedStyle(element);
    // The opacity of an element holds for all that is within it.
    const opacity = (below.at(-1)?.[1] ?? 1) * Number(style.opacity);
    known.set(element, [...below, [style.backgroundColor, opacity]]);
  }
  return known.get(element);
};
"""
TEXTS = (
    "() => {"
    + HELPERS
    + """
  const found = new Map();
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element)) continue;
    seen.add(element);
    if (element.closest("script, svg")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const layers = ground(element);
    const text = [style.color, layers.at(-1)[1], parseFloat(style.fontSize), Number(style.fontWeight)];
    const key = JSON.stringify([text, layers]);
    const what = `${element.tagName}.${element.className}: ${walker.currentNode.data.trim().slice(0, 40)}`;
    if (!found.has(key)) found.set(key, [...text, layers, what]);
  }
  return [...found.values()];
}"""
)
# The layers an element's own edge is seen against.
GROUND = "(element) => {" + HELPERS + "return ground(element.parentElement) }"


def failing_texts(page) -> list[str]:
    """Return the kinds of text on a page with less contrast than WCAG 1.4.3 asks for, each with its ratio."""
    found = []
    for colour, opacity, size, weight, layers, what in page.evaluate(TEXTS):
        seen = compose(layers)
        contrast = ratio(compose([*layers, (colour, opacity)]), seen)
        if contrast < needed(size, weight):
            found.append(f"{what}: {contrast:.2f}")
    return found
