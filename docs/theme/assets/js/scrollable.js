// What is wider than its place scrolls by itself: formulas, tables, figures on a phone. This lets
// the keyboard reach it, and only when there is something to scroll.
;(() => {
  const wide =
    "math[display=block], .g-html, .md-typeset__scrollwrap, .md-typeset__table, .g-figure > p, .g-map"

  function update() {
    for (const element of document.querySelectorAll(wide))
      if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0
      else element.removeAttribute("tabindex")
  }

  addEventListener("load", update)
  addEventListener("resize", update)
})()
