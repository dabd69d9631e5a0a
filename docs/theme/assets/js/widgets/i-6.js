// I-6: one threshold, and everything it moves: the answers, the confusion matrix, the metrics, and a
// point on the ROC and on the precision-recall curve. Two other scorers to compare with, and other
// prevalences: the precision-recall curve follows them, the ROC curve does not.
//
// The page gives scores and labels of real examples; everything else is counted here. An example is
// answered "yes" when its score is at least the threshold, as in scikit-learn.
;(() => {
  const FORM = { scores: ["number"], labels: ["number"], names: ["text", 2] }

  // Who gives the scores: the page's network; chance, always the same (a Lehmer generator); and
  // someone who knows the answers.
  function scorers(scores, labels) {
    let seed = 1
    const chance = labels.map(() => {
      seed = (16807 * seed) % 2147483647
      return seed / 2147483647
    })
    return [scores, chance, labels]
  }

  // Each negative counts `weight` times, as if there were more or fewer of them.
  function counts(scores, labels, threshold, weight = 1) {
    const found = { tp: 0, fp: 0, fn: 0, tn: 0 }
    for (const [i, score] of scores.entries()) {
      const yes = score >= threshold
      if (labels[i]) found[yes ? "tp" : "fn"]++
      else found[yes ? "fp" : "tn"]++
    }
    return { ...found, fp: weight * found.fp, tn: weight * found.tn }
  }

  // Each metric as [part, whole]; a whole of 0 leaves it without a value.
  const fractions = ({ tp, fp, fn, tn }) => ({
    accuracy: [tp + tn, tp + tn + fp + fn],
    precision: [tp, tp + fp],
    recall: [tp, tp + fn],
    specificity: [tn, tn + fp],
    f1: [2 * tp, 2 * tp + fp + fn],
  })

  // The points of both curves, from "nobody" down to "everybody": one for each different score.
  function curves(scores, labels, weight = 1) {
    const points = [Infinity, ...[...new Set(scores)].sort((a, b) => b - a)].map(threshold => {
      const count = counts(scores, labels, threshold, weight)
      const { recall, specificity, precision } = fractions(count)
      return {
        threshold,
        tpr: recall[0] / recall[1],
        fpr: 1 - specificity[0] / specificity[1],
        precision: precision[1] ? precision[0] / precision[1] : 1,
      }
    })
    const steps = points.slice(1).map((point, i) => [points[i], point])
    return {
      points,
      // The area by trapezoids, and the average precision by steps, as scikit-learn defines them.
      auc: steps.reduce((sum, [a, b]) => sum + ((b.fpr - a.fpr) * (a.tpr + b.tpr)) / 2, 0),
      ap: steps.reduce((sum, [a, b]) => sum + (b.tpr - a.tpr) * b.precision, 0),
    }
  }

  if (typeof module === "object") {
    module.exports = { FORM, scorers, counts, fractions, curves }
    return
  }

  const { h, line, text, mark, frame, fixed, percent, fill } = gradiente
  const METRICS = ["accuracy", "precision", "recall", "specificity", "f1"]
  const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const [RAREST, COMMONEST] = [-6, 3] // what the odds are multiplied by, in powers of 2
  const GOLDEN = 0.618034 // multiples of it, without their whole part, spread evenly

  function mount(stage, { scores, labels, names }, kit) {
    const { words, lang } = kit
    const [no, yes] = names
    const two = value => fixed(value, 2)
    const say = (words, values = {}) => fill(words, { yes, no, ...values })
    const models = scorers(scores, labels)
    const positives = labels.reduce((sum, label) => sum + label, 0)
    const prevalence = weight => positives / (positives + weight * (labels.length - positives))
    const amount = value => fixed(value, Number.isInteger(value) ? 0 : 1)

    const dots = kit.panel(() => 190)
    dots.place.classList.add("g-w-wide")
    const roc = kit.panel(across => Math.min(320, across))
    const pr = kit.panel(across => Math.min(320, across))
    const matrix = h("table", { class: "g-w-matrix" })
    const metrics = h("dl", { class: "g-w-metrics" })
    stage.append(
      kit.slider("threshold", words.threshold, { format: two }),
      kit.choice("model", words.model, words.models),
      dots.place,
      h("p", { class: "g-w-key" }, ...words.keys.map(key => h("span", {}, say(key)))),
      matrix,
      metrics,
      kit.slider("odds", say(words.odds), {
        format: odds =>
          say(words.share, {
            share: percent(prevalence(2 ** -odds), lang, 1),
            weight: Number((2 ** -odds).toPrecision(2)),
          }),
        tick: { value: 0, label: words.own },
      }),
      roc.place,
      pr.place,
    )

    const value = ([part, whole]) => (whole ? percent(part / whole, lang, 1) : words.none)

    function drawDots(picture, width, height, { threshold, model }) {
      const { across, up } = frame(picture, {
        width,
        height,
        left: 12,
        right: 12,
        top: 8,
        bottom: 42,
        x: {
          domain: [0, 1],
          ticks: TENTHS,
          label: say(words.score, { model: words.models[model] }),
          format: value => fixed(value, 1),
        },
        y: { domain: [0, 1], ticks: [], label: "" },
      })
      picture.append(
        line(
          [
            [across(threshold), 0],
            [across(threshold), up(0) + 4],
          ],
          { class: "cut" },
        ),
      )
      for (const [i, score] of models[model].entries()) {
        const filled = score >= threshold
        const wrong = filled !== Boolean(labels[i])
        const spread = (i * GOLDEN) % 1
        const y = labels[i] ? 0.58 + 0.38 * spread : 0.04 + 0.38 * spread
        picture.append(
          mark(labels[i] ? "diamond" : "circle", across(score), up(y), 3.5, {
            class: `dot ${wrong ? "wrong" : "right"}${filled ? " filled" : ""}`,
          }),
        )
      }
    }

    function drawCurve(
      picture,
      width,
      height,
      { points, before = [], at, labels: [x, y, area], base, free = 0.08 },
    ) {
      const { across, up, inside } = frame(picture, {
        width,
        height,
        x: { domain: [0, 1], ticks: TENTHS, label: x, format: value => fixed(value, 1) },
        y: { domain: [0, 1], ticks: TENTHS, label: y, format: value => fixed(value, 1) },
      })
      const place = ([x, y]) => [across(x), up(y)]
      inside.append(
        line(base.map(place), { class: "neutral dashed" }),
        line(before.map(place), { class: "neutral" }),
        line(points.map(place), { class: "curve" }),
      )
      picture.append(
        text(across(0.5), up(free), area, { "text-anchor": "middle", class: "halo strong-text" }),
        mark("diamond", ...place(at), 6, { class: "bad" }),
      )
    }

    function fillTable(count, threshold) {
      const cell = (count, right) =>
        h("td", { class: right ? "right" : "wrong" }, amount(count), " ", right ? "✓" : "✗")
      matrix.replaceChildren(
        h("caption", {}, fill(words.table, { threshold: two(threshold) })),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("td", {}),
            h("th", { scope: "col" }, `${words.answer} ${no}`),
            h("th", { scope: "col" }, `${words.answer} ${yes}`),
          ),
        ),
        h(
          "tbody",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "row" }, `${words.truth}: ${no}`),
            cell(count.tn, true),
            cell(count.fp, false),
          ),
          h(
            "tr",
            {},
            h("th", { scope: "row" }, `${words.truth}: ${yes}`),
            cell(count.fn, false),
            cell(count.tp, true),
          ),
        ),
      )
    }

    return state => {
      const { threshold, odds } = state
      const model = models[state.model]
      const weight = 2 ** -odds
      const count = counts(model, labels, threshold, weight)
      const shares = fractions(count)
      const before = curves(model, labels)
      const { points, auc, ap } = curves(model, labels, weight)
      const share = prevalence(weight)
      const areas = {
        share: percent(share, lang, 1),
        before: two(before.ap),
        ap: two(ap),
        auc: two(auc),
      }
      const status =
        fill(words.status, {
          threshold: two(threshold),
          model: words.models[state.model],
          tp: count.tp,
          fp: amount(count.fp),
          positives,
          accuracy: value(shares.accuracy),
          precision: value(shares.precision),
          recall: value(shares.recall),
        }) + (odds ? fill(words.moved, areas) : "")
      const tpr = shares.recall[0] / shares.recall[1]
      const fpr = 1 - shares.specificity[0] / shares.specificity[1]
      const precision = shares.precision[1] ? shares.precision[0] / shares.precision[1] : 1
      const onPr = points => points.map(point => [point.tpr, point.precision])
      dots.paint(fill(words.dots, { count: labels.length, status }), (picture, width, height) =>
        drawDots(picture, width, height, state),
      )
      roc.paint(
        fill(words.roc, { area: two(auc), fpr: two(fpr), tpr: two(tpr) }),
        (picture, width, height) =>
          drawCurve(picture, width, height, {
            points: points.map(point => [point.fpr, point.tpr]),
            at: [fpr, tpr],
            base: [
              [0, 0],
              [1, 1],
            ],
            labels: [words.fpr, words.recall, fill(words.auc, { area: two(auc) })],
          }),
      )
      pr.paint(
        fill(words.pr, { area: two(ap), tpr: two(tpr), precision: two(precision) }),
        (picture, width, height) =>
          drawCurve(picture, width, height, {
            points: onPr(points),
            before: odds ? onPr(before.points) : [],
            at: [tpr, precision],
            base: [
              [0, share],
              [1, share],
            ],
            free: ap < 0.3 ? 0.92 : 0.08,
            labels: [words.recall, words.precision, fill(words.ap, { area: two(ap) })],
          }),
      )
      fillTable(count, threshold)
      metrics.replaceChildren(
        ...METRICS.map(name => {
          const [title, meaning] = words.metrics[name]
          const [part, whole] = shares[name]
          return h(
            "div",
            {},
            h("dt", {}, title, h("small", {}, say(meaning))),
            h(
              "dd",
              {},
              h("strong", {}, value(shares[name])),
              h("small", {}, name === "f1" ? "" : `${amount(part)} / ${amount(whole)}`),
            ),
          )
        }),
      )
      return status
    }
  }

  gradiente.widget("I-6", {
    form: FORM,
    right: 1,
    tried: ({ threshold }) => threshold >= 0.9,
    names: ({ names: [no, yes] }) => ({ no, yes }),
    fields: () => ({
      threshold: { start: 0.5, min: 0, max: 1, step: 0.01 },
      model: { start: 0, min: 0, max: 2, step: 1 },
      odds: { start: 0, min: RAREST, max: COMMONEST, step: 0.5 },
    }),
    mount,
  })
})()
