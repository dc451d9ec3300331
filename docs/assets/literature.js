// Filters for the literature list. Without this script the list is whole; nothing is hidden then.
//
// What is chosen stands in the address (?emne=IPS&fra=2015), so that it can be shared and survives
// a reload (not ?q=, which the site's search reads). The number of hits is announced politely. A link
// to a hidden work shows it again.
{
  const index = document.querySelector(".letter-index");
  if (index && document.querySelector(".work-facts")) {
    const MAX_QUERY = 200; // characters; longer text finds nothing more

    /** Text as it is compared, as the site's search folds it: æ and ae are a, ø and oe are o, å and aa are a. */
    const fold = (text) =>
      text
        .toLowerCase()
        .replaceAll("æ", "a")
        .replaceAll("ø", "o")
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/([ao])e|aa/g, (_, first) => first ?? "a");

    // --- The list as it stands on the page ----------------------------------------------------

    /** The elements from `start` up to the next heading of the list, `start` included. */
    const until = (start, stop) => {
      const nodes = [start];
      for (let next = start.nextElementSibling; next && !next.matches(stop); next = next.nextElementSibling)
        nodes.push(next);
      return nodes;
    };

    const works = [...document.querySelectorAll("h3.entry")].map((heading) => {
      const nodes = until(heading, "h2, h3, section");
      const part = (name) => nodes.find((node) => node.classList.contains(name));
      const facts = part("work-facts").dataset;
      const texts = [heading, part("work-reference"), part("work-about")];
      return {
        id: heading.id,
        nodes,
        emne: facts.topics ? facts.topics.split("; ") : [],
        type: [facts.type],
        sprak: [facts.language],
        kontroll: [facts.verified],
        year: Number(facts.year) || null,
        text: fold([...texts.map((node) => node?.textContent ?? ""), facts.topics].join(" ")),
      };
    });

    const letters = [...index.querySelectorAll("a")].map((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const nodes = until(heading, "h2, section");
      // The theme prints the table of contents twice, for narrow and for wide screens.
      const contents = document.querySelectorAll(`.md-nav--secondary a[href="${link.getAttribute("href")}"]`);
      return {
        parts: [heading, link, ...[...contents].map((entry) => entry.closest("li"))],
        works: works.filter((work) => nodes.includes(work.nodes[0])),
      };
    });
    // Dots between links would be left over when a letter is hidden.
    index.replaceChildren(...index.querySelectorAll("a"));
    index.classList.add("filtered");

    // --- The form -----------------------------------------------------------------------------

    const element = (tag, properties = {}, ...children) => {
      const made = Object.assign(document.createElement(tag), properties);
      made.append(...children);
      return made;
    };
    const labelled = (text, control, name) => {
      control.id = `filter-${name}`;
      control.name = name;
      return element("div", { className: "filter" }, element("label", { htmlFor: control.id, textContent: text }), control);
    };
    const select = (all, choices) => {
      const options = choices.map((value) => element("option", { value, textContent: value }));
      return element("select", {}, element("option", { value: "", textContent: all }), ...options);
    };
    const norwegian = new Intl.Collator("nb");
    const values = (name) => [...new Set(works.flatMap((work) => work[name]))].sort(norwegian.compare);
    const years = [...new Set(works.map((work) => work.year).filter(Boolean))].sort((a, b) => a - b);

    const controls = {
      tekst: element("input", { type: "search", maxLength: MAX_QUERY, autocomplete: "off", spellcheck: false }),
      emne: select("Alle emner", values("emne")),
      type: select("Alle typer", values("type")),
      sprak: select("Alle språk", values("sprak")),
      kontroll: select("Alle", values("kontroll")),
      fra: select("Alle år", years),
      til: select("Alle år", [...years].reverse()),
    };
    const reset = element("button", { type: "button", className: "filter-reset", textContent: "Fjern filtrene" });
    const status = element("p", { className: "filter-status" });
    status.setAttribute("role", "status");
    const form = element(
      "form",
      { className: "work-filters" },
      labelled("Ord i navn, tittel eller omtale", controls.tekst, "tekst"),
      labelled("Emne", controls.emne, "emne"),
      labelled("Type", controls.type, "type"),
      labelled("Fra og med år", controls.fra, "fra"),
      labelled("Til og med år", controls.til, "til"),
      labelled("Språk", controls.sprak, "sprak"),
      labelled("Kontroll", controls.kontroll, "kontroll"),
      reset,
    );
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filtrer litteraturlista");

    // --- Filtering ----------------------------------------------------------------------------

    const CHOICES = ["emne", "type", "sprak", "kontroll"];
    const read = () => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value.trim()]));

    /** Whether a work fits what is chosen; `except` names a choice that is left out of account. */
    const fits = (work, chosen, except) =>
      CHOICES.every((name) => name === except || !chosen[name] || work[name].includes(chosen[name])) &&
      (!chosen.fra || (work.year && work.year >= Number(chosen.fra))) &&
      (!chosen.til || (work.year && work.year <= Number(chosen.til))) &&
      chosen.words.every((word) => work.text.includes(word));

    const apply = () => {
      const chosen = read();
      chosen.words = fold(chosen.tekst.slice(0, MAX_QUERY)).split(/\s+/).filter(Boolean);
      const shown = new Set(works.filter((work) => fits(work, chosen)));
      for (const work of works) for (const node of work.nodes) node.hidden = !shown.has(work);
      for (const letter of letters) {
        const empty = !letter.works.some((work) => shown.has(work));
        for (const part of letter.parts) part.hidden = empty;
      }
      for (const name of CHOICES) {
        const others = works.filter((work) => fits(work, chosen, name));
        for (const option of controls[name].options)
          if (option.value)
            option.textContent = `${option.value} (${others.filter((work) => work[name].includes(option.value)).length})`;
      }
      const undated = chosen.fra || chosen.til ? " Verk uten årstall er ikke med." : "";
      const all = shown.size === works.length;
      status.textContent = all
        ? `Viser alle ${works.length} verk.`
        : shown.size
          ? `Viser ${shown.size} av ${works.length} verk.${undated}`
          : `Ingen av de ${works.length} verkene passer.${undated} Ta bort et filter for å se flere.`;
      reset.hidden = Object.values(read()).every((value) => !value);
    };

    // --- The address --------------------------------------------------------------------------

    const write = () => {
      const query = String(new URLSearchParams(Object.entries(read()).filter(([, value]) => value)));
      history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
    };
    const take = () => {
      const query = new URLSearchParams(location.search);
      for (const [name, control] of Object.entries(controls)) {
        control.value = (query.get(name) ?? "").slice(0, MAX_QUERY);
        // A value that is no choice of ours leaves a select without any.
        if (control.selectedIndex === -1) control.value = "";
      }
    };
    const clear = () => {
      for (const control of Object.values(controls)) control.value = "";
    };
    /** The element the address names, or null. Keys and letters need no decoding but æ, ø and å. */
    const named = () => {
      try {
        return document.getElementById(decodeURIComponent(location.hash.slice(1)));
      } catch {
        return null;
      }
    };
    /** Show what the address names, even when the filters would hide it. */
    const showTarget = () => {
      const target = named();
      if (!target?.hidden) return;
      clear();
      apply();
      write();
      target.scrollIntoView();
    };

    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      // Typing announces once it pauses, not at every letter.
      waiting = setTimeout(() => {
        apply();
        write();
      }, 150);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", () => {
      clear();
      apply();
      write();
      controls.tekst.focus();
    });
    window.addEventListener("hashchange", showTarget);
    window.addEventListener("popstate", () => {
      take();
      apply();
    });

    index.before(form, status);
    take();
    apply();
    showTarget();
    // The form has moved the list down: what the address names is brought back into view.
    named()?.scrollIntoView();
  }
}
