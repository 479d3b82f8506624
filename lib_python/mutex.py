"""A lock for programs of events, such as those of sched: who does not get it leaves a call behind (library reference 8.9)."""

from warnings import warnpy3k as _warnpy3k
_warnpy3k("the mutex module has been removed in Python 3.0", stacklevel=2)

import collections as _collections


class mutex:
    """Free or taken; while it is taken, calls wait in a queue."""

    def __init__(self):
        self.locked, self.queue = False, _collections.deque()

    def test(self):
        """Whether it is taken."""
        return self.locked

    def testandset(self):
        """Take it if it is free; says whether that went well."""
        free = not self.locked
        self.locked = True
        return free

    def lock(self, function, argument):
        """Call function(argument) as soon as it can be taken, at once if it is free."""
        if self.testandset():
            function(argument)
            return
        self.queue.append((function, argument))

    def unlock(self):
        """Make the next waiting call, which has the lock then, or set it free."""
        if not self.queue:
            self.locked = False
            return
        waiting, argument = self.queue.popleft()
        waiting(argument)
