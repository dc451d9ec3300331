// The search as the reader meets it: a dialog that opens from the header, from buttons in the text, and
// with Ctrl+K. No key of one letter opens it: who speaks to a machine would open it by accident (WCAG 2.1.4),
// and a way to turn that off would have to be stored. The index is fetched when the dialog is first opened or pointed at; it
// comes as script files, so that a copy of the site on disk can search too. What was typed is only ever
// put into the page as text.
{
  const SHOWN = 25; // results
  const BEST = 3; // results set apart on top, whatever their kind
  const EXCERPT = 170; // characters
  const BEFORE_HIT = 50; // characters of an excerpt before the first word that was found
  const SPEAK_AFTER = 400; // milliseconds without typing, so that a screen reader is not interrupted
  const ROOT = new URL("..", document.currentScript.src);

  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-labelledby", "search-label");
  // No reader's words are in this text.
  dialog.innerHTML = `
    <form class="search__form" role="search">
      <label class="search__label" id="search-label" for="search-field">Søk på nettstedet</label>
      <div class="search__row">
        <input class="search__field" id="search-field" type="search" name="q" autocomplete="off" autocapitalize="off"
          spellcheck="false" enterkeyhint="go" aria-describedby="search-help">
        <button class="search__close" type="button">Lukk</button>
      </div>
    </form>
    <p class="search__count" role="status"></p>
    <div class="search__results"></div>
    <p class="search__foot" id="search-help">Piltastene går gjennom treffene, Enter åpner, Esc lukker. Ctrl+K åpner søket.</p>`;
  const part = (name) => dialog.querySelector(`.search__${name}`);
  const field = part("field");
  const count = part("count");
  const list = part("results");
  const fallback = document.querySelector("a[data-opens-search]")?.href;

  let engine = null;
  let loading = null;
  let speaking = 0;

  // --- Loading ---------------------------------------------------------------------------------------

  const script = (path) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, ROOT);
      element.onload = resolve;
      element.onerror = () => reject(new Error(path));
      document.head.append(element);
    });

  const load = () => {
    loading ??= Promise.all([script("assets/search-engine.js"), script("assets/search-index.js")]).then(
      () => {
        engine = siteSearch.prepare(searchIndex);
        show();
        // The excerpts may come later, or not at all: the results stand without them.
        script("assets/search-text.js").then(show, () => {});
      },
      () => {
        loading = null;
        count.textContent = "Søket kunne ikke lastes inn. ";
        if (fallback) count.append(link(fallback, "Slå opp på oppslagssidene i stedet."));
      },
    );
  };

  // --- Results ---------------------------------------------------------------------------------------

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const link = (address, ...children) => {
    const made = element("a", "", ...children);
    made.href = address;
    return made;
  };

  /** Where an excerpt begins: before the place with most hits, or with the text when that has one at once. */
  const beginning = (text, hits, length, isOpening) => {
    if (text.length <= length || !hits.length || (isOpening && hits[0][1] <= length)) return 0;
    let best = 0;
    let most = 0;
    hits.forEach(([start], first) => {
      const within = hits.slice(first).filter(([, end]) => end <= start + length - BEFORE_HIT).length;
      if (within > most) [best, most] = [start, within];
    });
    return best <= BEFORE_HIT ? 0 : Math.min(best, text.indexOf(" ", best - BEFORE_HIT) + 1);
  };

  /** Text with the words that were found marked, cut to a length. */
  const excerpt = (text, places, length = EXCERPT, isOpening = false) => {
    const hits = engine.hits(text, places);
    const from = beginning(text, hits, length, isOpening);
    const to = text.length - from <= length ? text.length : Math.max(text.lastIndexOf(" ", from + length), from + 1);
    const made = document.createDocumentFragment();
    if (from) made.append("… ");
    let at = from;
    for (const [start, end] of hits) {
      if (start < at || end > to) continue;
      made.append(text.slice(at, start), element("mark", "", text.slice(start, end)));
      at = end;
    }
    made.append(text.slice(at, to), to < text.length ? " …" : "");
    return made;
  };

  const textOf = (section) =>
    globalThis.searchText?.version === searchIndex.version ? searchText.sections[section] : "";

  const item = (result, places, isBest) => {
    const made = element("li", "search__result");
    const title = link(new URL(result.address, ROOT), excerpt(result.title, places, Infinity));
    title.className = "search__title";
    made.append(title);
    if (isBest) made.append(" ", element("span", "search__group", result.group));
    const parts = result.parts.filter(({ anchor }) => anchor).slice(0, isBest ? 2 : 1);
    const opening = textOf(result.opening);
    if (opening && (isBest || !parts.length))
      made.append(element("p", "search__text", excerpt(opening, places, EXCERPT, true)));
    if (parts.length) {
      const page = new URL(result.address, ROOT);
      const inner = element("ul", "search__parts");
      for (const { section, anchor, heading } of parts) {
        page.hash = anchor;
        const text = textOf(section);
        const line = element("li", "", link(page, excerpt(heading, places, Infinity)));
        if (text) line.append(element("p", "search__text", excerpt(text, places)));
        inner.append(line);
      }
      made.append(inner);
    }
    return made;
  };

  const group = (name, results, places, isBest) => {
    const heading = element("h2", "search__heading", name);
    heading.id = `search-group-${list.childElementCount}`;
    const items = element("ol", "search__list", ...results.map((result) => item(result, places, isBest)));
    items.setAttribute("aria-labelledby", heading.id);
    list.append(element("section", "", heading, items));
  };

  /** Say how many there are: on the screen at once, to a screen reader when typing pauses. */
  const say = (text, ...more) => {
    count.setAttribute("aria-live", "off");
    count.replaceChildren(text, ...more);
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      count.setAttribute("aria-live", "polite");
      count.replaceChildren(text, ...more);
    }, SPEAK_AFTER);
  };

  const show = () => {
    const asked = field.value.trim();
    if (!engine) return;
    const { results, places } = engine.search(asked);
    const shown = results.slice(0, SHOWN);
    list.replaceChildren();
    list.scrollTop = 0;
    if (!asked) return say("");
    if (!shown.length) {
      if (!fallback) return say("Ingen treff. Prøv et annet ord.");
      return say("Ingen treff. Prøv et annet ord, eller ", link(fallback, "slå opp på oppslagssidene"), ".");
    }
    const number = results.length === 1 ? "1 treff" : `${results.length} treff`;
    say(results.length > SHOWN ? `${number}. De ${SHOWN} beste vises.` : `${number}.`);
    group(shown.length > BEST ? "Beste treff" : "Treff", shown.slice(0, BEST), places, true);
    const rest = new Map();
    for (const result of shown.slice(BEST)) rest.set(result.group, [...(rest.get(result.group) ?? []), result]);
    for (const [name, members] of rest) group(name, members, places, false);
  };

  // --- Opening, closing, keys ------------------------------------------------------------------------

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    load();
  };

  const close = () => {
    dialog.close();
    // Where the focus was on nothing in particular, it would stay in the closed dialog for a moment.
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  };

  document.body.append(dialog);

  for (const way of document.querySelectorAll("[data-opens-search]")) {
    way.setAttribute("aria-haspopup", "dialog");
    if (way.matches("a")) way.setAttribute("role", "button");
    way.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    way.addEventListener("pointerenter", load, { once: true });
    way.addEventListener("keydown", (event) => {
      if (event.key !== " " || !way.matches("a")) return;
      event.preventDefault();
      open();
    });
  }

  document.addEventListener("keydown", (event) => {
    const key = event.key?.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "k") {
      event.preventDefault();
      open();
    }
  });

  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the theme has keys of its own
    // The field is a search field: browsers empty it on Escape, some without closing.
    if (event.key === "Escape") {
      event.preventDefault();
      close();
      return;
    }
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (document.activeElement !== field && at < 0) return;
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
    } else if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus(); // what is typed goes into the field
    }
  });

  field.addEventListener("input", show);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  part("close").addEventListener("click", close);
  dialog.addEventListener("click", (event) => {
    // A click beside the dialog lands on the dialog itself; a link to the same page only moves within it.
    if (event.target === dialog || event.target.closest("a")) close();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    open();
  }
}
