b = torch.tensor(start_b, requires_grad=True)
w = torch.tensor(start_w, requires_grad=True)


def gradients(x, y, *_):
    loss = ((b + w * x - y) ** 2).mean()
    loss.backward()
    return loss, b.grad, w.grad
