// A copy of the site on disk: there is no server to show a folder's index.html, so a link a script has
// made (a search result) is completed when it is followed. The pages' own links are complete already.
// What the copy lacks is named above this line, with the address it has on the net.
{
  const root = new URL("..", document.currentScript.src).pathname;
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.protocol !== "file:" || !link.pathname.endsWith("/")) return;
      const path = link.pathname.slice(root.length);
      if (offlineCopy.leftOut.includes(path)) link.href = offlineCopy.address + path + link.hash;
      else link.pathname += "index.html";
    },
    true,
  );
}
