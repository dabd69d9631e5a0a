z = torch.stack([(c - c.mean()) / c.std() for c in x.T], dim=1)
