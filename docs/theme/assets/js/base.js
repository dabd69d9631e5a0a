// What all scripts of a page share: where it stands, its words, and one builder of elements.
;(() => {
  // "{read} of {all}" and { read: 3, all: 7 } → "3 of 7"
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])

  if (typeof module === "object") {
    module.exports = { fill }
    return
  }

  function build(element, props, children = []) {
    for (const [name, value] of Object.entries(props)) {
      if (typeof value === "function") element.addEventListener(name, value)
      else if (value === true) element.setAttribute(name, "")
      else if (value !== false && value != null) element.setAttribute(name, value)
    }
    element.append(...children.filter(child => child != null))
    return element
  }

  // h("button", { class: "g-button", click: press }, "Check"): functions listen, true is present,
  // false and null are absent; children are elements or texts.
  const h = (tag, props = {}, ...children) => build(document.createElement(tag), props, children)

  const svg = (tag, props = {}, ...children) =>
    build(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children)

  window.gradiente = {
    // { base, page, tutorial }: the way to the root, the address below the language, "yes" or none.
    place: { ...document.currentScript.dataset },
    lang: document.documentElement.lang,
    // By script, as in locales/*.json; main.html brings those of the scripts that it brings.
    words: JSON.parse(document.getElementById("g-words").textContent),
    fill,
    build,
    h,
    svg,
  }
})()
