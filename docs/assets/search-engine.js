// The search itself: from what was typed to a list of results, best first. Touches no page.
//
// The index (assets/search-index.js, made by scripts/knowledge/search/index.py, which describes it)
// holds every term of the site without its inflection. A word that was typed finds a term when it is
// the same, an inflection of it, its beginning, the tail of a compound, or one letter away.
globalThis.siteSearch = {
  /** Return an engine for an index: { search, hits, termsOf }, each described where it stands. */
  prepare(index) {
    const LONGEST_QUERY = 400; // characters; more is no question
    const MOST_TERMS = 16;
    const SHORTEST_TAIL = 4; // letters of a compound's part: «linj» finds «arbeidslinj»
    const SHORTEST_MISSPELT = 4;
    const SHORTEST_BEGINNING = 2;
    // How well a term fits what was typed: 1 is the same word.
    const FIT = { same: 1, halfTyped: 0.8, tail: 0.62, beginning: 0.5, section: 0.8, misspelt: 0.6 };
    // How much a term in a part's text counts when it stands there once, twice, more; and in its heading.
    const WEIGHTS = [0.35, 0.5, 0.6, 1];
    // What makes a result good: being called what was asked for, being named by its words, saying it.
    const NAMED = 3;
    const WORDS_OF_NAMES = 1.5;
    const SAID = 1;
    // Pages that explain come before those that report, list or are about the site itself.
    const WORTH = {
      front: 0.7, section: 0.85, anthology: 0.85, thesis: 0.85, guide: 0.8, reference: 0.85,
      about: 0.85, concepts: 0.75, provisions: 0.9, references: 0.6, figures: 0.5, timeline: 0.5,
      "source-notes": 0.5,
    };

    // --- From text to terms, as scripts/knowledge/search/words.py does it ------------------------

    const stopWords = new Set(index.stopWords);
    const NUMBER = "(\\d+(?:[-\\u2010]\\d+)?)(?: ?([a-h])(?![a-z0-9]))?";
    const TOKEN = new RegExp(`(?:§+|paragraf(?:en|ene)?)[ .]*${NUMBER}|${NUMBER}|([a-z][a-z0-9]*)`, "g");

    const fold = (text) =>
      text
        .toLowerCase()
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/[^\x00-\x7f]/g, (letter) => index.spellings[letter] ?? letter)
        .replace(/([ao])e|aa/g, (_, first) => first ?? "a")
        .replace(/([a-z])\1+/g, "$1");

    const stem = (word) => {
      if (/[0-9]/.test(word)) return word;
      for (const suffix of index.suffixes)
        if (word.endsWith(suffix) && word.length - suffix.length >= index.shortestStem)
          return word.slice(0, -suffix.length);
      return word.endsWith("s") && word.length > index.shortestStem && index.genitiveAfter.includes(word.at(-2))
        ? word.slice(0, -1)
        : word;
    };

    const words = (text) => {
      const found = [];
      for (const [, section, itsLetter, number, letter, word] of fold(text).matchAll(TOKEN)) {
        if (section) found.push(`§${section.replace("\u2010", "-")}${itsLetter ?? ""}`);
        else if (number) found.push(number.replace("\u2010", "-") + (letter ?? ""));
        else if (word.length > 1) found.push(word);
      }
      return found;
    };

    const termsOf = (text) => words(text).filter((word) => !stopWords.has(word)).map(stem);

    // --- The index, unpacked ---------------------------------------------------------------------

    const terms = index.terms.split(" ");
    const placeOf = new Map(terms.map((term, place) => [term, place]));
    const packed = index.postings.split(";");
    const unpacked = new Map();

    /** The sections a term stands in: [section, weight], … */
    const postings = (place) => {
      if (!unpacked.has(place)) {
        let section = 0;
        const list = (packed[place] ? packed[place].split(",") : []).map((part) => {
          const number = parseInt(part, 36);
          section += number >> 2;
          return [section, number & 3];
        });
        unpacked.set(place, list);
      }
      return unpacked.get(place);
    };

    const documents = index.documents.map(([address, title, group, names], number) => ({
      number, address, title, group: index.groups[group][1], worth: WORTH[index.groups[group][0]] ?? 1,
      names: names.map(([strength, ...places]) => ({ strength: strength / 10, places })),
    }));
    const sections = index.sections.map(([document, anchor, heading]) => ({ document, anchor, heading }));
    sections.forEach(({ document }, number) => (documents[document].opening ??= number));

    // Term -> the documents with a name that holds it, and how well the word alone names them.
    const namedBy = new Map();
    for (const { number, names } of documents)
      for (const { strength, places } of names)
        for (const place of places) {
          const known = namedBy.get(place) ?? namedBy.set(place, new Map()).get(place);
          known.set(number, Math.max(known.get(number) ?? 0, strength / Math.sqrt(places.length)));
        }

    /** In how many documents a term stands. */
    const spread = new Map();
    const documentsWith = (place) => {
      if (!spread.has(place)) {
        const found = new Set(namedBy.get(place)?.keys());
        for (const [section] of postings(place)) found.add(sections[section].document);
        spread.set(place, found);
      }
      return spread.get(place);
    };

    // --- From a typed word to the terms it finds --------------------------------------------------

    /** Whether two words differ by one letter: too many, too few, wrong, or two that changed places. */
    const oneLetterApart = (a, b) => {
      if (Math.abs(a.length - b.length) > 1) return false;
      let start = 0;
      while (start < a.length && a[start] === b[start]) start++;
      let end = 0;
      while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
      const left = a.length - start - end;
      const right = b.length - start - end;
      if (left <= 1 && right <= 1) return true;
      return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
    };

    /** Terms a word finds: place -> how well it fits. */
    const find = (word, isLast) => {
      const term = stem(word);
      const found = new Map();
      const add = (place, fit) => found.set(place, Math.max(found.get(place) ?? 0, fit));
      if (placeOf.has(term)) add(placeOf.get(term), FIT.same);
      if (/[0-9]/.test(term)) {
        const other = term.startsWith("§") ? term.slice(1) : `§${term}`;
        if (placeOf.has(other)) add(placeOf.get(other), FIT.section);
        return found;
      }
      for (let length = word.length - 1; length >= Math.max(index.shortestStem, word.length - 6); length--) {
        const rest = word.slice(length);
        const place = placeOf.get(word.slice(0, length));
        if (place !== undefined && index.suffixes.some((suffix) => suffix.startsWith(rest))) add(place, FIT.halfTyped);
      }
      const known = found.size > 0;
      const shortest = isLast ? SHORTEST_BEGINNING : index.shortestStem + 1;
      terms.forEach((candidate, place) => {
        if (candidate.length > term.length) {
          if (term.length >= shortest && candidate.startsWith(term))
            add(place, FIT.beginning * (0.5 + (0.5 * term.length) / candidate.length));
          else if (
            term.length >= SHORTEST_TAIL &&
            candidate.length - term.length >= index.shortestStem - 1 &&
            candidate.endsWith(term)
          )
            add(place, FIT.tail);
        }
        if (!known && term.length >= SHORTEST_MISSPELT && oneLetterApart(term, candidate)) add(place, FIT.misspelt);
      });
      return found;
    };

    // --- Search ------------------------------------------------------------------------------------

    /**
     * Return what answers a query, best first.
     *
     * query: what was typed, any text
     * returns { results, places }: results as { address, title, group, score, opening, parts }, where
     * parts are the sections that say most of it ({ section, anchor, heading }, best first, at most
     * `mostParts`) and opening is the document's first section; places: the terms found, for hits()
     */
    const search = (query, mostParts = 2) => {
      const typed = words(query.slice(0, LONGEST_QUERY)).filter((word) => !stopWords.has(word));
      const asked = [...new Set(typed)].slice(0, MOST_TERMS);
      const lookups = asked.map((word, number) => {
        const found = find(word, number === asked.length - 1);
        const exact = [...found].filter(([, fit]) => fit >= FIT.halfTyped).map(([place]) => place);
        const counted = new Set((exact.length ? exact : [...found.keys()]).flatMap((place) => [...documentsWith(place)]));
        return { found, rarity: Math.log(1 + documents.length / (1 + counted.size)) };
      });
      const whole = lookups.reduce((sum, { rarity }) => sum + rarity, 0);
      if (!whole) return { results: [], places: new Set() };

      const rarityOf = (place) => Math.log(1 + documents.length / (1 + documentsWith(place).size));
      const said = new Map(); // section -> what it says of the query, 0–1
      const byDocument = new Map(); // document -> { named, words }
      const scores = (number) =>
        byDocument.get(number) ?? byDocument.set(number, { words: 0, saying: 0 }).get(number);
      for (const { found, rarity } of lookups) {
        const share = rarity / whole;
        const inSection = new Map();
        const inName = new Map();
        for (const [place, fit] of found) {
          for (const [section, weight] of postings(place))
            inSection.set(section, Math.max(inSection.get(section) ?? 0, fit * WEIGHTS[weight]));
          for (const [document, strength] of namedBy.get(place) ?? [])
            inName.set(document, Math.max(inName.get(document) ?? 0, fit * strength));
        }
        const inDocument = new Map();
        for (const [section, value] of inSection) {
          said.set(section, (said.get(section) ?? 0) + share * value);
          const { document } = sections[section];
          inDocument.set(document, 1 - (1 - (inDocument.get(document) ?? 0)) * (1 - value / 2));
        }
        for (const [document, value] of inDocument) scores(document).saying += share * value;
        for (const [document, value] of inName) scores(document).words += share * value;
      }

      /** How well a document is called what was asked for, 0–1. */
      const named = ({ names }) => {
        let best = 0;
        for (const { strength, places } of names) {
          let both = 0;
          let ofName = 0;
          for (const place of places) ofName += rarityOf(place);
          for (const { found, rarity } of lookups) {
            let fit = 0;
            for (const place of places) fit = Math.max(fit, found.get(place) ?? 0);
            both += rarity * fit;
          }
          const alike = Math.min(1, (2 * both) / (whole + ofName));
          best = Math.max(best, strength * alike * alike);
        }
        return best;
      };

      const partsOf = new Map();
      for (const [section, value] of said) {
        const { document } = sections[section];
        (partsOf.get(document) ?? partsOf.set(document, []).get(document)).push([section, value]);
      }
      const results = [...byDocument].map(([number, { words: wordsOfNames, saying }]) => {
        const document = documents[number];
        const parts = (partsOf.get(number) ?? []).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        const body = 0.5 * (parts[0]?.[1] ?? 0) + 0.5 * saying;
        const score = document.worth * (NAMED * named(document) + WORDS_OF_NAMES * wordsOfNames + SAID * body);
        return {
          address: document.address, title: document.title, group: document.group, score, opening: document.opening,
          parts: parts.slice(0, mostParts).map(([section]) => ({ section, ...sections[section] })),
        };
      });
      results.sort((a, b) => b.score - a.score || (a.address < b.address ? -1 : 1));
      return { results, places: new Set(lookups.flatMap(({ found }) => [...found.keys()])) };
    };

    // --- The words of a text that were found ---------------------------------------------------------

    const PIECE = /§+ ?\d+(?:-\d+)?(?: ?[a-h](?![\p{L}\p{N}]))?|\d+-\d+|\d+ [a-h](?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
    const read = new Map();

    /** Where words of a text are among the terms found: [start, end], … in order. */
    const hits = (text, places) => {
      const found = [];
      for (const piece of text.matchAll(PIECE)) {
        const [written] = piece;
        const known = read.get(written) ?? read.set(written, termsOf(written).map((term) => placeOf.get(term))).get(written);
        if (known.some((place) => places.has(place))) found.push([piece.index, piece.index + written.length]);
      }
      return found;
    };

    return { search, hits, termsOf };
  },
};
