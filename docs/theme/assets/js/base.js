// What all scripts of a page share: one builder of elements.
(() => {
  function build(element, props, children) {
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

  window.gradiente = { h, svg }
})()
