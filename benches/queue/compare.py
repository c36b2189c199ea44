"""The model of queue.yaml in SimPy, beside what greffe makes of it.

    pip install simpy==4.1.1
    cargo build --release && python3 benches/queue/compare.py target/release/greffe

24 cases a day arrive at three servers that take three hours each on average (both exponential): a load of one, so that
without patience no queue would be stable. A claim that is not served within 24 hours lapses; a server that has begun
goes on, and what it does to a lapsed claim is in vain.
"""

import json
import math
import pathlib
import random
import statistics
import subprocess
import sys

import simpy

DAYS, WARM_UP, REPLICATIONS = 731, 31, 20
# Student's t, 19 degrees of freedom, 97.5 %.
STUDENT = 2.093


def replicate(seed):
    rng = random.Random(seed)
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=3)
    waits, served, lapsed, area, busy, waiting = [], 0, 0, 0.0, 0.0, [0, 0.0]

    def count(change):
        nonlocal area
        length, since = waiting
        if env.now > WARM_UP:
            area += length * (env.now - max(since, WARM_UP))
        waiting[:] = [length + change, env.now]

    def case():
        nonlocal served, lapsed, busy
        arrived = env.now
        count(+1)
        with servers.request() as turn:
            # The minute after 24 hours is the first that is too late: acts have minutes.
            patience = env.timeout(1 + 1 / 1440)
            yield turn | patience
            count(-1)
            if not turn.triggered:
                lapsed += 1
                return
            if arrived >= WARM_UP:
                waits.append(env.now - arrived)
            service = rng.expovariate(8)
            busy += max(0.0, min(env.now + service, DAYS) - max(env.now, WARM_UP))
            yield env.timeout(service)
            if env.now - arrived > 1 + 1 / 1440:
                lapsed += 1
            else:
                served += 1

    def arrivals():
        while True:
            yield env.timeout(rng.expovariate(24))
            env.process(case())

    env.process(arrivals())
    env.run(until=DAYS)
    count(0)
    observed = DAYS - WARM_UP
    return {
        "wait": statistics.fmean(waits),
        "queue": area / observed,
        "busy": busy / observed / 3,
        "served": served,
        "lapsed": lapsed,
    }


def main():
    runs = [replicate(seed) for seed in range(REPLICATIONS)]
    study = pathlib.Path(__file__).with_name("queue.yaml")
    told = subprocess.run([sys.argv[1], "simulate", str(study), "--format", "json"], check=True, capture_output=True)
    measures = {measure["measure"]: measure["value"] for measure in json.loads(told.stdout)["measures"]}
    print(f"{'':8}{'SimPy':>22}{'greffe':>22}{'apart, in standard errors':>28}")
    worst = 0.0
    for name, ours in measures.items():
        values = [run[name] for run in runs]
        mean = statistics.fmean(values)
        error = statistics.stdev(values) / math.sqrt(REPLICATIONS)
        apart = abs(mean - ours["mean"]) / math.hypot(error, ours["half_interval"] / STUDENT)
        worst = max(worst, apart)
        theirs = f"{mean:.4f} ± {STUDENT * error:.4f}"
        print(f"{name:8}{theirs:>22}{ours['mean']:>13.4f} ± {ours['half_interval']:.4f}{apart:>28.2f}")
    return 1 if worst > 4 else 0


if __name__ == "__main__":
    sys.exit(main())
