def gradients(x, y, b, w):
    b = torch.nn.Parameter(torch.tensor(b))
    w = torch.nn.Parameter(torch.tensor(w))
    loss = ((b + w * x - y).square()).mean()
    loss.backward()
    print(loss)
    return loss, b.grad, w.grad


gradients(x, y, start_b, start_w)
gradients(x, y, start_b, start_w)
