class Bucket:
    """Tokens at a steady rate, up to a cap; a call spends one."""

    def __init__(self, rate, burst):
        self.rate, self.burst = rate, burst
        self.tokens, self.before = burst, 0.0

    # ANCHOR: take
    def take(self, now):
        gained = (now - self.before) * self.rate
        self.tokens = min(self.burst, self.tokens + gained)
        self.before = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
    # ANCHOR_END: take
