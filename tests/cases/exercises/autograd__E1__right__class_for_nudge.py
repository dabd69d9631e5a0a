class D:
    def __init__(self, h):
        self.h = h

    def __call__(self, f, at):
        return (f(at + self.h) - f(at - self.h)) / (2 * self.h)


by_nudge = D(1e-5)
by_hand = lambda at: 3 * at**2
by_autograd = lambda f, at: torch.autograd.functional.jacobian(f, torch.tensor(at))
