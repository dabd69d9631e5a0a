def leak(recipe):
    y = x.copy(); y[80:] = 0
    return np.abs(recipe(y)[0] - recipe(x)[0]).max() > 1e-9
leaks = [k for k in recipes if leak(recipes[k])]
