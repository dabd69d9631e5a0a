// Opens the search, with its button, "/" or a question in the address (?q=). All that it needs, what
// it knows of the pages first of all, is fetched when somebody wants it.
;(() => {
  const { h, place } = gradiente
  const shared = new URL("..", document.currentScript.src).href // both languages have one copy
  const bring = (tag, props) =>
    new Promise((load, error) => document.head.append(h(tag, { ...props, load, error })))
  const script = src => bring("script", { src })

  async function prepare() {
    const known = script(`${place.base}/assets/search.js`)
    const style = bring("link", { rel: "stylesheet", href: `${shared}css/search.css` })
    await Promise.all([style, script(`${shared}js/search/find.js`)])
    await script(`${shared}js/search/dialog.js`)
    return { known }
  }

  let ready
  async function open(question) {
    ready ??= prepare()
    const { known } = await ready
    gradiente.search.open(question, known)
  }

  document.querySelector(".g-search").addEventListener("click", () => open())
  addEventListener("keydown", event => {
    const writes = event.target.closest?.("input, textarea, select")
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return
    event.preventDefault()
    open()
  })

  const question = new URLSearchParams(location.search).get("q")
  if (question) open(question)
})()
