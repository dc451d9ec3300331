// Hover cards for citations, provisions and concepts.
//
// Shown on pointer hover and on keyboard focus; hidden by Escape, by leaving link and card, and by
// blur. The pointer may move onto the card (WCAG 2.2, 1.4.13). Without this script every link still
// leads to its full entry.
{
  const SHOW_AFTER = 150; // milliseconds: a pointer passing by opens nothing
  const HIDE_AFTER = 250; // milliseconds: time to move from the link to the card
  const GAP = 8; // pixels between link and card, and between card and window edge

  const card = document.createElement("div");
  card.id = "hover-card";
  card.className = "hover-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;

  let current = null;
  let timer = 0;

  /** The element that holds a link's card text, or null. */
  const textOf = (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    if (link.classList.contains("citation"))
      return document.getElementById(id)?.querySelector(".source-text") ?? null;
    const kind = link.classList.contains("provision") ? "provision" : "concept";
    return document.getElementById(`kort-${kind}-${id}`);
  };

  const place = (link) => {
    // A link broken over two lines has a box on each: the first one counts.
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const left = Math.max(GAP, Math.min(box.left, document.documentElement.clientWidth - width - GAP));
    const below = box.bottom + GAP + height <= window.innerHeight || box.top < height + GAP;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(below ? box.bottom + GAP : box.top - height - GAP) + window.scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    card.hidden = true;
    current?.removeAttribute("aria-describedby");
    current = null;
  };

  const show = (link) => {
    const text = textOf(link);
    if (!text) return;
    hide();
    const copy = text.cloneNode(true);
    card.replaceChildren(...copy.childNodes);
    card.hidden = false;
    current = link;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  };

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const linkOf = (event) => event.target.closest?.("a.citation, a.provision, a.concept");

  document.body.append(card);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link && link !== current) later(() => show(link), SHOW_AFTER);
    else if (link || card.contains(event.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (linkOf(event) || card.contains(event.target)) later(hide, HIDE_AFTER);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (linkOf(event)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) hide();
  });
}
