gradient = torch.tensor([8.0, 11.0])
hessian = torch.tensor([[2.0, 3.0], [3.0, 4.0]])
