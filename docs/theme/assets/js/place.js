// Changing the language keeps the place: the section being read, whose anchor is the same in both
// languages, and what an interactive figure shows, which is in the address.
;(() => {
  const HEADER = 100 // px that the fixed header and a little air take

  // The last heading above what is being read, or "" at the top of the page.
  function section() {
    const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")]
    return headings.findLast(one => one.getBoundingClientRect().top < HEADER)?.id ?? ""
  }

  function anchor() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const top = named?.getBoundingClientRect().top
    return top > 0 && top < innerHeight ? named.id : section()
  }

  function keep(event) {
    const link = event.target.closest?.(".g-language, .g-offer a")
    if (!link) return
    const states = location.hash
      .slice(1)
      .split(";")
      .filter(part => part.includes(":"))
    link.hash = [anchor(), ...states].filter(Boolean).join(";")
  }

  for (const type of ["click", "auxclick"]) addEventListener(type, keep, true)

  // "#section;figure:…" is an address that only this script reads.
  const [id, ...states] = location.hash.slice(1).split(";")
  if (states.length) addEventListener("load", () => document.getElementById(id)?.scrollIntoView())
})()
