// Opens the search, with its button, "/" or a question in the address (?q=). All that it needs, what
// it knows of the pages first of all, is fetched when somebody wants it.
;(() => {
  const { h, place } = gradiente
  const button = document.querySelector(".g-search")
  const asset = path => `${place.base}/assets/${path}`

  const fetched = new Map()
  function fetchOnce(path) {
    if (!fetched.has(path))
      fetched.set(
        path,
        new Promise((resolve, reject) =>
          document.head.append(
            path.endsWith(".css")
              ? h("link", { rel: "stylesheet", href: asset(path), load: resolve, error: reject })
              : h("script", { src: asset(path), load: resolve, error: reject }),
          ),
        ),
      )
    return fetched.get(path)
  }

  async function open(question = "") {
    const known = fetchOnce("search.js") // of the pages of this language
    await Promise.all(["css/search.css", "js/search/find.js"].map(fetchOnce))
    await fetchOnce("js/search/dialog.js")
    gradiente.search.open(question, known)
  }

  button.addEventListener("click", () => open())
  addEventListener("keydown", event => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]")
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return
    event.preventDefault()
    open()
  })

  const question = new URLSearchParams(location.search).get("q")
  if (question) open(question)
})()
