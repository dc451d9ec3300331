// Cards for citations, provisions and concepts: beside the link for pointer and keyboard, a sheet from below for a finger.
//
// Shown on pointer hover and on keyboard focus; hidden by Escape, by leaving link and card, and by
// blur. The pointer may move onto the card (WCAG 2.2, 1.4.13). A tap opens the sheet, which has the link
// on; a tap beside it, Escape and Back close it. Without this script every link still leads to its full entry.
{
  const { say } = siteWords;
  const SHOW_AFTER = 150; // milliseconds: a pointer passing by opens nothing
  const HIDE_AFTER = 250; // milliseconds: time to move from the link to the card
  const GAP = 8; // pixels between link and card, and between card and window edge

  const card = document.createElement("div");
  card.id = "hover-card";
  card.className = "hover-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;

  let current = null;
  let tapped = null; // the link whose sheet is open
  let timer = 0;

  /** What a citation rests on, as a part of its card, or null. Of a claim's passages those at the pages it names. */
  const evidenceOf = (link) => {
    const words = document.getElementById(link.dataset.evidence ?? "")?.querySelector(".evidence-words");
    if (!words) return null;
    const part = words.cloneNode(true);
    part.className = "card-evidence";
    const own = link.dataset.passages?.split(" ");
    if (own) [...part.querySelectorAll("li")].forEach((line, number) => own.includes(`${number}`) || line.remove());
    return part;
  };

  /** A new element that holds a link's card text, or null. */
  const textOf = (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    if (link.classList.contains("citation")) {
      const source = document.getElementById(id)?.querySelector(".source-text")?.cloneNode(true) ?? null;
      const evidence = source && evidenceOf(link);
      if (evidence) source.append(evidence);
      return source;
    }
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
    // A sheet that closes gives the focus back to the link it was opened from: that asks for no card.
    if (link !== tapped && link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (linkOf(event)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) hide();
  });

  // --- The sheet a tap opens ---------------------------------------------------------------------

  const WAYS_ON = {
    citation: say("Go to the source"),
    provision: say("Read more in the register of law"),
    concept: say("Read more in the glossary"),
  };
  const sheet = document.createElement("dialog");
  sheet.className = "card-sheet";
  const text = document.createElement("div");
  text.className = "card-sheet__text";
  const ways = document.createElement("p");
  ways.className = "card-sheet__ways";
  const on = document.createElement("a");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = say("Close");
  ways.append(close);
  sheet.append(text, ways);
  document.body.append(sheet);

  let touched = false;
  let opened = false; // whether the newest step in the history is the sheet's

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  document.addEventListener("keydown", () => {
    touched = false;
  });
  document.addEventListener("click", (event) => {
    const link = touched && linkOf(event);
    const source = link && textOf(link);
    if (!source || sheet.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    hide();
    text.replaceChildren(...source.cloneNode(true).childNodes);
    const kind = Object.keys(WAYS_ON).find((name) => link.classList.contains(name));
    on.textContent = WAYS_ON[kind];
    on.href = link.href;
    ways.prepend(on);
    sheet.setAttribute("aria-label", link.textContent.trim());
    tapped = link;
    sheet.showModal();
    // Back closes the sheet and stays on the page.
    history.pushState({ sheet: true }, "");
    opened = true;
  });
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) return sheet.close(); // beside its content: on what lies behind it
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // In the sheet's place in the history: Back leads to where it was opened.
    event.preventDefault();
    opened = false;
    sheet.close();
    location.replace(link.href);
  });
  sheet.addEventListener("close", () => {
    if (opened) history.back();
    opened = false;
    tapped = null;
  });
  addEventListener("popstate", () => {
    opened = false;
    if (sheet.open) sheet.close();
  });
}
