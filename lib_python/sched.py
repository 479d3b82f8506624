"""A scheduler of events (library reference 8.9): what is to be called at which time, whatever time is.

The time is a function's, and waiting is another's, so that programs can simulate, or do other things while they wait.
Events with the same time are called by priority, the lowest number first.
"""

import heapq
from collections import namedtuple

__all__ = ["scheduler"]


class Event(namedtuple('Event', 'time, priority, action, argument')):
    """What enter() and enterabs() return, and cancel() takes; compares by time and priority."""
    __slots__ = ()

    def _order(self):
        return self.time, self.priority

    def __eq__(self, other):
        return self._order() == other._order()

    def __ne__(self, other):
        return self._order() != other._order()

    def __lt__(self, other):
        return self._order() < other._order()

    def __le__(self, other):
        return self._order() <= other._order()

    def __gt__(self, other):
        return self._order() > other._order()

    def __ge__(self, other):
        return self._order() >= other._order()


class scheduler:
    """scheduler(timefunc, delayfunc): timefunc() tells the time, delayfunc(n) waits n of its units, 0 to give way."""

    def __init__(self, timefunc, delayfunc):
        self.timefunc, self.delayfunc = timefunc, delayfunc
        self._queue = []

    def enterabs(self, time, priority, action, argument):
        """Have action(*argument) called at a time."""
        event = Event(time, priority, action, argument)
        heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument):
        """Have action(*argument) called so much later."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument)

    def cancel(self, event):
        """Take an event out; ValueError if it is not in the queue."""
        self._queue.remove(event)
        heapq.heapify(self._queue)

    def empty(self):
        """Whether there is no event left."""
        return not self._queue

    def run(self):
        """Wait for events and call their actions until there are none left.

        An exception of an action passes through; its event is gone, the others can be run by another call.
        """
        queue, now, wait = self._queue, self.timefunc, self.delayfunc
        while queue:
            due = queue[0].time
            time = now()
            if time < due:
                wait(due - time)
                continue    # there may be an earlier one by now
            event = heapq.heappop(queue)
            event.action(*event.argument)
            wait(0)

    @property
    def queue(self):
        """The events to come, in their order."""
        return sorted(self._queue)
