package dates

import (
	"sync"
	"time"

	"handoffd/templates"
)

var sentences = sync.OnceValues(func() (*templates.Reasons, error) { return templates.LoadReasons("") })

// failing is a test, whichever tool runs it.
type failing interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
	Fatalf(string, ...any)
}

// said is a question as the templates word it.
func said(t failing, q Question) string {
	t.Helper()
	set, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	if len(q) == 0 {
		return ""
	}
	return inWords(t, set, sentence("ask-date", sentenceArg(q...)))
}

func inWords(t failing, set *templates.Reasons, s Sentence) string {
	t.Helper()
	var b templates.Because
	words, times := []*string{&b.Words, &b.Words2}, []*time.Time{&b.Time, &b.Time2}
	numbers := []*int64{&b.Number, &b.Number2}
	for _, a := range s.Args {
		switch {
		case a.Words != "":
			*words[0], words = a.Words, words[1:]
		case !a.Time.IsZero():
			*times[0], times = a.Time, times[1:]
		case a.Number != 0:
			*numbers[0], numbers = int64(a.Number), numbers[1:]
		}
		for _, part := range a.Sentences {
			b.Reasons = append(b.Reasons, inWords(t, set, part))
			b.Reason += b.Reasons[len(b.Reasons)-1]
		}
	}
	text, ok := set.Sentence(s.Code, b)
	if !ok {
		t.Fatalf("there is no sentence %q", s.Code)
	}
	return text
}
