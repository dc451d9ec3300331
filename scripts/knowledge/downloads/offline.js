// A copy of the site on disk: there is no server to show a folder's index.html, so a link a script has
// made (a search result) is completed when it is followed. The pages' own links are complete already.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  },
  true,
);
