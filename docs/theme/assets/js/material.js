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
