def gradient_and_hessian(f, point):
    g = torch.autograd.grad(f(point), point, create_graph=True)[0]
    rows = []
    for part in g:
        point.grad = None
        part.backward(retain_graph=True)
        rows.append(point.grad.clone())
    return g, torch.stack(rows)


gradient_and_hessian(q, point)
