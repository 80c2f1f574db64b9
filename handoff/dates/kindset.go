package dates

// kindSet is a set of kinds.
type kindSet [kinds/64 + 1]uint64

func setOf(list ...kind) kindSet {
	var s kindSet
	for _, k := range list {
		s.add(k)
	}
	return s
}

func (s *kindSet) add(k kind) { s[k/64] |= 1 << (k % 64) }

// take adds those of the kinds that are in another set.
func (s *kindSet) take(from kindSet, list ...kind) {
	for _, k := range list {
		if from.has(k) {
			s.add(k)
		}
	}
}

// has reports that one of the kinds is in the set.
func (s kindSet) has(list ...kind) bool {
	for _, k := range list {
		if s[k/64]&(1<<(k%64)) != 0 {
			return true
		}
	}
	return false
}
