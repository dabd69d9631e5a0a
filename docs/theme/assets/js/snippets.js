// "Copy with what it needs": a second button on each code block, which copies the block with
// everything before it, imports first. page/snippets.py makes the pieces and tests the same rule.
;(() => {
  const words = gradiente.words.snippets

  // A piece is [imports, body, exercise or "", the body caught where it raises on purpose]; the body
  // is null where it is the text of the cell's own block.
  function needed(pieces, number) {
    const wanted = pieces[number]
    const before = pieces.slice(0, number).filter(piece => piece && piece[2] === wanted[2])
    const imports = [...new Set([...before, wanted].flatMap(piece => piece[0]))]
    const bodies = [...before.map(piece => piece[3] || piece[1]), wanted[1]].filter(Boolean)
    return [...imports, ""].join("\n") + bodies.join("\n")
  }

  function addButton(block, pieces) {
    const number = Number(block.dataset.cell)
    const pre = block.querySelector("pre")
    if (!pieces[number] || !pre) return
    const first = pieces.findIndex(piece => piece && piece[2] === pieces[number][2])
    if (first === number) return // it needs nothing: the copy button does the same
    // Its own words say that it worked.
    const props = { type: "button", class: "g-needs", "aria-live": "polite", click: copy }
    const button = gradiente.h("button", props, words.label)
    async function copy() {
      await navigator.clipboard.writeText(needed(pieces, number))
      button.textContent = words.done
      setTimeout(() => {
        button.textContent = words.label
      }, 2000)
    }
    block.querySelector(".md-code__nav").append(button) // beside the copy button
  }

  const data = document.querySelector("script.g-snippets")
  if (!data || !navigator.clipboard) return
  const pieces = JSON.parse(data.textContent)
  addEventListener("load", () => {
    const blocks = [...document.querySelectorAll(".g-code[data-cell]")]
    for (const block of blocks) {
      const piece = pieces[block.dataset.cell]
      if (piece) piece[1] ??= block.querySelector("pre").textContent.trimEnd()
    }
    for (const block of blocks) addButton(block, pieces)
  })
})()
