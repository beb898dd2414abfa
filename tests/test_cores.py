"""Results in order from several processes, also when an item kills its process."""

import os

from reviewer.cores import in_order


def _double_or_die(number: int) -> str:
    if number == 3:
        os._exit(1)
    return str(2 * number)


def _died(number: int) -> str:
    return f"{number} died"


def test_results_come_in_order() -> None:
    assert list(in_order(str, range(20), 2, _died)) == [str(number) for number in range(20)]


def test_an_item_that_kills_its_process_harms_no_other() -> None:
    expected = ["0", "2", "4", "3 died", "8", "10"]
    assert list(in_order(_double_or_die, range(6), 2, _died)) == expected
