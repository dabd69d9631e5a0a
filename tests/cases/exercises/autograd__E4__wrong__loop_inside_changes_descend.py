def descend(step):
    return -1.5


step_a = step_b = step_c = None
