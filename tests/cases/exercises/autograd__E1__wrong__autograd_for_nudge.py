def by_hand(at):
    return 3 * at**2


def by_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


by_nudge = by_autograd
