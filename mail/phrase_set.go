package mail

// phraseSet finds phrases in a text in one pass, by a hash of their first four bytes.
type phraseSet struct {
	heads [phraseSlots]uint16 // 1 + index into words, 0: none
	words []phraseWord
	short []string // of less than four bytes
}

type phraseWord struct {
	text string
	next uint16 // in the same slot, as in heads
}

const phraseSlots = 1 << 10

func phraseSlot(a, b, c, d byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16 | uint32(d)<<24) * 2654435761 >> 22
}

func phrasesOf(lists ...[]string) *phraseSet {
	set := &phraseSet{}
	for _, list := range lists {
		for _, p := range list {
			if len(p) < 4 {
				set.short = append(set.short, p)
				continue
			}
			slot := phraseSlot(p[0], p[1], p[2], p[3])
			set.words = append(set.words, phraseWord{p, set.heads[slot]})
			set.heads[slot] = uint16(len(set.words)) //nolint:gosec // there are some hundreds
		}
	}
	return set
}

// in reports whether one of the phrases stands in s.
func (p *phraseSet) in(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		for n := p.heads[phraseSlot(s[i], s[i+1], s[i+2], s[i+3])]; n != 0; n = p.words[n-1].next {
			if w := p.words[n-1].text; len(w) <= len(s)-i && s[i:i+len(w)] == w {
				return true
			}
		}
	}
	return containsAny(s, p.short)
}

var (
	bannerSentencesSet     = phrasesOf(bannerSentences)
	disclaimerSentencesSet = phrasesOf(disclaimerSentences)
	replyAboveSet          = phrasesOf(replyAbove)
	bouncePhrasesSet       = phrasesOf(bouncePhrases)
	delayPhrasesSet        = phrasesOf(delayPhrases)
	deliveredPhrasesSet    = phrasesOf(deliveredPhrases)
	permanentPhrasesSet    = phrasesOf(permanentPhrases)
	notFoundPhrasesSet     = phrasesOf(notFoundPhrases)
	addressWordsSet        = phrasesOf(addressWords)
	finalPhrasesSet        = phrasesOf(finalPhrases)
	bounceSubjectsSet      = phrasesOf(bounceSubjects)
	acknowledgementsSet    = phrasesOf(acknowledgements)
	agreementsSet          = phrasesOf(agreements)
	bannerTailsSet         = phrasesOf(bannerTails)
	reactionPhrasesSet     = phrasesOf(reactionPhrases)
)
