// Folds of a tutorial: the one that an address leads into opens, and one switch, remembered in this
// browser, opens every prediction, for rereading and projecting. Each opens at a click without this.
;(() => {
  const words = gradiente.words.folds
  const KEY = "gradiente.outputs"

  // Not every browser opens them by itself.
  function reveal() {
    const target = document.querySelector(":target")
    let fold = target?.closest("details:not([open])")
    if (!fold) return
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true
    target.scrollIntoView()
  }

  addEventListener("load", reveal)
  addEventListener("hashchange", reveal)

  const predictions = document.querySelectorAll("details.g-predict")
  const tools = document.querySelector(".g-downloads")
  if (!tools || predictions.length === 0) return

  let all = false
  try {
    all = localStorage.getItem(KEY) === "all"
  } catch {
    // Nothing is kept: the switch holds for this visit.
  }
  const button = gradiente.h(
    "button",
    { type: "button", class: "g-button", click: press },
    words.all,
  )

  function press() {
    all = !all
    try {
      if (all) localStorage.setItem(KEY, "all")
      else localStorage.removeItem(KEY)
    } catch {
      // The same.
    }
    show()
  }

  function show() {
    button.setAttribute("aria-pressed", all)
    for (const fold of predictions) fold.open = all
  }

  tools.append(button)
  show()
})()
