def power(self, exponent):
    out = self.number**exponent
    return Value(out, [(self, exponent * out / self.number)], "^")


Value.__pow__ = power
