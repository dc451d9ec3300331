// How the site's scripts put numbers and names into what they say, see the last line: made for its language.
globalThis.siteWords = ((language, form) => {
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return {
    language,
    say: put,
    /** forms: the text for each plural form of the language */
    sayNumber: (forms, number) => put(forms[form(number)], { number }),
  };
})