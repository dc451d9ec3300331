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
