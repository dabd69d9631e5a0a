// A static host shows the Spanish 404 page for every missing address. Below /en/ this goes to the
// English one and, once there, puts the missing address back into the address bar.
;(() => {
  const { base, language } = document.currentScript.dataset
  const english = `${base}en/404.html`

  if (
    language === "es" &&
    location.pathname.startsWith(`${base}en/`) &&
    location.pathname !== english
  ) {
    const missing = location.pathname + location.search + location.hash
    document.documentElement.hidden = true // no flash of Spanish
    location.replace(`${english}?missing=${encodeURIComponent(missing)}`)
  }

  const missing = new URLSearchParams(location.search).get("missing")
  if (language === "en" && missing?.startsWith(base)) history.replaceState(null, "", missing)

  // With scripts the page is in the right language already.
  if (language === "en" || !location.pathname.startsWith(`${base}en/`))
    document.documentElement.classList.add("g-one-language")
})()
