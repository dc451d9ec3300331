// Filters for the literature list. Without this script the list is whole; nothing is hidden then.
//
// What is chosen stands in the address (?emne=IPS&fra=2015), so that it can be shared and survives
// a reload (not ?q=, which the site's search reads). The number of hits is announced politely. A link
// to a hidden work shows it again.
{
  const index = document.querySelector(".letter-index");
  if (index && document.querySelector(".work-facts")) {
    const { say, sayNumber, language } = siteWords;
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

    const works = [...document.querySelectorAll("details.entry-row")].map((row) => {
      const heading = row.querySelector("h3.entry");
      const part = (name) => row.querySelector(`.${name}`);
      const facts = part("work-facts").dataset;
      const texts = [heading, part("work-reference"), part("work-about")];
      return {
        row,
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
        works: works.filter(({ row }) => nodes.includes(row)),
      };
    });

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
    const alphabet = new Intl.Collator(language);
    const values = (name) => [...new Set(works.flatMap((work) => work[name]))].sort(alphabet.compare);
    const years = [...new Set(works.map((work) => work.year).filter(Boolean))].sort((a, b) => a - b);

    const controls = {
      tekst: element("input", { type: "search", maxLength: MAX_QUERY, autocomplete: "off", spellcheck: false }),
      emne: select(say("All topics"), values("emne")),
      type: select(say("All types"), values("type")),
      sprak: select(say("All languages"), values("sprak")),
      kontroll: select(say("All"), values("kontroll")),
      fra: select(say("All years"), years),
      til: select(say("All years"), [...years].reverse()),
    };
    const reset = element("button", { type: "button", className: "filter-reset", textContent: say("Remove the filters") });
    const status = element("p", { className: "filter-status" });
    status.setAttribute("role", "status");
    // On a narrow screen the choices stand folded, so that the works are in sight while one types.
    const narrow = window.matchMedia("(max-width: 44.984375em)");
    const choices = element(
      "details",
      { className: "filter-choices" },
      element("summary", { textContent: say("More filters") }),
      element(
        "div",
        {},
        labelled(say("Topic"), controls.emne, "emne"),
        labelled(say("Type"), controls.type, "type"),
        labelled(say("From the year"), controls.fra, "fra"),
        labelled(say("To the year"), controls.til, "til"),
        labelled(say("Language"), controls.sprak, "sprak"),
        labelled(say("Check"), controls.kontroll, "kontroll"),
      ),
    );
    const form = element(
      "form",
      { className: "work-filters" },
      labelled(say("Words in names, titles or summaries"), controls.tekst, "tekst"),
      choices,
      reset,
    );
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", say("Filter the literature"));

    // --- Filtering ----------------------------------------------------------------------------

    const CHOICES = ["emne", "type", "sprak", "kontroll"];
    const read = () => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value.trim()]));

    const sentences = (...parts) => parts.filter(Boolean).join(" ");

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
      for (const work of works) work.row.hidden = !shown.has(work);
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
      const undated = chosen.fra || chosen.til ? say("Works without a year are not among them.") : "";
      const all = shown.size === works.length;
      status.textContent = all
        ? sayNumber("The one work is shown.", "All {number} works are shown.", works.length)
        : shown.size
          ? sentences(say("{shown} of {all} works are shown.", { shown: shown.size, all: works.length }), undated)
          : sentences(
              sayNumber("The one work does not fit.", "None of the {number} works fits.", works.length),
              undated,
              say("Take away a filter to see more."),
            );
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
      if (!target?.closest("[hidden]")) return;
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
    const unfold = () => {
      const chosen = Object.values(controls).some((control) => control !== controls.tekst && control.value);
      choices.open = !narrow.matches || chosen;
    };
    unfold();
    narrow.addEventListener("change", unfold);
    showTarget();
    // The form has moved the list down: what the address names is brought back into view.
    named()?.scrollIntoView();
  }
}
