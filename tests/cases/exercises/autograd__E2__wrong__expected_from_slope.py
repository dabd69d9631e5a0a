def slope(at):
    x = torch.tensor(at, requires_grad=True)
    torch.sin(x**2).backward()
    return x.grad


expected = slope
