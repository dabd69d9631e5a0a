def mse(pred, y):
    return (pred[:, 0] - y).square().mean()


def add_ones(x):
    return x + torch.ones(3).to(x.device)
