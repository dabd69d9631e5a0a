// What is wider than its place: the keyboard reaches it, and it shows at which side it goes on.
;(() => {
  const scrollers =
    "pre > code, .g-output pre, .g-html, .md-typeset__scrollwrap, .md-typeset__table, .g-map, math[display=block]"

  function look(element) {
    const room = element.scrollWidth - element.clientWidth
    const at = Math.abs(element.scrollLeft)
    const sides = [at > 1 && "start", room - at > 1 && "end"].filter(Boolean)
    element.dataset.gMore = sides.join(" ")
    element.style.setProperty("--g-scrolled", `${at}px`)
    return room > 1
  }

  function update(element) {
    const label = element.dataset.label
    if (look(element)) {
      element.tabIndex = 0
      if (label) element.setAttribute("role", "group")
      if (label) element.setAttribute("aria-label", label)
    } else for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name)
  }

  addEventListener("load", () => {
    const watch = new ResizeObserver(entries => {
      for (const { target } of entries) update(target)
    })
    for (const element of document.querySelectorAll(`article :is(${scrollers})`)) {
      element.addEventListener("scroll", () => look(element), { passive: true })
      watch.observe(element)
    }
  })
})()
