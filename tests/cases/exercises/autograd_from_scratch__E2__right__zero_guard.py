def power(self, exponent):
    if self.number == 0:
        slope = 1.0 if exponent == 1 else 0.0
    else:
        slope = exponent * self.number**exponent / self.number
    return Value(self.number**exponent, [(self, slope)], "^")


Value.__pow__ = power
