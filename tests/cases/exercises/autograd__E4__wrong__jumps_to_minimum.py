def f(x):
    return torch.tensor(-1.5, requires_grad=True)


step_a = step_b = step_c = f
