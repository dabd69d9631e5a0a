def worst(logits, y, true_class):
    p = logits.softmax(dim=1).numpy()
    conf, ans = p.max(axis=1), p.argmax(axis=1)
    idx = ((y.numpy() == true_class) & (ans != true_class)).nonzero()[0]
    return idx[(-conf[idx]).argsort()][:9]
