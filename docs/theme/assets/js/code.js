// Long lines of code are wrapped or scroll, as the reader chooses; main.html reads the choice before
// the page is drawn, and code.css says what holds until there is one.
;(() => {
  const button = document.querySelector(".g-wrap")
  if (!button) return
  const { dataset } = document.documentElement
  const narrow = matchMedia("(max-width: 44.9375em)")
  const isWrapped = () => (dataset.gCode ? dataset.gCode === "wrap" : narrow.matches)
  const show = () => button.setAttribute("aria-pressed", isWrapped())

  button.addEventListener("click", () => {
    dataset.gCode = isWrapped() ? "scroll" : "wrap"
    __md_set("__code", dataset.gCode)
    show()
  })
  narrow.addEventListener("change", show)
  show()
})()
