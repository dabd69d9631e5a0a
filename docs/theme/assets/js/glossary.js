// The Escape key hides an open definition until the pointer or the focus goes to a term again. A
// definition that opens leads to its entry in the glossary, as the menu calls it.
;(() => {
  const { h } = gradiente
  const { dataset } = document.documentElement
  const menu = document.querySelector(".md-nav__link[href*='glossary']")

  function lead(term) {
    const shown = term.nextElementSibling
    if (!menu || !shown?.matches(".g-def") || shown.querySelector("a")) return
    const href = `${menu.href.split("#")[0]}#${term.dataset.term}`
    shown.append(" ", h("a", { href }, menu.textContent.trim()))
  }

  addEventListener("keydown", event => {
    if (event.key === "Escape") dataset.gQuiet = ""
  })
  for (const type of ["pointerover", "focusin"])
    addEventListener(type, event => {
      const term = event.target.closest?.(".g-term")
      if (!term) return
      delete dataset.gQuiet
      lead(term)
    })
})()
