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
// did, and which the space bar does not press; and so is the switch of the palette.
;(() => {
  for (const label of document.querySelectorAll(".md-nav label[tabindex='0']")) {
    const toggle = document.getElementById(label.htmlFor)
    const section = document.querySelector(`[aria-labelledby="${label.id}"]`)
    const show = () => label.setAttribute("aria-expanded", toggle.checked)
    label.setAttribute("role", "button")
    label.setAttribute("aria-label", section.querySelector(".md-nav__title").textContent.trim())
    toggle.addEventListener("change", show)
    show()
  }

  addEventListener("keydown", event => {
    if (event.key !== " " || !event.target.matches?.(".md-nav label, .md-option")) return
    event.preventDefault()
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
  })
})()

// It fetches the search's worker and index with every page, for a search that few begin: both wait
// until the reader goes to the search, or comes with a query in the address.
;(() => {
  const wanted = new Promise(resolve => {
    if (new URLSearchParams(location.search).has("q")) resolve()
    for (const type of ["focusin", "change"])
      addEventListener(type, event => {
        if (event.target.closest?.(".md-search, #__search")) resolve()
      })
  })

  const { open, send } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (method, address) {
    this.isIndex = `${address}`.endsWith("search/search_index.json")
    open.call(this, method, address)
  }
  XMLHttpRequest.prototype.send = async function () {
    if (this.isIndex) await wanted
    send.call(this)
  }

  const Immediate = window.Worker
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      this.started = wanted.then(() => {
        const worker = new Immediate(address)
        worker.addEventListener("message", ({ data }) =>
          this.dispatchEvent(new MessageEvent("message", { data })),
        )
        return worker
      })
    }

    async postMessage(message) {
      const worker = await this.started
      worker.postMessage(message)
    }
  }
})()
