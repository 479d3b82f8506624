"""Queues for threads: whoever takes from an empty one, or puts into a full one, waits."""

import heapq
from collections import deque
from time import time as _time
try:
    import threading as _threading
except ImportError:
    import dummy_threading as _threading

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue']


class Empty(Exception):
    """Raised where an item was to be taken without waiting, or the time to wait was over."""


class Full(Exception):
    """Raised where an item was to be put without waiting, or the time to wait was over."""


class Queue:
    """A queue of at most `maxsize` items, or of any number if that is not positive: first in, first out.

    One lock, `mutex`, guards it all; the three conditions share it.
    """

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self._init(maxsize)
        self.mutex = mutex = _threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = [_threading.Condition(mutex) for _ in range(3)]

    def __wait(self, condition, possible, block, timeout, problem):
        # until possible(); the lock is held
        if not block:
            if not possible():
                raise problem
        elif timeout is None:
            while not possible():
                condition.wait()
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        else:
            end = _time() + timeout
            while not possible():
                left = end - _time()
                if left <= 0.0:
                    raise problem
                condition.wait(left)

    def __has_room(self):
        return self._qsize() != self.maxsize

    def put(self, item, block=True, timeout=None):
        """Put an item in, waiting for room if need be, for so many seconds at most.

        Full is raised when time is up, or at once if `block` is false.
        """
        with self.not_full:
            if self.maxsize > 0:
                self.__wait(self.not_full, self.__has_room, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out, waiting for one if need be, for so many seconds at most.

        Empty is raised when time is up, or at once if `block` is false.
        """
        with self.not_empty:
            self.__wait(self.not_empty, self._qsize, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
        return item

    def put_nowait(self, item):
        """put(item, False)"""
        return self.put(item, False)

    def get_nowait(self):
        """get(False)"""
        return self.get(False)

    def task_done(self):
        """Say that what an item was taken out for is done; ValueError if nothing is left to be done."""
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError('task_done() called too many times')
            if left == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        """Wait until task_done() was called for every item put in."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    # these may be out of date by the time they return

    def qsize(self):
        """How many items there are."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether there is no item."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether there is no room."""
        with self.mutex:
            return 0 < self.maxsize == self._qsize()

    # what another kind of queue overrides; called with the lock held

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self, len=len):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """A queue whose least item comes out first; items are often (priority, data) pairs."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item, heappush=heapq.heappush):
        heappush(self.queue, item)

    def _get(self, heappop=heapq.heappop):
        return heappop(self.queue)


class LifoQueue(Queue):
    """A queue whose last item comes out first: a stack."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()
