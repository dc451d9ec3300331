// What Material 9.8.1 sets up in an inline script in <head>: storage keyed by the site's address.
window.__md_scope = new URL(document.currentScript.dataset.scope, location);
window.__md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
window.__md_get = (key, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(scope.pathname + "." + key));
  } catch {
    return null; // storage is forbidden, or holds what the theme has not written
  }
};
window.__md_set = (key, value, storage, scope = __md_scope) => {
  // The theme stores the colours at the first visit already. Here nothing is stored before a reader
  // has chosen (docs/assets/frame.js says when).
  if (key === "__palette" && !("colourChosen" in document.documentElement.dataset)) return;
  try {
    (storage ?? localStorage).setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden; the page works without it.
  }
};

// A page that was checked more than twelve months ago says so, beside the day of the check: known before the page
// is painted, so that nothing moves.
{
  const [year, month, day] = (document.currentScript.dataset.checked ?? "").split("-").map(Number);
  if (day && new Date() >= new Date(year + 1, month - 1, day + 1)) document.documentElement.dataset.checkIsOld = "";
}
