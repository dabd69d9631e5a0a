// The filter of the glossary: only the terms stay whose names, in either language, hold what is written.
;(() => {
  const { fill, h } = gradiente
  const words = gradiente.words.terms

  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  // What belongs to a heading: all up to the next one of its rank or above.
  function below(heading) {
    const found = [heading]
    const end = heading.tagName === "H2" ? "h2" : "h2, h3"
    for (let at = heading.nextElementSibling; at && !at.matches(end); at = at.nextElementSibling)
      found.push(at)
    return found
  }

  const article = document.querySelector("article")
  const terms = [...article.querySelectorAll("h3")].map(heading => {
    const parts = below(heading)
    return { parts, names: fold(`${heading.textContent} ${parts[1]?.textContent}`) }
  })
  const letters = [...article.querySelectorAll("h2")].map(below)

  const count = h("span", { role: "status" })
  function show() {
    const wanted = fold(input.value.trim())
    const hits = terms.filter(({ names, parts }) => {
      const stays = names.includes(wanted)
      for (const part of parts) part.hidden = !stays
      return stays
    })
    for (const [letter, ...rest] of letters)
      letter.hidden = !rest.some(part => part.tagName === "H3" && !part.hidden)
    count.textContent = wanted ? fill(words.count, { n: hits.length, all: terms.length }) : ""
  }

  const input = h("input", { type: "search", autocomplete: "off", input: show })
  const box = h("p", { class: "g-filter" }, h("label", {}, `${words.filter} `, input), " ", count)
  article.querySelector(".g-letters").before(box)
})()
