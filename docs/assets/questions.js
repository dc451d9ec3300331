// The questions for repetition as a sheet on paper, with or without answers. Nothing is kept: what a reader
// has opened is only put back as it was after printing. Without this script the questions print as they stand.
{
  const { say } = siteWords;
  const QUESTION = "details.sporsmal";
  const root = document.documentElement;
  const body = document.querySelector(".page-body");

  /** The page's parts that hold questions: heading id -> its words and the elements below it. */
  const findParts = () => {
    const parts = new Map();
    let part = null;
    for (const element of body.children) {
      if (element.matches("h2")) {
        const words = element.cloneNode(true);
        words.querySelector(".headerlink")?.remove();
        part = { name: words.textContent.trim(), elements: [] };
        parts.set(element.id, part);
      } else if (element.matches(".sources")) part = null;
      part?.elements.push(element);
    }
    for (const [id, { elements }] of parts) {
      if (!elements.some((element) => element.matches(QUESTION))) parts.delete(id);
    }
    return parts;
  };

  const print = (parts, chosen, withAnswers) => {
    const kept = new Set(chosen ? parts.get(chosen).elements : [...parts.values()].flatMap((part) => part.elements));
    const left = [...body.children].filter(
      (element) => !kept.has(element) && !element.matches(withAnswers ? "h1, .sources" : "h1"),
    );
    const closed = withAnswers ? [...body.querySelectorAll(`${QUESTION}:not([open])`)] : [];
    for (const element of left) element.classList.add("not-on-sheet");
    for (const box of closed) box.open = true;
    root.dataset.sheet = withAnswers ? "answers" : "questions";
    const restore = () => {
      delete root.dataset.sheet;
      for (const box of closed) box.open = false;
      for (const element of left) element.classList.remove("not-on-sheet");
    };
    addEventListener("afterprint", restore, { once: true });
    window.print();
  };

  const parts = body?.querySelector(QUESTION) ? findParts() : new Map();
  if (parts.size) {
    const sheet = document.createElement("div");
    sheet.className = "question-sheet screen-only";
    sheet.setAttribute("role", "group");
    sheet.setAttribute("aria-label", say("Print the questions"));

    const label = document.createElement("label");
    label.textContent = say("Part to print");
    const choice = document.createElement("select");
    choice.append(new Option(say("All parts"), ""));
    for (const [id, { name }] of parts) choice.append(new Option(name, id));
    label.append(choice);
    sheet.append(label);
    for (const [words, withAnswers] of [
      [say("Print without answers"), false],
      [say("Print with answers"), true],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => print(parts, choice.value, withAnswers));
      sheet.append(button);
    }
    (body.querySelector(".admonition") ?? body.querySelector("h1")).after(sheet);
  }
}
