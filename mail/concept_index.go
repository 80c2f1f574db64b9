package mail

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"
)

// conceptIndex finds the words of the concepts in one pass over a text: by a hash of their first three bytes.
type conceptIndex struct {
	heads [conceptSlots]uint16 // 1 + index into words, 0: none
	words []conceptWord
}

type conceptWord struct {
	text string
	head uint64 // its first eight bytes
	mask uint64 // those of them that it has
	what concept
	slot slots
	next uint16 // in the same slot, as in heads
}

const (
	conceptSlots = 1 << 14
	headLen      = 3 // bytes of the shortest word, " i "
)

// conceptSlot hashes the first four bytes of a word, or three and a zero.
func conceptSlot(a, b, c, d byte) uint32 {
	h := uint32(a) | uint32(b)<<8 | uint32(c)<<16 | uint32(d)<<24
	return h * 2654435761 >> 18
}

// newConcepts reads word lists: words are separated by "|" and match at the start of a word; "$" at the end wants the
// whole word, "*" at the start finds it inside of others, as do scripts that have no spaces.
func newConcepts(singles [][]slotList, lists ...[]wordList) *conceptIndex {
	index := &conceptIndex{words: make([]conceptWord, 0, 8192)}
	for _, l := range slices.Concat(lists...) {
		for _, words := range l.words {
			for w := range strings.SplitSeq(words, "|") {
				index.add(w, l.what, 0)
			}
		}
	}
	for _, l := range slices.Concat(singles...) {
		for _, words := range l.words {
			for w := range strings.SplitSeq(words, "|") {
				index.add(w, 0, l.what)
			}
		}
	}
	return index
}

type wordList struct {
	what  concept
	words []string
}

func (x *conceptIndex) add(w string, what concept, single slots) {
	w, inside := strings.CutPrefix(w, "*")
	w, whole := strings.CutSuffix(w, "$")
	r, _ := utf8.DecodeRuneInString(w)
	if !inside && !spaceless(r) {
		w = " " + w
	}
	if whole {
		w += " "
	}
	slot := conceptSlot(w[0], w[1], w[2], 0)
	if len(w) > headLen {
		slot = conceptSlot(w[0], w[1], w[2], w[3])
	}
	head, mask := eightBytes([]byte(w)), ^uint64(0)
	if len(w) < 8 {
		mask = 1<<(8*len(w)) - 1
	}
	x.words = append(x.words, conceptWord{text: w, head: head, mask: mask, what: what, slot: single, next: x.heads[slot]})
	x.heads[slot] = uint16(len(x.words)) //nolint:gosec // there are some four thousand
}

// spaceless reports whether a letter is of a script that puts no spaces between words: Thai and those of East Asia.
func spaceless(r rune) bool { return r >= 0x0e00 && r < 0x0e80 || r >= 0x2e80 }

// in returns the concepts and the slots of a text that was made plain.
func (x *conceptIndex) in(s []byte) (found concept, slot slots) {
	for i := 0; i+headLen <= len(s); i++ {
		n := uint16(0)
		if i+headLen < len(s) {
			n = x.heads[conceptSlot(s[i], s[i+1], s[i+2], s[i+3])]
		}
		if n != 0 {
			found, slot = x.chain(n, s[i:], found, slot)
		}
		if s[i+2] == ' ' && s[i] == ' ' || s[i] >= 0xe0 { // a word of three bytes
			found, slot = x.chain(x.heads[conceptSlot(s[i], s[i+1], s[i+2], 0)], s[i:], found, slot)
		}
	}
	return found, slot
}

// chain adds what the words of one slot stand for that s begins with.
func (x *conceptIndex) chain(n uint16, s []byte, found concept, slot slots) (concept, slots) {
	head := eightBytes(s)
	for n != 0 {
		w := &x.words[n-1]
		n = w.next
		if head&w.mask != w.head || found&w.what == w.what && slot&w.slot == w.slot {
			continue
		}
		if len(w.text) <= len(s) && (len(w.text) <= 8 || string(s[:len(w.text)]) == w.text) {
			found |= w.what
			slot |= w.slot
		}
	}
	return found, slot
}

// eightBytes are the first eight bytes of s, or all of them and zeros.
func eightBytes(s []byte) uint64 {
	if len(s) >= 8 {
		return binary.LittleEndian.Uint64(s)
	}
	var n uint64
	for i, b := range s {
		n |= uint64(b) << (8 * i)
	}
	return n
}
