package handoff

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// HeldLimits bound what is kept of mails that nobody vouches for. The zero value keeps what DefaultHeld does.
type HeldLimits struct {
	Days      int `json:",omitempty"` // a held mail that nobody took is dropped so long after it arrived
	Megabytes int `json:",omitempty"` // of all of them together; the oldest go first
}

// DefaultHeld are the limits of a config that names none.
var DefaultHeld = HeldLimits{Days: 14, Megabytes: 200}

// Bounds on what is kept of one held mail, and of how many in one colleague's name it is kept whole.
const (
	HeldText = 4 << 10 // bytes of text that are kept of a stranger's mail, beside its header
	HeldSize = 1 << 20 // bytes of a mail in a colleague's name that is kept whole
	HeldMost = 50      // mails in one colleague's name that are kept whole
)

// Ends gives the instant before which a held mail must have arrived to be dropped at now.
func (l HeldLimits) Ends(now time.Time) time.Time {
	days := l.Days
	if days <= 0 {
		days = DefaultHeld.Days
	}
	return now.Add(-time.Duration(days) * 24 * time.Hour)
}

// Bytes is how much is kept in all.
func (l HeldLimits) Bytes() int64 {
	if l.Megabytes <= 0 {
		return int64(DefaultHeld.Megabytes) << 20
	}
	return int64(l.Megabytes) << 20
}

// KeptWhole says whether a held mail is kept as it came in: one in a colleague's name that a yes could still set to
// work. kept is how many of theirs are kept so already.
func KeptWhole(colleague bool, size, kept int) bool {
	return colleague && size <= HeldSize && kept < HeldMost
}

// Sifted is what the admin answers to the list of held mails: its numbers, in their order.
type Sifted struct{ Take, Drop []int }

var siftPattern = regexp.MustCompile(`(?i)^\s*(take|drop)\b[:\s]*(.*)$`)

// ReadSift reads "take 3", "drop 4-9, 12" and "drop all", a line each, about a list of most numbers. It reports false
// if a line that begins so is not understood whole, or none does.
func ReadSift(text string, most int) (Sifted, bool) {
	var s Sifted
	for line := range strings.Lines(text) {
		m := siftPattern.FindStringSubmatch(strings.TrimRight(line, " .!\r\n"))
		if m == nil {
			continue
		}
		numbers, ok := Numbers(m[2], most)
		if !ok {
			return Sifted{}, false
		}
		if strings.EqualFold(m[1], "take") {
			s.Take = append(s.Take, numbers...)
		} else {
			s.Drop = append(s.Drop, numbers...)
		}
	}
	slices.Sort(s.Take)
	slices.Sort(s.Drop)
	s.Take, s.Drop = slices.Compact(s.Take), slices.Compact(s.Drop)
	clash := slices.ContainsFunc(s.Take, func(n int) bool { return slices.Contains(s.Drop, n) })
	return s, len(s.Take)+len(s.Drop) > 0 && !clash
}

var spanPattern = regexp.MustCompile(`^(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?$`)

// longestRun bounds how many numbers "1-9" may stand for.
const longestRun = 10_000

// Run is what "4-9" names, and "12", which is a run of one.
type Run struct{ From, To int }

// Numbers reads "4-9, 12 and 14", and "all" up to most; false if there is anything else.
func Numbers(words string, most int) ([]int, bool) {
	runs, ok := Runs(words, most)
	var out []int
	for _, r := range runs {
		for n := r.From; n <= r.To; n++ {
			out = append(out, n)
		}
	}
	return out, ok
}

// Runs is Numbers before they are counted out.
func Runs(words string, most int) ([]Run, bool) {
	words = strings.TrimSpace(strings.ToLower(words))
	if words == "all" || words == "everything" {
		words = "1-" + strconv.Itoa(most)
	}
	words = regexp.MustCompile(`\s*[-–]\s*`).ReplaceAllString(words, "-")
	var out []Run
	for _, part := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(", ;+", r) }) {
		if part == "and" {
			continue
		}
		m := spanPattern.FindStringSubmatch(part)
		if m == nil {
			return nil, false
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if from < 1 || to > most || from > to || to-from > longestRun {
			return nil, false
		}
		out = append(out, Run{from, to})
	}
	return out, len(out) > 0
}

// Among are the numbers of the runs that are among those there are: the program leaves gaps, over which a run goes. It
// reports false, and the run, if one meets none.
func Among(runs []Run, there func(n int) bool) (out []int, none Run, ok bool) {
	for _, r := range runs {
		met := false
		for n := r.From; n <= r.To; n++ {
			if there(n) {
				out, met = append(out, n), true
			}
		}
		if !met {
			return nil, r, false
		}
	}
	slices.Sort(out)
	return slices.Compact(out), Run{}, true
}

func (r Run) String() string {
	if r.From == r.To {
		return strconv.Itoa(r.From)
	}
	return strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To)
}
