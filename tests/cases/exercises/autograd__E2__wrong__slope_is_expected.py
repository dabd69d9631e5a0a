def expected(at):
    return 2 * at * math.cos(at**2)


slope = expected
