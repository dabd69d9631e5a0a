b = torch.zeros(1, requires_grad=True)
w = torch.zeros(1, requires_grad=True)
loss = ((b + w * x - y) ** 2).mean()
loss.backward()
grad_b, grad_w = b.grad, w.grad
