// On a page that says where another has moved: leads there at once, with what follows # in the address.
{
  const { to } = document.currentScript.dataset;
  location.replace(to + location.search + location.hash);
}
