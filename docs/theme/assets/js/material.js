// Material for MkDocs 9.8.1: what its script must not see, and what it forgets. It runs before that
// script. What has to happen before a page is drawn stands in main.html and in partials/header.html.

// It asks for a sitemap beside every <link rel="alternate">, and would then take over clicks on the
// other language's links. Ours lead to single pages and need neither, so they are out of its sight
// while it starts.
;(() => {
  const links = document.querySelectorAll("link[rel=alternate]")
  for (const link of links) link.rel = "alternate "
  addEventListener("load", () => {
    for (const link of links) link.rel = "alternate"
  })
})()

// Its keys n, p, s, f, "." and "," must not leave the page or the place of whoever works with
// something in the text, such as a slider or an enlarged figure.
addEventListener("keydown", event => {
  if (event.key.length === 1 && event.target.closest?.("article, dialog"))
    event.stopImmediatePropagation()
})

// It makes the arrows of the menu from labels, which say neither what they open nor whether they
// did: a button takes their place. A part of the menu that holds nothing has a name that is nowhere.
;(() => {
  for (const section of document.querySelectorAll(".md-nav[aria-labelledby]"))
    if (!document.getElementById(section.getAttribute("aria-labelledby"))) {
      for (const name of ["aria-labelledby", "aria-expanded"]) section.removeAttribute(name)
      section.role = "none"
    }

  for (const label of document.querySelectorAll(".md-nav label[tabindex='0']")) {
    const toggle = document.getElementById(label.htmlFor)
    const section = document.querySelector(`[aria-labelledby="${label.id}"]`)
    const button = document.createElement("button")
    const show = () => button.setAttribute("aria-expanded", toggle.checked)
    button.type = "button"
    button.className = "g-expand"
    button.ariaLabel = section.querySelector(".md-nav__title").textContent.trim()
    button.append(...label.childNodes)
    label.append(button)
    label.removeAttribute("tabindex")
    section.removeAttribute("aria-expanded")
    button.addEventListener("click", () => toggle.click())
    toggle.addEventListener("change", show)
    show()
  }
})()

// The space bar does not press its switch of the palette.
addEventListener("keydown", event => {
  if (event.key !== " " || !event.target.matches?.(".md-option")) return
  event.preventDefault()
  event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
})

// It makes each block of code a part of the page to navigate to, for one button.
addEventListener("load", () => {
  for (const nav of document.querySelectorAll(".md-code__nav")) nav.role = "none"
})
