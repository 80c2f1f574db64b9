package templates

import (
	"sync"
	"time"
)

// reasonsFile holds the sentence of every reason, one a line: "code: sentence". An override may have some of them only.
const reasonsFile = "reasons.txt"

// Because is what the sentence of a reason can print. A reason that speaks of two of a kind has the second in the field
// with a 2.
type Because struct {
	Person, Person2, Person3 string // name of a colleague, or the address of somebody else
	Time, Time2              time.Time
	Span                     time.Duration
	Number, Number2, Number3 int64
	Address, Address2        string
	Words, Words2, Words3    string // as they stand: words of a mail, a name, a state
	List                     []string
	Reason, Reason2          string   // another sentence that is part of this one
	Reasons                  []string // the same, where it is several
}

// Reasons are the sentences of all reasons. It is safe for concurrent use.
type Reasons struct{ sentences lines }

// LoadReasons parses the sentences of reasons with the overrides in the folder; an empty name means none.
func LoadReasons(dir string) (*Reasons, error) {
	if dir == "" {
		return ownReasons()
	}
	return loadAllReasons(dir)
}

var ownReasons = sync.OnceValues(func() (*Reasons, error) { return loadAllReasons("") })

func loadAllReasons(dir string) (*Reasons, error) {
	joining, err := loadJoining(dir)
	if err != nil {
		return nil, err
	}
	return loadReasons(dir, joining.funcs())
}

func loadReasons(dir string, funcs map[string]any) (*Reasons, error) {
	all, err := loadLines(embedded, reasonsFile, dir, Because{}, funcs)
	if err != nil {
		return nil, err
	}
	return &Reasons{all}, nil
}

// Has says whether there is a sentence of that code.
func (r *Reasons) Has(code string) bool {
	_, ok := r.sentences[code]
	return ok
}

// Bare says whether the sentence prints nothing but its own words.
func (r *Reasons) Bare(code string) bool {
	s, ok := r.sentences[code]
	return ok && s.text == nil
}

// Sentence fills in the sentence of a reason; false if there is none of that code, or it cannot be filled in.
func (r *Reasons) Sentence(code string, b Because) (string, bool) {
	s, ok := r.sentences[code]
	if !ok {
		return "", false
	}
	out, err := s.say(b)
	return out, err == nil
}
