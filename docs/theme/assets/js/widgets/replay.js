// Training replay: scrub through the epochs of a real training run and see its curves, its confusion
// matrix and its nine most confident mistakes.
;(() => {
  const FORM = {
    names: ["text"],
    best: "number",
    sure: ["number"],
    images: ["text"],
    history: { train_loss: ["number"], val_loss: ["number"] },
    matrices: [["number"]],
    worst: [[["number", 4]]],
  }

  // Images come as base64 of four bits a pixel, two pixels a byte: grey levels 0 to 15.
  function unpack(text) {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
    return Array.from(bytes).flatMap(byte => [byte >> 4, byte & 15])
  }

  // What a matrix of counts says; rows are true classes, in one list row after row.
  function summary(matrix) {
    const size = Math.round(Math.sqrt(matrix.length))
    const rows = Array.from({ length: size }, (_, i) => matrix.slice(i * size, (i + 1) * size))
    const totals = rows.map(row => row.reduce((sum, count) => sum + count, 0))
    const all = totals.reduce((sum, count) => sum + count, 0)
    const right = rows.reduce((sum, row, i) => sum + row[i], 0)
    let worst = { truth: 0, answer: 0, share: -1 }
    for (const [truth, row] of rows.entries()) {
      for (const [answer, count] of row.entries()) {
        const share = totals[truth] ? count / totals[truth] : 0
        if (truth !== answer && share > worst.share) worst = { truth, answer, share }
      }
    }
    const shares = rows.map((row, i) => row.map(count => (totals[i] ? count / totals[i] : 0)))
    return { size, accuracy: right / all, errors: all - right, worst, shares }
  }

  if (typeof module === "object") {
    module.exports = { FORM, unpack, summary }
    return
  }

  const { h, svg, line, text, mark, frame, fixed, percent, fill } = gradiente
  const SIDE = 28
  const PAUSE = 900 // milliseconds an epoch stays when the replay runs by itself

  function mount(stage, { names, best, history, matrices, sure, worst, images }, kit) {
    const { words, lang } = kit
    const epochs = matrices.length
    const summaries = matrices.map(summary)
    const pictures = images.map(paintImage)
    const highest = Math.max(...history.train_loss, ...history.val_loss)
    const curves = kit.panel(across => Math.min(340, across))
    const matrix = kit.panel(across => Math.min(400, across + 20))
    const heading = h("p", { class: "g-w-caption" })
    const nine = h("ul", { class: "g-w-nine" })
    stage.append(
      kit.slider("epoch", words.epoch, { format: value => `${value} / ${epochs}` }),
      kit.player("epoch", { pause: () => PAUSE }),
      curves.place,
      matrix.place,
      heading,
      nine,
    )

    function paintImage(packed) {
      const canvas = h("canvas", { width: SIDE, height: SIDE })
      const context = canvas.getContext("2d")
      const pixels = context.createImageData(SIDE, SIDE)
      for (const [i, level] of unpack(packed).entries())
        pixels.data.set([level * 17, level * 17, level * 17, 255], 4 * i)
      context.putImageData(pixels, 0, 0)
      return canvas.toDataURL()
    }

    function drawCurves(picture, width, height, epoch) {
      const ticks = Array.from({ length: epochs }, (_, i) => i + 1).filter(
        i => i === 1 || i % Math.ceil(epochs / 6) === 0,
      )
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: [1, epochs], ticks, label: words.axis },
        y: {
          domain: [0, 1.05 * highest],
          ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].filter(v => v <= highest),
          label: words.loss,
          format: value => fixed(value, 1),
        },
      })
      const series = [
        ["val_loss", "val", words.val, -10, "circle"],
        ["train_loss", "train", words.train, 18, "diamond"],
      ]
      inside.append(
        line(
          [
            [across(best), up(0)],
            [across(best), 0],
          ],
          { class: "good dashed" },
        ),
      )
      picture.append(
        text(across(best), up(0) - 6, words.best, { "text-anchor": "middle", class: "halo tick" }),
      )
      picture.append(
        line(
          [
            [across(epoch), up(0)],
            [across(epoch), up(highest)],
          ],
          { class: "cut" },
        ),
      )
      for (const [column, style, label, shift, kind] of series) {
        const points = history[column].map((value, i) => [across(i + 1), up(value)])
        inside.append(line(points, { class: `series ${style}` }))
        const [x, y] = points[Math.floor(0.65 * points.length)]
        picture.append(
          text(x, y + shift, label, { "text-anchor": "middle", class: `halo ${style}-text` }),
          mark(kind, ...points[epoch - 1], 5, { class: `point ${style}` }),
        )
      }
    }

    function drawMatrix(picture, width, height, { size, shares }) {
      const left = 78
      const top = 62
      const right = 22 // for the last slanted name
      const cell = Math.min((width - left - right) / size, (height - top - 24) / size)
      for (const [truth, row] of shares.entries()) {
        const y = top + truth * cell
        picture.append(
          text(left - 6, y + cell / 2 + 4, names[truth], { "text-anchor": "end", class: "tick" }),
        )
        picture.append(
          text(0, 0, names[truth], {
            class: "tick",
            transform: `translate(${left + (truth + 0.5) * cell + 3} ${top - 5}) rotate(-50)`,
          }),
        )
        for (const [answer, share] of row.entries()) {
          const x = left + answer * cell
          const hit = truth === answer
          picture.append(
            svg("rect", {
              x,
              y,
              width: cell - 1,
              height: cell - 1,
              class: hit ? "cell hit" : "cell miss",
              "fill-opacity": (hit ? 0.55 * share : 0.9 * Math.sqrt(share)).toFixed(3),
            }),
          )
          if (share >= 0.015)
            picture.append(
              text(x + cell / 2, y + cell / 2 + 4, String(Math.round(100 * share)), {
                "text-anchor": "middle",
                class: hit ? "small strong-text" : "small",
              }),
            )
        }
      }
      picture.append(
        text(left + (size * cell) / 2, top + size * cell + 18, words.answer, {
          "text-anchor": "middle",
          class: "tick",
        }),
      )
      picture.append(text(left - 6, top - 8, words.truth, { "text-anchor": "end", class: "tick" }))
    }

    function drawNine(epoch) {
      heading.textContent = fill(words.worst, { epoch })
      nine.replaceChildren(
        ...worst[epoch - 1].map(([image, answer, truth, confidence]) => {
          const sure = percent(confidence, lang, 1)
          const said = { answer: names[answer], truth: names[truth], confidence: sure }
          return h(
            "li",
            {},
            h("img", {
              src: pictures[image],
              width: SIDE * 2,
              height: SIDE * 2,
              alt: fill(words.image, said),
            }),
            h("strong", {}, fill(words.says, said)),
            h("span", {}, fill(words.is, said)),
            h("span", {}, sure),
          )
        }),
      )
    }

    return ({ epoch }) => {
      const seen = summaries[epoch - 1]
      const { truth, answer, share } = seen.worst
      const status = fill(words.status, {
        epoch,
        errors: seen.errors,
        sure: sure[epoch - 1],
        accuracy: percent(seen.accuracy, lang, 1),
        truth: names[truth],
        other: names[answer],
        share: percent(share, lang),
      })
      curves.paint(fill(words.curves, { status }), (picture, width, height) =>
        drawCurves(picture, width, height, epoch),
      )
      matrix.paint(fill(words.matrix, { epoch, status }), (picture, width, height) =>
        drawMatrix(picture, width, height, seen),
      )
      drawNine(epoch)
      return status
    }
  }

  gradiente.widget("replay", {
    form: FORM,
    right: 2,
    tried: ({ epoch }, { matrices }) => epoch === matrices.length,
    fields: ({ matrices }) => ({ epoch: { start: 1, min: 1, max: matrices.length, step: 1 } }),
    mount,
  })
})()
