// Copy buttons for «Siter denne siden»; buttons that print a check list alone. Without this script the texts can
// be selected and copied by hand, and a check list is a sheet of its own when its page is printed.
{
  const { say } = siteWords;

  /** The text as it is to be pasted: what stands in <pre> as it stands, the rest on one line. */
  const textOf = (element) => {
    const text = element.textContent.trim();
    return element.matches("pre") ? `${text}\n` : text.replace(/\s+/g, " ");
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  /** Put text on the clipboard; say whether it went. */
  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(textOf(element));
      return true;
    } catch {
      // No permission, or a page opened from disk: select it, and let an old browser copy the selection.
      select(element);
      return document.execCommand("copy");
    }
  };

  for (const cite of document.querySelectorAll(".cite")) {
    const text = cite.querySelector(".cite-text");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-copy";
    button.textContent = say("Copy {format}", { format: cite.dataset.name });
    // In the page before it says anything, or screen readers will not hear it.
    const status = document.createElement("span");
    status.className = "cite-status";
    status.setAttribute("role", "status");
    status.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      for (const other of document.querySelectorAll(".cite-status")) other.textContent = "";
      const copied = await copy(text);
      status.textContent = copied ? say("Copied") : say("The text is marked. Press Ctrl + C to copy it.");
    });
    const line = document.createElement("p");
    line.className = "cite-action";
    line.append(button, status);
    cite.append(line);
  }

  // --- Check lists -------------------------------------------------------------------------------

  for (const heading of document.querySelectorAll("h2.checklist")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "checklist-print screen-only";
    button.textContent = say("Print the check list");
    button.addEventListener("click", () => {
      const kept = [heading];
      for (let next = heading.nextElementSibling; next && !next.matches("h2, section"); next = next.nextElementSibling)
        kept.push(next);
      const left = [...heading.parentElement.children].filter((element) => !kept.includes(element));
      for (const element of left) element.classList.add("not-on-sheet");
      document.documentElement.dataset.sheet = "checklist";
      const restore = () => {
        delete document.documentElement.dataset.sheet;
        for (const element of left) element.classList.remove("not-on-sheet");
      };
      addEventListener("afterprint", restore, { once: true });
      window.print();
    });
    heading.after(button);
  }
}
