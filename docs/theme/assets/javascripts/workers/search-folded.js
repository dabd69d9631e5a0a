// Search without accents: "retropropagacion" finds "retropropagación".
//
// Stands in front of Material's own search worker, whose file name comes after the # of this
// file's address. Words are folded (á → a, ñ → n) as they enter the index and as they are asked
// for; pages still show their own spelling. A word that begins no word of the site is asked for
// by its stem, so that "gradientes" finds "gradiente".

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

const words = new Set()
let stemmer

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

function stemOf(word) {
  const stem = stemmer()(new lunr.Token(word, {})).toString()
  return stem.length > 2 && known(stem) ? stem : word
}

// Registered first, so this runs before Material's listener gets the same message.
addEventListener("message", ({ data: message }) => {
  if (message.type === 0) { // set up: { config, docs }
    const [language] = message.data.config.lang
    stemmer = () => (language === "en" ? lunr.stemmer : lunr[language].stemmer)
    foldTheIndex()
  } else if (message.type === 2) { // query: what the reader typed
    message.data = fold(message.data)
      .replace(/[\p{L}\p{N}_]+/gu, word => known(word) ? word : stemOf(word))
  }
})

const [, original] = (self.document?.currentScript.src ?? location.href).split("#")
const script = original.split("?")[0]
// From disk Material runs workers in a frame, where only the parser loads a script in order.
if (self.document) document.write(`<script src="${script}"><\/script>`)
else importScripts(script)
