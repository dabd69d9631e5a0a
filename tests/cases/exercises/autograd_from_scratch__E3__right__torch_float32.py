import torch


def exp(self):
    out = torch.exp(torch.tensor(float(self.number))).item()
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    out = torch.sigmoid(torch.tensor(float(self.number))).item()
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid
