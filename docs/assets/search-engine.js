// The search itself: from what was typed to a list of results, best first. Touches no page.
//
// The index (assets/search-index.js and search-text.js, made by scripts/knowledge/search/index.py, which
// describes them) holds every term of the site without its inflection. A word that was typed finds a term
// when it is the same, an inflection of it, its beginning, the tail of a compound, or what the index says
// means the same; and when no page has the word, what it is in Bokmål, its parts, or what it may have been
// meant to be.
globalThis.siteSearch = {
  /**
   * Return an engine: { search, hits, termsOf, isWhole, excerptOf }, each described where it stands.
   *
   * index: searchIndex; text: searchText, or null while only names and headings are known;
   * postings: file -> postings, where the text's come in parts
   */
  prepare(index, text = null, loaded = {}) {
    const LONGEST_QUERY = 400; // characters; more is no question
    const MOST_TERMS = 16;
    const SHORTEST_TAIL = 4; // letters of a compound's part: «linj» finds «arbeidslinj»
    const SHORTEST_PART = 2; // letters of a part of a word no page has: «cocreation»
    const SHORTEST_MISSPELT = 4;
    const SHORTEST_BEGINNING = 2;
    const MOST_VARIANTS = 150;
    const MOST_RANGE = 60;
    const NEAREST_SECTION = 6; // numbers away, where a section of an act has no entry
    // How well a term fits what was typed: 1 is the same word.
    const FIT = {
      same: 1, halfTyped: 0.8, tail: 0.62, beginning: 0.5, section: 0.8, misspelt: 0.6, badlyMisspelt: 0.4,
      variant: 0.9, alias: 0.6, part: 0.6, chapter: 0.7, near: 0.4,
    };
    // How much a term in a part's text counts when it stands there once, twice, more; and in its heading.
    const WEIGHTS = [0.35, 0.5, 0.6, 1];
    // What makes a result good: being called what was asked for, being named by its words, saying it.
    const NAMED = 3;
    const WORDS_OF_NAMES = 2;
    const SAID = 1;
    // The strength in the index of a question a document answers, and how well it names the document.
    const ASKED = 11;
    const AS_ASKED = 0.9;
    const FULL = 1; // the strength of a document's own name
    const ALL_OF_IT = 0.999;
    const BY_NAME = 2.2; // just below the very question
    const ASKED_WORD = 0.7;
    const WORD_FOR_WORD = 0.9; // more alike than this is nearly the question, unless a single word is all it has
    const NEARLY = 1.5;
    const TO_THE_LETTER = 2.5; // the question itself, stop words and all: the page that was written for it comes first
    // A word is not worth more than this for being rare, and a word of questions less than half of it.
    const RAREST = 4;
    const QUESTION_WORD = 0.4;
    // A bare number in a question of words is an age, a year, an amount: seldom what it is about.
    const WORDS_AROUND_A_NUMBER = 3;
    // Pages written for who asks, as her words tell, and pages written for others.
    const FOR_READER = { audience: 1.4, language: 2.5 };
    const FOR_OTHERS = 0.85;
    const FOR_NEIGHBOUR = 1.2; // pages for the same reader as the page the question is asked on
    // How much of a result's worth hangs on how much of the question it has, for one, two, three words and more.
    const COVERAGE = [0, 0, 0.35, 0.55];
    // A part that a name leads to counts this much more; one that says what is not known, this much less.
    const NAMED_PART = 2;
    // A result leads to a part of its page when the part's own question fits so well; and when the page is called
    // something else than what was asked, and the part says so much of it.
    const LEADS = 0.5;
    const CALLED_ELSE = 0.45;
    const SAYS_IT = 0.6;
    const LAST_PART = 0.4;
    // Pages that explain come before those that report, list or are about the site itself.
    const WORTH = {
      front: 0.7, section: 0.85, anthology: 0.85, thesis: 0.85, reference: 0.85, guide: 0.95,
      about: 0.85, concepts: 0.75, provisions: 0.9, references: 0.6, figures: 0.5, timeline: 0.5,
      "source-notes": 0.5,
    };

    // --- From text to terms, as scripts/knowledge/search/words.py does it ------------------------

    const { language } = index;
    const stopWords = new Set(language.stopWords);
    const TOKEN = new RegExp(language.token, "g");

    const fold = (text) =>
      text
        .toLowerCase()
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/[^\x00-\x7f]/g, (letter) => language.spellings[letter] ?? letter)
        .replace(/([ao])e|aa/g, (_, first) => first ?? "a")
        .replace(/([a-z])\1+/g, "$1");

    const stem = (word) => {
      if (/[0-9]/.test(word)) return word;
      for (const suffix of language.suffixes)
        if (word.endsWith(suffix) && word.length - suffix.length >= language.shortestStem)
          return word.slice(0, -suffix.length);
      return word.endsWith("s") && word.length > language.shortestStem && language.genitiveAfter.includes(word.at(-2))
        ? word.slice(0, -1)
        : word;
    };

    const numberOf = (first, second, letter) => first + (second ? `-${second}` : "") + (letter ?? "");

    /** The sections a mark stands before: one, both, or all of a range («§§ 29–35»). */
    const sectionsOf = (mark, first, dash, last) => {
      if (dash && !mark.startsWith("§§") && !first[1] && !first[2] && !last[1])
        return [`§${numberOf(first[0], last[0], last[2])}`];
      const found = [`§${numberOf(...first)}`];
      if (!dash) return found;
      const chapter = first[1] ? `${first[0]}-` : "";
      if (!first[1] === !last[1] && (!chapter || first[0] === last[0])) {
        const [begin, end] = [Number(first[1] ?? first[0]), Number(last[1] ?? last[0])];
        if (end - begin <= MOST_RANGE)
          for (let number = begin + 1; number < end + (last[2] ? 1 : 0); number++) found.push(`§${chapter}${number}`);
      }
      return [...found, `§${numberOf(...last)}`];
    };

    const words = (text) => {
      const found = [];
      for (const [, chapter, mark, a, b, c, dash, d, e, f, g, h, i, word] of fold(text).matchAll(TOKEN)) {
        if (chapter) found.push(`§${chapter}-`);
        else if (mark) found.push(...sectionsOf(mark, [a, b, c], dash, [d, e, f]));
        else if (g) found.push(numberOf(g, h, i));
        else if (word.length > 1) found.push(word);
      }
      return found;
    };

    const questionTerms = new Set(language.questionWords.map(stem));

    /** A number for all the words of a text, stop words too; search/words.py does the same. */
    const phraseMark = (text) => {
      let mark = 2166136261;
      for (const letter of words(text).map(stem).join(" ")) mark = Math.imul(mark ^ letter.codePointAt(0), 16777619) >>> 0;
      return mark % 36 ** 4;
    };

    const termsOf = (text) => words(text).filter((word) => !stopWords.has(word)).map(stem);

    // --- The index, unpacked ---------------------------------------------------------------------

    const split = (packed, mark) => (packed ? packed.split(mark) : []);
    const terms = [...split(index.terms, " "), ...split(text?.terms, " ")];
    const placeOf = new Map(terms.map((term, place) => [term, place]));
    const parts = text?.parts?.map(([first, file]) => ({ first, file, entries: loaded[file]?.split(";") }));
    const packed = (text && !parts ? text : index).postings.split(";");
    const unpacked = new Map();

    const partOf = (place) => parts?.findLast(({ first }) => first <= place);

    /** The sections a term stands in: [section, weight], … Where its part has not come, those with it in the heading. */
    const postings = (place) => {
      if (!unpacked.has(place)) {
        const part = partOf(place);
        const entry = part?.entries ? part.entries[place - part.first] : packed[place];
        let section = 0;
        const list = split(entry, ",").map((piece) => {
          const number = parseInt(piece, 36);
          section += number >> 2;
          return [section, number & 3];
        });
        unpacked.set(place, list);
      }
      return unpacked.get(place);
    };

    const slug = (heading) =>
      heading.slice(heading.lastIndexOf(" › ") + 1).replace(/[^\p{L}\p{N}_\- ]/gu, "").trim().toLowerCase().replaceAll(" ", "-");

    const wholeWords = new Set(language.wholeWords);
    const aliases = new Map(Object.entries(language.aliases));
    const lastParts = new Set(index.lastParts);
    const sections = [];
    const documents = [...index.documents, ...(text?.documents ?? [])].map(
      ([page, anchor, title, group, names, headings, here], number) => {
        const opening = sections.length;
        for (const part of headings) {
          const [heading, itsAnchor] = Array.isArray(part) ? part : [part, part && slug(part)];
          sections.push({ document: number, anchor: itsAnchor, heading });
        }
        return {
          number, page, opening, title, here, kind: group,
          address: index.pages[page] + (anchor && `#${anchor}`),
          group: index.groups[group][1],
          worth: WORTH[index.groups[group][0]] ?? 1,
          names: split(names, ";").map((name) => {
            const [head, places] = name.split(":");
            const [, strength, part, mark] = /^(\w+)(?:\+(\w+))?(?:!(\w+))?$/.exec(head);
            const asked = parseInt(strength, 36) === ASKED;
            return {
              asked,
              strength: asked ? AS_ASKED : parseInt(strength, 36) / 10,
              part: part ? opening + parseInt(part, 36) : null,
              mark: mark ? parseInt(mark, 36) : null,
              places: places.split(",").map((place) => parseInt(place, 36)),
            };
          }),
        };
      },
    );

    // Page -> its document; a part of it that stands alone among the results is of the same kind, an entry of a register not.
    const whole = new Map(documents.filter(({ address }) => !address.includes("#")).map((document) => [document.page, document]));
    const titleOfPage = ({ number, page, kind }) => {
      const found = whole.get(page);
      return found && found.number !== number && found.kind === kind ? found.title : "";
    };

    // Term -> the documents with a name that holds it, and how well the word alone names them.
    const namedBy = new Map();
    for (const { number, names } of documents)
      for (const { strength, asked, places } of names)
        for (const place of places) {
          const known = namedBy.get(place) ?? namedBy.set(place, new Map()).get(place);
          // The words of all its questions are what a page is about, as people say it: none of them counts for less
          // because its question is long.
          const value = asked ? Math.max(strength / places.length, ASKED_WORD) : strength / Math.sqrt(places.length);
          known.set(number, Math.max(known.get(number) ?? 0, value));
        }

    const readers = index.readers.map(([by, words, least, own, others]) => ({
      by, words: new Set(words), least, own: new Set(own), others: new Set(others),
    }));

    /** How much a document counts for the reader whose words these are: the first kind that is told by them. */
    const worthTo = (query, from) => {
      const asked = words(query).map(stem);
      // A single word is what is looked for, and tells nothing of who looks.
      const told = ({ words: its, least }) => asked.length > 1 && asked.filter((term) => its.has(term)).length >= least;
      const reader = readers.find(told);
      if (reader) return ({ page }) => (reader.own.has(page) ? FOR_READER[reader.by] : reader.others.has(page) ? FOR_OTHERS : 1);
      // Nothing told: whoever stands on a page for one kind of reader may be one.
      const neighbour = readers.find(({ own }) => own.has(from));
      return ({ page }) => (neighbour?.own.has(page) ? FOR_NEIGHBOUR : 1);
    };

    /** The documents a term stands in. */
    const spread = new Map();
    const documentsWith = (place) => {
      if (!spread.has(place)) {
        const found = new Set(namedBy.get(place)?.keys());
        for (const [section] of postings(place)) found.add(sections[section].document);
        spread.set(place, found);
      }
      return spread.get(place);
    };
    const rarity = (count, term) =>
      Math.min(RAREST, Math.log(1 + documents.length / (1 + count))) * (questionTerms.has(term) ? QUESTION_WORD : 1);
    const rarityOf = (place) => rarity(documentsWith(place).size, terms[place]);

    // --- From a typed word to the terms it finds --------------------------------------------------

    /** How many letters two words differ by (one too many, too few, wrong, or two that changed places), or Infinity. */
    const apart = (a, b, most) => {
      if (Math.abs(a.length - b.length) > most) return Infinity;
      let before = [];
      let last = Array.from({ length: b.length + 1 }, (_, column) => column);
      for (let row = 1; row <= a.length; row++) {
        const now = [row];
        let least = row;
        for (let column = 1; column <= b.length; column++) {
          let value = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1));
          if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
            value = Math.min(value, before[column - 2] + 1);
          now.push(value);
          least = Math.min(least, value);
        }
        if (least > most) return Infinity;
        [before, last] = [last, now];
      }
      return last[b.length] <= most ? last[b.length] : Infinity;
    };

    /** Whether two words differ by one such letter; as `apart`, and much faster. */
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

    /** A word as it may be in Bokmål: one, two or three of its parts exchanged. */
    const variantsOf = (word) => {
      const found = new Set([word]);
      let newest = [word];
      for (let round = 0; round < 3; round++) {
        const next = [];
        for (const one of newest)
          for (const [written, meant] of language.variants) {
            if (found.size > MOST_VARIANTS || !one.includes(written)) continue;
            const variant = one.replaceAll(written, meant).replace(/([a-z])\1+/g, "$1");
            if (!found.has(variant)) {
              found.add(variant);
              next.push(variant);
            }
          }
        newest = next;
      }
      found.delete(word);
      return found;
    };

    /** A word no page has as parts that pages have, the fewest and longest, or null. */
    const partsOf = (word, depth = 3) => {
      const known = placeOf.get(stem(word));
      if (known !== undefined && word.length >= SHORTEST_PART) return [known];
      if (depth <= 1) return null;
      let best = null;
      for (let length = word.length - SHORTEST_PART; length >= SHORTEST_PART; length--) {
        let head = word.slice(0, length);
        if (!placeOf.has(head) && !placeOf.has(stem(head))) {
          if (!language.joints.includes(head.at(-1)) || !placeOf.has(stem(head.slice(0, -1)))) continue;
          head = head.slice(0, -1);
        }
        const rest = partsOf(word.slice(length), depth - 1);
        if (rest && (!best || rest.length + 1 < best.length)) best = [placeOf.get(head) ?? placeOf.get(stem(head)), ...rest];
      }
      return best;
    };

    /** Terms a section of an act finds, or a number that may be one. */
    const findSection = (term) => {
      const found = new Map();
      const add = (name, fit) => {
        if (placeOf.has(name)) found.set(placeOf.get(name), Math.max(found.get(placeOf.get(name)) ?? 0, fit));
      };
      add(term, FIT.same);
      add(term.startsWith("§") ? term.slice(1) : `§${term}`, FIT.section);
      const [, chapter, number, letter] = term.match(/^§(\d+)(?:-(\d+))?([a-h]?)$/) ?? [];
      if (!chapter) return found;
      if (number) add(`§${chapter}-`, FIT.chapter);
      if (letter) add(term.slice(0, -1), FIT.near);
      if (found.size || number) {
        // A range with a hyphen («§§ 29-35»), where no act has such a section.
        const [begin, end] = [Number(chapter), Number(number)];
        if (!found.size && begin < end && end - begin <= MOST_RANGE)
          for (let one = begin; one <= end; one++) add(`§${one}`, FIT.section);
        return found;
      }
      for (let away = 1; away <= NEAREST_SECTION && !found.size; away++)
        for (const one of [Number(chapter) - away, Number(chapter) + away]) add(`§${one}`, FIT.near);
      return found;
    };

    const lookedUp = new Map();

    /** Terms a word finds: place -> how well it fits; `guessed` is true when no page has the word or another form of it. */
    const find = (word, isLast) => {
      const key = `${word} ${isLast}`;
      if (lookedUp.has(key)) return lookedUp.get(key);
      const term = stem(word);
      const found = new Map();
      const add = (place, fit) => {
        if (place !== undefined) found.set(place, Math.max(found.get(place) ?? 0, fit));
      };
      lookedUp.set(key, found);
      if (/[0-9]/.test(term)) {
        for (const [place, fit] of findSection(term)) add(place, fit);
        // The chapter, or a section near by, is not the section that was asked for.
        found.guessed = term.startsWith("§") && ![...found.values()].some((fit) => fit >= FIT.section);
        return found;
      }
      add(placeOf.get(term), FIT.same);
      for (const meant of split(aliases.get(term), " ")) add(placeOf.get(meant), FIT.alias);
      for (let length = word.length - 1; length >= Math.max(language.shortestStem, word.length - 6); length--) {
        const rest = word.slice(length);
        const place = placeOf.get(word.slice(0, length));
        if (place !== undefined && language.suffixes.some((suffix) => suffix.startsWith(rest))) add(place, FIT.halfTyped);
      }
      if (!found.size)
        for (const variant of variantsOf(word)) {
          add(placeOf.get(stem(variant)), FIT.variant);
          for (const meant of split(aliases.get(stem(variant)), " ")) add(placeOf.get(meant), FIT.alias);
        }
      const mayBeMisspelt = !found.size && term.length >= SHORTEST_MISSPELT;
      let sure = found.size > 0;
      const shortest = isLast ? SHORTEST_BEGINNING : language.shortestStem + 1;
      terms.forEach((candidate, place) => {
        if (candidate.length > term.length) {
          if (term.length >= shortest && candidate.startsWith(term)) {
            add(place, FIT.beginning * (0.5 + (0.5 * term.length) / candidate.length));
            sure = true;
          } else if (
            term.length >= SHORTEST_TAIL &&
            candidate.length - term.length >= language.shortestStem - 1 &&
            candidate.endsWith(term) &&
            !wholeWords.has(candidate)
          ) {
            add(place, FIT.tail);
            sure = true;
          }
        }
        if (mayBeMisspelt && oneLetterApart(term, candidate)) add(place, FIT.misspelt);
      });
      if (!found.size) sure = findUnknown(word, add);
      found.guessed = !sure;
      return found;
    };

    /** What a word no page has may have been made of, or meant to be; returns whether pages have its parts. */
    const findUnknown = (word, add) => {
      for (const candidate of [word, ...variantsOf(word)]) {
        const made = word.length > 5 ? partsOf(candidate) : null;
        if (!made) continue;
        for (const place of made) add(place, (FIT.part * Math.min(1, terms[place].length / 5)) / Math.sqrt(made.length / 2));
        return true;
      }
      const term = stem(word);
      const most = Math.min(3, Math.floor(term.length / 3));
      let nearest = [];
      let least = most + 1;
      terms.forEach((candidate, place) => {
        if (candidate.length < SHORTEST_MISSPELT) return;
        const distance = apart(term, candidate, Math.min(most, least));
        if (distance < least) [nearest, least] = [[], distance];
        if (distance === least && distance <= most) nearest.push(place);
      });
      for (const place of nearest) add(place, FIT.badlyMisspelt);
      if (nearest.length) return false;
      // The best of what is left: the longest beginning or end that pages have.
      for (let length = term.length - 1; length >= Math.max(5, term.length / 2); length--) {
        for (const piece of [term.slice(0, length), term.slice(-length)])
          if (placeOf.has(stem(piece))) add(placeOf.get(stem(piece)), FIT.badlyMisspelt);
          else terms.forEach((candidate, place) => candidate.startsWith(piece) && add(place, FIT.badlyMisspelt * 0.7));
      }
      return false;
    };

    /** A range typed with a hyphen («§§ 29-35») reads like § 35 of chapter 29; where there is none it is the range. */
    const rangeOf = (word) => {
      const [, first, last] = /^§?(\d+)-(\d+)$/.exec(word) ?? [];
      const count = last - first + 1;
      if (!(count > 1 && count <= MOST_RANGE) || placeOf.has(word)) return [word];
      return Array.from({ length: count }, (_, step) => `§${Number(first) + step}`);
    };

    /** A word of a query as it was typed. */
    const asWritten = (query, word) => query.match(/[\p{L}\p{N}]+/gu)?.find((one) => fold(one) === word) ?? word;

    /** What was typed as [{ word, found }, …], with words that belong together joined («lønns tilskudd»). */
    const lookUp = (query) => {
      const all = words(query.slice(0, LONGEST_QUERY)).flatMap(rangeOf);
      const asked = all.filter((word) => !stopWords.has(word));
      const unique = [...new Set(asked)].slice(0, MOST_TERMS);
      const lookups = unique.map((word, number) => ({ word, found: find(word, number === unique.length - 1) }));
      for (let at = 0; at + 1 < lookups.length; at++)
        for (const count of [3, 2]) {
          const together = lookups.slice(at, at + count);
          if (together.length < count || together.some(({ word }) => /[0-9]/.test(word))) continue;
          const joined = together.map(({ word }) => word).join("");
          const meant = [joined.replace(/([a-z])\1+/g, "$1")].flatMap((one) => [one, ...variantsOf(one)]);
          const place = meant.map((one) => placeOf.get(stem(one))).find((one) => one !== undefined);
          if (place === undefined || joined.length < 6) continue;
          // Both as one word and as the words they are: «job spesialist» is no job.
          const found = new Map([[place, FIT.same]]);
          for (const one of together)
            for (const [other, fit] of one.found) found.set(other, Math.max(found.get(other) ?? 0, fit / 2));
          lookups.splice(at, count, { word: joined, found });
          break;
        }
      return lookups;
    };

    // --- Search ------------------------------------------------------------------------------------

    /**
     * Return what answers a query, best first.
     *
     * query: what was typed, any text; from: address of the page it is asked on, which tells who may ask
     * returns { results, places, missing, unknown }: results as { address, part, here, title, of, group, score, opening,
     * parts }, where part is the anchor of the part that answers ("" when the page does as a whole), of the title of the
     * page whose part the result is ("" for a whole page or an entry), parts are the sections that say most of it
     * ({ section, anchor, heading }, best first, at most `mostParts`), opening is the document's first section, and here
     * the anchor of what every page has of it; places: the terms found, for hits(); missing: files with postings that
     * would say more; unknown: words,
     * as typed, that no page has, where the results rest on what is like them
     */
    const search = (query, mostParts = 2, from = "") => {
      const lookups = lookUp(query);
      const asTyped = phraseMark(query.slice(0, LONGEST_QUERY));
      const typed = words(query.slice(0, LONGEST_QUERY)).filter((word) => !stopWords.has(word)).length;
      const missing = new Set();
      for (const lookup of lookups) {
        const { word, found } = lookup;
        const exact = [...found].filter(([, fit]) => fit >= FIT.halfTyped).map(([place]) => place);
        const counted = new Set((exact.length ? exact : [...found.keys()]).flatMap((place) => [...documentsWith(place)]));
        lookup.rarity = found.size ? rarity(counted.size, stem(word)) : 0;
        if (lookups.length > WORDS_AROUND_A_NUMBER && /^\d+$/.test(word)) lookup.rarity *= QUESTION_WORD;
        for (const place of found.keys()) {
          const part = partOf(place);
          if (part && !part.entries) missing.add(part.file);
        }
      }
      const whole = lookups.reduce((sum, lookup) => sum + lookup.rarity, 0);
      const counting = lookups.filter(({ word, rarity: worth }) => worth && !questionTerms.has(stem(word))).length;
      const covering = COVERAGE[Math.min(counting, COVERAGE.length - 1)];
      const unknown = lookups.filter(({ found }) => found.guessed).map(({ word }) => asWritten(query, word));
      if (!whole) return { results: [], places: new Set(), missing: [], unknown };
      const worth = worthTo(query.slice(0, LONGEST_QUERY), index.pages.indexOf(from));

      const said = new Map(); // section -> what it says of the query, 0–1
      const byDocument = new Map(); // document -> { words, saying, covered }
      const scores = (number) =>
        byDocument.get(number) ?? byDocument.set(number, { words: 0, saying: 0, covered: 0 }).get(number);
      const fitsOf = new Map(); // place -> [[lookup, fit], …]
      lookups.forEach(({ found, rarity: worth }, lookup) => {
        const share = worth / whole;
        const inSection = new Map();
        const inName = new Map();
        const covered = new Map();
        const cover = (document, fit) => covered.set(document, Math.max(covered.get(document) ?? 0, fit));
        for (const [place, fit] of found) {
          (fitsOf.get(place) ?? fitsOf.set(place, []).get(place)).push([lookup, fit]);
          for (const [section, weight] of postings(place)) {
            inSection.set(section, Math.max(inSection.get(section) ?? 0, fit * WEIGHTS[weight]));
            cover(sections[section].document, fit);
          }
          for (const [document, strength] of namedBy.get(place) ?? []) {
            inName.set(document, Math.max(inName.get(document) ?? 0, fit * strength));
            cover(document, fit);
          }
        }
        const inDocument = new Map();
        for (const [section, value] of inSection) {
          said.set(section, (said.get(section) ?? 0) + share * value);
          const { document } = sections[section];
          inDocument.set(document, 1 - (1 - (inDocument.get(document) ?? 0)) * (1 - value / 2));
        }
        for (const [document, value] of inDocument) scores(document).saying += share * value;
        for (const [document, value] of inName) scores(document).words += share * value;
        for (const [document, value] of covered) scores(document).covered += share * value;
      });

      /** How well a document, and each of its parts, is called what was asked for, 0–1. */
      const named = ({ names, address }) => {
        let best = 0;
        let asAsked = 0;
        const byPart = new Map();
        const fits = new Array(lookups.length);
        for (const name of names) {
          let any = false;
          for (const place of name.places)
            for (const [lookup, fit] of fitsOf.get(place) ?? []) {
              if (!any) fits.fill(0);
              any = true;
              fits[lookup] = Math.max(fits[lookup], fit);
            }
          if (!any) continue;
          const { strength, asked, part, mark, places } = name;
          const ofName = (name.rarity ??= name.places.reduce((sum, place) => sum + rarityOf(place), 0));
          const both = fits.reduce((sum, fit, lookup) => sum + fit * lookups[lookup].rarity, 0);
          const toTheLetter = mark === asTyped;
          const alike = toTheLetter ? 1 : Math.min(1, (2 * both) / (whole + ofName));
          const nearly = asked && places.length > 1 && alike > WORD_FOR_WORD;
          // Called by its whole name: a page, or an entry whose name has more words than one. Nothing else is meant.
          const mayBeNamed = strength === FULL && (places.length > 1 || !address.includes("#"));
          const byName = mayBeNamed && alike > ALL_OF_IT && typed === places.length;
          const lift = toTheLetter ? TO_THE_LETTER : byName ? BY_NAME : nearly ? NEARLY : 1;
          const value = strength * alike * alike * lift;
          if (asked || byName) asAsked = Math.max(asAsked, value);
          else best = Math.max(best, value);
          if (part !== null) byPart.set(part, Math.max(byPart.get(part) ?? 0, value));
        }
        return { best, asAsked, byPart };
      };

      const saying = new Map();
      for (const [section, value] of said) {
        const { document } = sections[section];
        (saying.get(document) ?? saying.set(document, []).get(document)).push([section, value]);
      }
      const results = [...byDocument].map(([number, { words: wordsOfNames, saying: says, covered }]) => {
        const document = documents[number];
        const { best, asAsked, byPart } = named(document);
        const values = new Map(saying.get(number));
        for (const [section, value] of byPart) values.set(section, (values.get(section) ?? 0) + NAMED_PART * value);
        const ordered = [...values]
          .map(([section, value]) => [section, lastParts.has(section) ? value * LAST_PART : value])
          .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        const body = 0.5 * Math.min(1, ordered[0]?.[1] ?? 0) + 0.5 * says;
        // What is not known is led to where nothing else of the page answers.
        const known = ordered.filter(([section]) => !lastParts.has(section));
        const shownParts = known.length ? known : ordered;
        const asCalled = Math.max(best, asAsked);
        const [asked] = [...byPart].find(([, value]) => value >= LEADS && value >= asCalled) ?? [];
        const led = asked ?? (asCalled < CALLED_ELSE && shownParts[0]?.[1] >= SAYS_IT ? shownParts[0][0] : null);
        // Whoever wrote down a question as it is asked meant this very answer, whatever kind of page it is.
        const called = NAMED * Math.max(document.worth * best, asAsked);
        const score =
          (called + document.worth * (WORDS_OF_NAMES * wordsOfNames + SAID * body)) *
          (1 - covering + covering * covered) * worth(document);
        return {
          address: document.address, here: document.here, title: document.title, of: titleOfPage(document),
          group: document.group, score,
          opening: document.opening,
          parts: shownParts.slice(0, mostParts).map(([section]) => ({ section, ...sections[section] })),
          part: led === null ? "" : sections[led].anchor,
        };
      });
      results.sort((a, b) => b.score - a.score || (a.address < b.address ? -1 : 1));
      return { results, places: new Set(lookups.flatMap(({ found }) => [...found.keys()])), missing: [...missing], unknown };
    };

    // --- The words of a text that were found ---------------------------------------------------------

    const PIECE = /§+ ?\d+(?:-\d+)?(?: ?[a-h](?![\p{L}\p{N}]))?|\d+-\d+|\d+ [a-h](?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
    const read = new Map();

    /** Where words of a text are among the terms found: [start, end], … in order. */
    const hits = (written, places) => {
      const found = [];
      for (const piece of written.matchAll(PIECE)) {
        const [one] = piece;
        const known = read.get(one) ?? read.set(one, termsOf(one).map((term) => placeOf.get(term))).get(one);
        if (known.some((place) => places.has(place))) found.push([piece.index, piece.index + one.length]);
      }
      return found;
    };

    /** Where the text of a section is: { file, number }, number being its place in the file. */
    const excerptOf = (section) => {
      const [first, file] = index.excerpts.findLast(([begin]) => begin <= section);
      return { file, number: section - first };
    };

    return { search, hits, termsOf, excerptOf, isWhole: !!text };
  },
};
