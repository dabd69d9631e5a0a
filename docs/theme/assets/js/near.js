// Interactive figures: their scripts and styles are fetched when the reader comes near the first one,
// or follows a link to one. shared.js begins when all are there.
;(() => {
  const { h } = gradiente
  const { folder, widgets } = document.currentScript.dataset
  const figures = document.querySelectorAll(".g-widget")
  const margin = { rootMargin: "1200px" } // more than what shared.js calls near
  const isNamed = () => /^#[\w-]+:/.test(location.hash)

  // One after the other, as each needs those before it.
  const fetchScript = name =>
    new Promise((resolve, reject) => {
      const source = `${folder}${name}.js`
      document.head.append(h("script", { src: source, load: resolve, error: reject }))
    })

  async function bring() {
    for (const name of widgets.split(" ")) {
      if (name !== "shared")
        document.head.append(h("link", { rel: "stylesheet", href: `${folder}${name}.css` }))
      await fetchScript(name)
    }
    dispatchEvent(new Event("gradiente:widgets"))
  }

  function wait() {
    const watch = new IntersectionObserver(seen => {
      if (seen.some(one => one.isIntersecting)) start()
    }, margin)
    const named = () => isNamed() && start()
    function start() {
      watch.disconnect()
      removeEventListener("hashchange", named)
      bring()
    }
    for (const figure of figures) watch.observe(figure)
    addEventListener("hashchange", named)
    named()
  }

  wait()
})()
