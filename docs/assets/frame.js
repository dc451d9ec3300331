// What the frame around a page needs a script for: keys, the colour choice, the menu on narrow screens,
// tables that scroll, what is copied. Without it the page reads the same, and the menu
// opens from a checkbox (see scripts/knowledge/frame/theme_faults.py).
{
  const one = (selector) => document.querySelector(selector);

  // --- Keys of one letter: the theme turns the page on n, p and two signs, which WCAG 2.1.4 forbids ---

  document.addEventListener("keydown", (event) => {
    if (event.key?.length === 1) event.stopPropagation(); // the theme listens on the window
  });

  // --- Colour choice: a button in place of the theme's two radio buttons -----------------------

  for (const button of document.querySelectorAll("button[data-chooses]")) {
    button.addEventListener("click", () => {
      document.documentElement.dataset.colourChosen = "";
      document.getElementById(button.dataset.chooses).click();
      one("button[data-chooses]:not([hidden])").focus();
    });
    // The theme switches on Enter anywhere in the form: together with the click it would switch back.
    button.addEventListener("keydown", (event) => event.stopPropagation());
  }

  // --- The parts of the site, in the header: the theme hides them a little way down the page ------

  // Who comes back to them with the keyboard would stand on a link nobody sees.
  one(".md-tabs")?.addEventListener("focusin", () => {
    if (one(".md-tabs").hidden) scrollTo({ top: 0, behavior: "instant" });
  });

  // --- Menu on narrow screens: the rest of the page waits while it is open ----------------------

  const menu = one("#__drawer"); // the theme's switch: checked while the menu is open
  const opener = one("button[data-opens-menu]");
  const behind = document.querySelectorAll(".md-skip, .md-content, .md-footer, .md-sidebar--secondary");
  // A phone's way back closes what is open before it leaves the page, where the browser lets a page say so.
  let wayBack = null;
  const show = (open) => {
    menu.checked = open;
    opener.setAttribute("aria-expanded", open);
    for (const element of behind) element.inert = open;
    wayBack?.destroy();
    wayBack = open && globalThis.CloseWatcher ? new CloseWatcher() : null;
    wayBack?.addEventListener("close", () => {
      show(false);
      opener.focus();
    });
  };
  opener.addEventListener("click", () => {
    show(!menu.checked);
    if (menu.checked) {
      const links = [...document.querySelectorAll(".md-sidebar--primary a")];
      links.find((link) => link.checkVisibility({ visibilityProperty: true }))?.focus({ preventScroll: true });
    }
  });
  // The theme closes the menu too, when one presses beside it.
  menu.addEventListener("change", () => show(menu.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.checked) return;
    show(false);
    opener.focus();
  });
  // A browser may bring back a page with the menu open, and a wide window shows nothing to close it with.
  addEventListener("pageshow", () => show(false));
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => show(false));

  // --- Tables: a frame that has nothing to scroll is no stop for the keyboard -------------------

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  });
  for (const frame of document.querySelectorAll(".table-frame")) {
    sizes.observe(frame);
    // A browser is content when a link it focuses is seen in part.
    frame.addEventListener("focusin", ({ target }) => {
      if (target !== frame) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  // --- What is folded opens when an address names it ----------------------------------------------

  // The browser opens what a named place lies folded in, not the row whose own name it is.
  const openNamed = () => {
    let named = null;
    try {
      named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // no address of ours
    }
    const row = named?.closest("summary, details");
    const folded = row?.matches("summary") ? row.parentElement : row === named ? row : null;
    if (!folded || folded.open) return;
    folded.open = true;
    named.scrollIntoView();
  };
  openNamed();
  addEventListener("hashchange", openNamed);
  document.addEventListener("click", ({ target }) => {
    // To where the address leads already: no change is told.
    if (target.closest?.("a[href]")?.href === location.href) openNamed();
  });

  // --- What one has unfolded is so again when one comes back ----------------------------------------

  // In the history of the tab, as the search's query: told by number, and forgotten with the tab.
  const foldable = [...document.querySelectorAll(".page-body details")];
  if (foldable.length) {
    const before = history.state?.unfolded;
    if (Array.isArray(before)) foldable.forEach((details, number) => (details.open = before.includes(number)));
    let waits = 0;
    const remember = () => {
      const unfolded = foldable.flatMap(({ open }, number) => (open ? [number] : []));
      history.replaceState({ ...history.state, unfolded }, "");
    };
    // All of them may fold at once, and a browser takes so many notes a minute.
    document.addEventListener("toggle", () => {
      clearTimeout(waits);
      waits = setTimeout(remember, 100);
    }, true);
    document.addEventListener("click", ({ target }) => target.closest?.("a[href]") && remember(), true);
  }

  // --- A long register: its line of letters, which stays in sight, follows the reader ----------------

  const letters = one(".letter-index");
  if (letters) {
    const links = [...letters.querySelectorAll('a[href^="#"]')];
    const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let here = null;
    const follow = () => {
      const line = letters.getBoundingClientRect().bottom + 40;
      const passed = places.map((place) => place?.checkVisibility() && place.getBoundingClientRect().top < line);
      const now = links[passed.lastIndexOf(true)] ?? null;
      if (now === here) return;
      here?.removeAttribute("aria-current");
      now?.setAttribute("aria-current", "location");
      here = now;
      // Only the line moves: scrollIntoView would take the page along.
      if (now) letters.scrollTo({ left: now.offsetLeft - (letters.clientWidth - now.offsetWidth) / 2, behavior: "instant" });
    };
    let waits = false;
    addEventListener("scroll", () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        follow();
      });
    }, { passive: true });
    follow();
  }

  // --- Copying: the soft hyphens of tables stay behind -------------------------------------------

  const SOFT = /\u00ad/g;
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const text = String(selection);
    if (!SOFT.test(text) || document.activeElement?.matches("input, textarea")) return;
    const copied = document.createElement("div");
    for (let number = 0; number < selection.rangeCount; number++)
      copied.append(selection.getRangeAt(number).cloneContents());
    event.clipboardData.setData("text/plain", text.replace(SOFT, ""));
    event.clipboardData.setData("text/html", copied.innerHTML.replace(SOFT, ""));
    event.preventDefault();
  });
}
