for attempt in range(2):
    b.grad = w.grad = None
    loss = ((b + w * x - y) ** 2).mean()
    loss.backward()
    grad_b, grad_w = b.grad, w.grad
