"""Several threads at one thing at the same moment, each with its own connection."""

import threading

from django.db import connection


def at_once(function, count):
    """Call function(number) in `count` threads; returns what each returned or raised."""
    barrier, outcomes = threading.Barrier(count), [None] * count

    def run(number):
        barrier.wait()
        try:
            outcomes[number] = function(number)
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
