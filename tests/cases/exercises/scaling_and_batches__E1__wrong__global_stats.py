m, s = train.mean(axis=0), train.std(axis=0)
def scale(train, val):
    return (train - m) / s, (val - m) / s
