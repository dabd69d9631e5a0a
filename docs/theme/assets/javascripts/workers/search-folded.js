// Material for MkDocs 9.8.1: its search tells accents apart. With this "retropropagacion" finds
// "retropropagación".
//
// Stands in front of Material's own search worker, whose file name comes after the # of this
// file's address. Words are folded (á → a, ñ → n) as they enter the index and as they are asked
// for; pages still show their own spelling. A plural also finds its singular, and a word that begins
// no word of the site is asked for by its stem.

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

const words = new Set()
let language // lunr itself for English, lunr.es for Spanish

function foldTheIndex() {
  const run = lunr.Pipeline.prototype.run
  lunr.Pipeline.prototype.run = function (tokens) {
    return run.call(this, tokens).map(token => {
      token = token.update(fold)
      words.add(token.toString())
      return token
    })
  }
}

const known = word => [...words].some(other => other.startsWith(word))

// Material looks for every word that begins with the one it gets, so the shorter form finds both.
function shorten(word) {
  const singular =
    word.endsWith("s") &&
    [word.slice(0, -1), word.slice(0, -2)].find(form => form.length > 4 && words.has(form))
  if (singular || known(word)) return singular || word
  const stem = language().stemmer(new lunr.Token(word, {})).toString()
  return stem.length > 2 && known(stem) ? stem : word
}

const isFiller = word => !language().stopWordFilter(word)

// "función de pérdida" must not find every word that begins with "de".
function rewrite(query) {
  const content = query.replace(/[\p{L}\p{M}\p{N}_]+/gu, word =>
    isFiller(word.toLowerCase()) || isFiller(fold(word)) ? "" : shorten(fold(word)),
  )
  return /[\p{L}\p{N}]/u.test(content) ? content : fold(query)
}

// Registered first, so this runs before Material's listener gets the same message.
addEventListener("message", ({ data: message }) => {
  if (message.type === 0) {
    // set up: { config, docs }
    const [code] = message.data.config.lang
    language = () => (code === "en" ? lunr : lunr[code])
    foldTheIndex()
  } else if (message.type === 2) {
    // query: what the reader typed
    message.data = rewrite(message.data)
  }
})

const [here, original] = (self.document?.currentScript.src ?? location.href).split("#")
const script = new URL(original.split("?")[0], here).href
// From disk Material runs workers in a frame, where only the parser loads a script in order.
if (self.document) document.write(`<script src="${script}"></script>`)
else importScripts(script)
