def loss_of_column(scores, labels):
    return cross_entropy(scores, torch.tensor([0, 2, 1, 0]))


def loss_of_from_one(scores, labels):
    return cross_entropy(scores, torch.tensor([0, 2, 1, 0]))
