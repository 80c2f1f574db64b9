#!/bin/sh
# Recomputes the chain of facts in this folder. Needs sha256sum, od, tr, head, cut and grep.
bad=0
wrong() { echo "$1"; bad=1; }

listed=$(grep -c . SHA256SUMS)
found=$(find . -type f | grep -c .)
[ "$found" -eq $((listed + 1)) ] || wrong "there are $found files, and $((listed + 1)) belong here"

before=$(sha256sum < ID | cut -c1-64)
for link in chain/*.link; do
  fact=${link%.link}
  [ "$(head -c 32 "$link" | od -An -v -tx1 | tr -d ' \n')" = "$before" ] ||
    wrong "$link does not continue what stands before it"
  before=$(sha256sum < "$link" | cut -c1-64)
  grep -q ",$before," chain.csv || wrong "chain.csv has another hash for $link"
  [ -e "$fact.payload.json" ] || continue
  commitment=$(cat "$fact.salt" "$fact.decided" "$fact.payload.json" | sha256sum | cut -c1-64)
  od -An -v -tx1 "$link" | tr -d ' \n' | grep -q "$commitment" ||
    wrong "$fact.payload.json is not what $link was made of"
done
[ "$bad" -eq 0 ] && echo ok
exit "$bad"
