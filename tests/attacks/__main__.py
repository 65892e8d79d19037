"""Try all attacks, or those whose names hold a word: ``python -m tests.attacks [WORD] [SEED]``."""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.attacks.attack import Attack, faults, ran
from tests.attacks.folders import Trial, folders
from tests.attacks.formulas import formulas
from tests.attacks.headers import headers
from tests.attacks.options import options
from tests.attacks.tables import tables
from tests.attacks.voices import voices


def _all(seed: int) -> Iterator[Trial]:
    chance = random.Random(seed)
    tried = (*tables(chance), *headers(), *formulas(chance), *options(), *voices(chance))
    for attack in tried:
        yield Trial(attack.name, lambda folder, attack=attack: _faults(attack, folder))
    yield from folders(chance)


def _faults(attack: Attack, folder: Path) -> list[str]:
    return faults(attack, ran(attack, folder))


def _tried(trial: Trial) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        return trial.name, trial.faults(Path(folder))


def main(word: str = "", seed: str = "") -> int:
    """Try them, print what went wrong, and return the exit status: 1 if anything did."""
    number = int(seed or random.randrange(10**6))
    chosen = [trial for trial in _all(number) if word in trial.name]
    sys.stdout.write(f"{len(chosen):,} attacks, seed {number}\n")
    bad = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(_tried, trial) for trial in chosen]
        for name, found in (done.result() for done in as_completed(running)):
            bad += bool(found)
            sys.stdout.writelines(f"{name}: {fault}\n" for fault in found)
            sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - bad:,} of {len(chosen):,} held\n")
    return int(bad > 0)


if __name__ == "__main__":
    # Nobody's own cache gets films of attacks.
    os.environ["GDVIDEO_CACHE_MB"] = "0"
    sys.exit(main(*sys.argv[1:]))
