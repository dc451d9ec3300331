// On the page for lost readers (404.html): looks the asked address up among those that pages had before,
// and suggests the pages whose addresses are nearest. Without this script the page says what it says to all.
{
  const help = document.querySelector("[data-addresses]");

  /** The asked address as the list writes them: below the site's root, lower case, without an ending, with a slash. */
  const asked = (root) => {
    let path = location.pathname;
    try {
      path = decodeURIComponent(path);
    } catch {
      // A half-written escape: the address is taken as it stands.
    }
    const below = path.startsWith(root) ? path.slice(root.length) : path.replace(/^\/+/, "");
    const name = below.toLowerCase().replace(/\/+/g, "/").replace(/(?:index)?(?:\.html?|\.md)$/, "");
    return name && !name.endsWith("/") ? `${name}/` : name;
  };

  const pairs = (text) => {
    const found = new Map();
    for (let at = 0; at + 1 < text.length; at++) {
      const pair = text.slice(at, at + 2);
      found.set(pair, (found.get(pair) ?? 0) + 1);
    }
    return found;
  };

  /** How alike two texts are, 0 to 1: the share of pairs of letters they have in common (Dice). */
  const likeness = (one, other) => {
    const [left, right] = [pairs(one), pairs(other)];
    let common = 0;
    for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
    return (2 * common) / Math.max(one.length + other.length - 2, 1);
  };

  const last = (address) => address.split("/").at(-2) ?? "";

  /** Up to three addresses near the asked one: alike as a whole, or in their last part. */
  const nearest = (address, known) =>
    known
      .map((page) => [page, Math.max(likeness(address, page), 0.95 * likeness(last(address), last(page)))])
      .filter(([page, alike]) => page && alike >= 0.6)
      .sort(([one, its], [other, others]) => others - its || one.localeCompare(other))
      .slice(0, 3)
      .map(([page]) => page);

  const show = (part, addresses, root, pages, hash) => {
    const list = part.querySelector("ul");
    for (const address of addresses) {
      const link = document.createElement("a");
      link.href = root + address + hash;
      link.textContent = pages[address];
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    part.hidden = false;
  };

  const look = async () => {
    const root = new URL(help.dataset.root, location.href).pathname;
    const answer = await fetch(help.dataset.addresses);
    if (!answer.ok) return;
    const { former, pages } = await answer.json();
    const address = asked(root);
    // Own fields only: an address may be named as a property every object has.
    const moved = Object.hasOwn(former, address) ? former[address] : null;
    const there = moved ?? (address && Object.hasOwn(pages, address) ? address : null);
    if (there !== null) show(help.querySelector("[data-moved]"), [there], root, pages, location.hash);
    else {
      const near = nearest(address, Object.keys(pages));
      if (near.length) show(help.querySelector("[data-near]"), near, root, pages, "");
    }
  };

  look().catch(() => {}); // without a network the page is what it was
}
