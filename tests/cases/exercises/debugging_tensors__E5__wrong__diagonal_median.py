def mse(pred, y):
    return ((pred - y) ** 2).median()


def add_ones(x):
    return x + 1
