"""Draws a sample again: python3 redraw.py SEED SHARE-OF-EACH SHARE-OF-THE-WHOLE < frame.txt > sample.txt"""
import hashlib, math, sys
from fractions import Fraction
seed, each, whole = sys.argv[1], Fraction(sys.argv[2]), Fraction(sys.argv[3])
text = sys.stdin.buffer.read()
frame = hashlib.sha256(text).hexdigest()
people = [tuple(line.split()) for line in text.decode().splitlines()]
order = sorted(people, key=lambda one: hashlib.sha256(f"{seed}|{frame}|{one[1]}".encode()).hexdigest())
units = [[one for one in order if one[0] == unit] for unit in {one[0] for one in people}]
drawn = [one for own in units for one in own[: math.ceil(each * len(own))]]
drawn += [one for one in order if one not in drawn][: max(0, math.ceil(whole * len(people)) - len(drawn))]
print("\n".join(" ".join(one) for one in people if one in drawn))
