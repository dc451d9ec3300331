// What Material 9.8.1 does in an inline script after the header: take up the reader's colour choice,
// or else what the system asks for, before the page is painted.
{
  const stored = __md_get("__palette")?.color;
  const asked = [...document.querySelectorAll("[data-md-color-media]")].find(
    (input) => matchMedia(input.dataset.mdColorMedia).matches,
  );
  for (const name of ["media", "scheme", "primary", "accent"]) {
    const value = stored?.[name] ?? asked?.getAttribute(`data-md-color-${name}`);
    if (value) document.body.setAttribute(`data-md-color-${name}`, value);
  }
}
