by_hand = 3 * 2**2
x = torch.tensor(2.0, requires_grad=True)
cube(x).backward()
by_autograd = x.grad.item()
by_nudge = round((cube(2 + 1e-5) - cube(2 - 1e-5)) / 2e-5, 3)
