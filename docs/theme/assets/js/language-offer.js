// Offers the other language when the browser prefers it: one line, never a redirect.
// Dismissing it, or changing language by hand, is remembered in this browser.
;(() => {
  const template = document.getElementById("g-offer")
  const here = document.documentElement.lang
  const key = "gradiente.language-offer"

  // Browsers may forbid storage; then the line comes back, which is better than an error.
  const remembered = () => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const remember = () => {
    try {
      localStorage.setItem(key, "answered")
    } catch {
      /* nothing to do */
    }
  }

  const wanted = (navigator.languages ?? [navigator.language])
    .map(tag => tag.slice(0, 2).toLowerCase())
    .find(language => language === "es" || language === "en")

  if (template && wanted && wanted !== here && !remembered()) {
    const offer = template.content.firstElementChild.cloneNode(true)
    template.after(offer)
    offer.querySelector("a").addEventListener("click", remember)
    offer.querySelector("button").addEventListener("click", () => {
      remember()
      offer.remove()
      document.querySelector(".md-logo")?.focus() // the focus must not fall off the page
    })
  }

  document.addEventListener("click", event => {
    if (event.target.closest(".g-language")) remember()
  })
})()
