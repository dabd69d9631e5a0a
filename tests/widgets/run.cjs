// Runs functions of a widget's script on cases from standard input: {script, calls: [[name, args]]}.
// Writes what each returned as JSON; numbers that JSON does not know become their names.
const { script, calls } = JSON.parse(require("fs").readFileSync(0, "utf8"))
const functions = require(script)
const named = (_, value) =>
  value === undefined ? null : typeof value === "number" && !Number.isFinite(value) ? String(value) : value
const results = calls.map(([name, args]) => {
  const found = functions[name]
  return typeof found === "function" ? found(...args) : found
})
process.stdout.write(JSON.stringify(results, named))
