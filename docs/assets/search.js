// The search as the reader meets it: a dialog that opens from the header, from buttons in the text, and
// with Ctrl+K. No key of one letter opens it: who speaks to a machine would open it by accident (WCAG 2.1.4),
// and a way to turn that off would have to be stored. Nothing is fetched before the dialog is first opened or
// pointed at. Then come the names of pages, which give the first results; what stands in the texts; and, for
// the results that are seen, the excerpts. All are script files, so that a copy of the site on disk can search
// too. What was typed is only ever put into the page as text, and kept nowhere but in the history of the tab,
// for the way back from a result.
{
  const { say, sayNumber } = siteWords;
  const SHOWN = 25; // results
  const BEST = 3; // results set apart on top, whatever their kind
  const EXCERPT = 170; // characters
  const BEFORE_HIT = 50; // characters of an excerpt before the first word that was found
  const SPEAK_AFTER = 400; // milliseconds without typing, so that a screen reader is not interrupted
  const EXCERPTS_FIRST = 1500; // milliseconds what stands in the texts waits for the first excerpts, on a slow line
  const ROOT = new URL("..", document.currentScript.src);
  const HERE = location.href.replace(/[?#].*/, "").replace(/index\.html$/, "").slice(ROOT.href.length);

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

  const withAttributes = (made, attributes) => {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  const field = withAttributes(element("input", "search__field"), {
    id: "search-field", type: "search", name: "q", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "search", "aria-describedby": "search-help",
  });
  const label = withAttributes(element("label", "search__label", say("Search the site")), {
    for: "search-field",
  });
  const closing = withAttributes(element("button", "search__close", say("Close")), { type: "button" });
  const form = withAttributes(element("form", "search__form", label, element("div", "search__row", field, closing)), {
    role: "search",
  });
  const count = withAttributes(element("p", "search__count"), { role: "status" });
  const list = element("div", "search__results");
  const HELP = say("The arrow keys go through the results, Enter opens, Esc closes. Ctrl+K opens the search.");
  const help = withAttributes(element("p", "search__foot", HELP), { id: "search-help" });
  const dialog = withAttributes(element("dialog", "search", form, count, list, help), { "aria-label": say("Search") });
  const fallback = document.querySelector("a[data-opens-search]")?.href;

  let engine = null;
  let loading = null;
  let speaking = 0;

  // --- Loading ---------------------------------------------------------------------------------------

  let policy = null;

  /** An address below the site's root as pages that trust no text as an address of a script want it. */
  const trusted = (path) => {
    const address = new URL(path, ROOT).href;
    policy ??= globalThis.trustedTypes?.createPolicy("search", {
      createScriptURL(url) {
        if (!url.startsWith(ROOT.href)) throw new TypeError(`no script of this site: ${url}`);
        return url;
      },
    });
    return policy ? policy.createScriptURL(address) : address;
  };

  const asked = new Map();

  /** Load a script of the site, once; one that did not come is asked for anew the next time. */
  const script = (path) => {
    if (!asked.has(path)) {
      const coming = new Promise((resolve, reject) => {
        const made = document.createElement("script");
        made.src = trusted(path);
        made.onload = resolve;
        made.onerror = () => reject(new Error(path));
        document.head.append(made);
      });
      asked.set(path, coming);
      coming.catch(() => asked.delete(path));
    }
    return asked.get(path);
  };

  const partFile = (name) => `assets/search/${name}.js`;

  const prepare = () => {
    const text = globalThis.searchText?.version === searchIndex.version ? searchText : null;
    engine = siteSearch.prepare(searchIndex, text, globalThis.searchPostings);
    show();
  };

  const load = () => {
    loading ??= Promise.all([script("assets/search-engine.js"), script("assets/search-index.js")]).then(
      async () => {
        prepare();
        // Who has asked already sees the excerpts of the first results before the rest is sent for.
        if (field.value) {
          const wait = new Promise((resolve) => setTimeout(resolve, EXCERPTS_FIRST));
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          await Promise.race([wait, Promise.allSettled([...coming.values()])]);
        }
        // Results by names stand without it.
        script("assets/search-text.js").then(prepare, () => (loading = null));
      },
      () => {
        loading = null;
        count.textContent = `${say("The search could not be loaded.")} `;
        if (fallback) count.append(link(fallback, say("Look it up on the reference pages instead.")));
      },
    );
  };

  /** Send for the postings a question needs, where they come in parts. */
  const loadMissing = (files) => {
    if (files.length) Promise.allSettled(files.map((name) => script(partFile(name)))).then((results) => {
      if (results.some(({ status }) => status === "fulfilled")) prepare();
    });
  };

  // --- Excerpts --------------------------------------------------------------------------------------

  const coming = new Map(); // file -> what is being fetched
  const waiting = new Map(); // paragraph -> how it is filled
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting && waiting.has(target)) {
          seen.unobserve(target);
          const { file, fill } = waiting.get(target);
          coming.set(file, script(partFile(file)).then(fill, () => {}));
        }
    },
    { root: list, rootMargin: "150px" },
  );

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

  /** A paragraph with an excerpt of a section: at once where its text is here, else when it is seen and has come. */
  const excerptOf = (section, places, isOpening) => {
    const { file, number } = engine.excerptOf(section);
    const made = element("p", "search__text");
    const fill = () => {
      const text = globalThis.searchExcerpts?.[file]?.[number];
      waiting.delete(made);
      if (text) made.replaceChildren(excerpt(text, places, EXCERPT, isOpening));
      else made.remove();
    };
    if (globalThis.searchExcerpts?.[file]) {
      fill();
      return made.hasChildNodes() ? made : "";
    }
    waiting.set(made, { file, fill });
    seen.observe(made);
    return made;
  };

  // --- Results ---------------------------------------------------------------------------------------

  const addressOf = ({ address, part, here }) => {
    if (here && document.getElementById(here)) return new URL(`#${here}`, location.href);
    const found = new URL(address, ROOT);
    if (part) found.hash = part;
    return found;
  };

  const item = (result, places, isBest) => {
    const made = element("li", "search__result");
    const title = link(addressOf(result), excerpt(result.title, places, Infinity));
    title.className = "search__title";
    made.append(title);
    if (result.of) made.append(" ", element("span", "search__of", say("in «{page}»", { page: result.of })));
    if (isBest) made.append(" ", element("span", "search__group", result.group));
    const parts = result.parts.filter(({ anchor }) => anchor).slice(0, isBest ? 2 : 1);
    if (isBest || !parts.length) made.append(excerptOf(result.opening, places, true));
    if (parts.length) {
      const page = new URL(result.address, ROOT);
      const inner = element("ul", "search__parts");
      for (const { section, anchor, heading } of parts) {
        page.hash = anchor;
        inner.append(element("li", "", link(page, excerpt(heading, places, Infinity)), excerptOf(section, places)));
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

  // Questions others might ask, from the page's own frame: each fills the field.
  const examples = (document.querySelector("[data-examples]")?.dataset.examples ?? "").split(";").filter(Boolean);

  /** What one can ask, for who has typed nothing. */
  const hint = () => {
    if (list.querySelector(".search__hint")) return; // somebody may be on one of its buttons
    const buttons = examples.map((words) => {
      const button = withAttributes(element("button", "search__example", words.trim()), { type: "button" });
      button.addEventListener("click", () => {
        field.value = words.trim();
        field.focus();
        show();
      });
      return element("li", "", button);
    });
    const text = say("Ask in your own words, as you would ask a colleague. You may also look for a concept, a section or an author.");
    const made = element("div", "search__hint", element("p", "", text));
    if (buttons.length) made.append(element("p", "", say("For instance:")), element("ul", "", ...buttons));
    list.replaceChildren(made);
  };

  /** Say how many there are: on the screen at once, to a screen reader when typing pauses. */
  const tell = (text, ...more) => {
    count.setAttribute("aria-live", "off");
    count.replaceChildren(text, ...more);
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      count.setAttribute("aria-live", "polite");
      count.replaceChildren(text, ...more);
    }, SPEAK_AFTER);
  };

  let shownFor = null;

  const show = () => {
    const asks = field.value.trim();
    if (!engine) return asks ? list.replaceChildren() : hint();
    const { results, places, missing, unknown } = engine.search(asks, 2, HERE);
    const shown = results.slice(0, SHOWN);
    // What was read stays where it is when more of the index comes.
    const stays = shownFor === asks ? { top: list.scrollTop, focus: linksOf().indexOf(document.activeElement) } : null;
    shownFor = asks;
    seen.disconnect();
    waiting.clear();
    coming.clear();
    // One letter that finds nothing is somebody who has begun to type.
    if (!asks || (/^\p{L}$/u.test(asks) && !shown.length)) {
      hint();
      return tell("");
    }
    list.replaceChildren();
    list.scrollTop = 0;
    loadMissing(missing);
    const isWhole = engine.isWhole && !missing.length;
    if (!shown.length) {
      if (!isWhole) return tell(say("Searching …"));
      if (!fallback) return tell(say("No results. Try another word."));
      return tell(`${say("No results. Try another word, or")} `, link(fallback, say("look it up on the reference pages")), ".");
    }
    const all = results.length <= SHOWN;
    const counted = isWhole
      ? sayNumber("{number} result.", "{number} results.", results.length)
      : sayNumber("{number} result so far.", "{number} results so far.", results.length);
    // Who has hundreds of results is helped by none of the number.
    tell(all ? counted : say("The {shown} best results.", { shown: SHOWN }));
    if (isWhole && unknown.length) {
      const named = unknown.map((word) => `«${word}»`).join(", ");
      list.append(element("p", "search__unknown", say("No page has {words}. These are the nearest.", { words: named })));
    }
    group(shown.length > BEST ? say("Best results") : say("Results"), shown.slice(0, BEST), places, true);
    const rest = new Map();
    for (const result of shown.slice(BEST)) rest.set(result.group, [...(rest.get(result.group) ?? []), result]);
    for (const [name, members] of rest) group(name, members, places, false);
    if (stays) {
      list.scrollTop = stays.top;
      if (stays.focus >= 0) linksOf()[stays.focus]?.focus();
    }
  };

  const linksOf = () => [...list.querySelectorAll("a")].filter((one) => one.checkVisibility());

  // --- Opening, closing, keys ------------------------------------------------------------------------

  const open = (query) => {
    if (dialog.open) return;
    if (query !== undefined) field.value = query;
    dialog.showModal();
    field.select();
    if (!field.value.trim() || (engine && query !== undefined)) show();
    load();
  };

  const close = () => {
    dialog.close();
    forget();
    // Where the focus was on nothing in particular, it would stay in the closed dialog for a moment.
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  };

  // The way back from a result leads to the list: the page's own entry in the tab's history keeps the question.
  const remember = () => {
    const search = { query: field.value, top: list.scrollTop, link: linksOf().indexOf(document.activeElement) };
    history.replaceState({ ...history.state, search }, "");
  };

  const forget = () => {
    if (!history.state?.search) return;
    const { search: _, ...rest } = history.state;
    history.replaceState(Object.keys(rest).length ? rest : null, "");
  };

  /** Show the search as it was left. The list is as long as it was when what it is made of has come. */
  const restore = () => {
    const left = history.state?.search;
    if (!left || dialog.open) return;
    open(left.query);
    const settle = () => {
      list.scrollTop = left.top;
      linksOf()[left.link]?.focus({ preventScroll: true });
    };
    if (engine) settle();
    else loading?.then(settle);
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

  // A page's own field (on the page for lost readers), filled with the words of the address that led nowhere.
  for (const own of document.querySelectorAll("form[data-search-form]")) {
    const its = own.querySelector("input");
    own.addEventListener("focusin", load, { once: true });
    own.addEventListener("submit", (event) => {
      event.preventDefault();
      open(its.value);
    });
    const path = location.href.startsWith(ROOT.href) ? location.pathname.slice(ROOT.pathname.length) : "";
    its.value = words(path);
  }

  /** The words of an address, as a reader would type them. */
  function words(path) {
    try {
      return decodeURIComponent(path).replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 100);
    } catch {
      return ""; // no address at all: %E0%A4%A
    }
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
    const links = linksOf();
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
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // On a telephone the key puts the keyboard away: what it hid is there to choose from.
    if (matchMedia("(hover: none) and (pointer: coarse)").matches) field.blur();
    else list.querySelector("a")?.click();
  });
  closing.addEventListener("click", close);
  dialog.addEventListener("click", (event) => {
    // A click beside the dialog lands on the dialog itself.
    if (event.target === dialog) return close();
    const followed = event.target.closest("a");
    // With these keys a click opens a tab or a window, and the search stays.
    if (!followed || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    remember();
    dialog.close();
    // A link to the same page only moves within it; what is folded there is meant to be read.
    const place = followed.hash ? document.getElementById(decodeURIComponent(followed.hash.slice(1))) : null;
    if (place?.matches("details") && followed.pathname === location.pathname) place.open = true;
  });

  addEventListener("popstate", () => (history.state?.search ? restore() : dialog.open && dialog.close()));
  addEventListener("pageshow", (event) => {
    const [{ type } = {}] = performance.getEntriesByType("navigation");
    if (event.persisted || type === "back_forward") restore();
    else forget(); // a page that is loaded anew is not gone back to
  });

  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
}
