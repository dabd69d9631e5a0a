class D:
    def __init__(self, h):
        self.h = h

    def __call__(self, f, at):
        return (f(at + self.h) - f(at - self.h)) / (2 * self.h)


by_nudge = D(1e-5)(cube, 2)
by_hand = 12.0
by_autograd = torch.autograd.functional.jacobian(cube, torch.tensor(2.0))
