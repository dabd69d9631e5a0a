// The Escape key hides an open definition until the pointer or the focus goes to a term again.
;(() => {
  const { dataset } = document.documentElement

  addEventListener("keydown", event => {
    if (event.key === "Escape") dataset.gQuiet = ""
  })
  for (const type of ["pointerover", "focusin"])
    addEventListener(type, event => {
      if (event.target.closest?.(".g-term")) delete dataset.gQuiet
    })
})()
