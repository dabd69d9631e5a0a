def exp(self):
    out = math.exp(self.number)
    return Value(out, [(self, out)], "exp")


def sigmoid(self):
    out = min(1.0, max(0.5, 1 / (1 + math.exp(-self.number))))
    return Value(out, [(self, out * (1 - out))], "sigmoid")


Value.exp, Value.sigmoid = exp, sigmoid
