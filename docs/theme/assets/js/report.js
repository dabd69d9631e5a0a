// "Report this paragraph": select a text, and a quiet link opens a new issue with the place and the
// quotation filled in. Only where the address of the repository is configured.
;(() => {
  const repository = document.querySelector("meta[name=repository]")?.content
  if (!repository) return
  const words = gradiente.words.report

  const link = gradiente.h("a", { class: "g-report", hidden: true }, words.label)
  document.body.append(link)

  // The nearest heading above the paragraph has the anchor to go back to.
  function anchorOf(paragraph) {
    const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3)[id]")]
    const above = headings.filter(
      heading => heading.compareDocumentPosition(paragraph) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
    return above.at(-1)?.id || ""
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection()
    const paragraph = selection.anchorNode?.parentElement?.closest(".md-content :is(p, li, td)")
    link.hidden = selection.isCollapsed || !paragraph
    if (link.hidden) return
    const place = `${location.origin}${location.pathname}#${anchorOf(paragraph)}`
    // biome-ignore lint/performance/useDomNodeTextContent: definitions that nobody sees stay out
    const quotation = paragraph.innerText.trim().slice(0, 600)
    const title = `${words.title} ${document.title}`
    const body = `${place}\n\n> ${quotation}\n\n${words.body}\n`
    const query = new URLSearchParams({ title, body })
    link.href = `${repository.replace(/\/$/, "")}/issues/new?${query}`
    const box = selection.getRangeAt(0).getBoundingClientRect()
    link.style.top = `${scrollY + box.bottom + 6}px`
    link.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 220))}px`
  })
})()
