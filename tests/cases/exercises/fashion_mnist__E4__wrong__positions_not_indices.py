def worst(logits, y, true_class):
    confidence, answer = logits.softmax(dim=1).max(dim=1)
    wrong = ((y == true_class) & (answer != y)).nonzero().squeeze(1)
    return confidence[wrong].argsort(descending=True)[:9]
