package templates

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	texttemplate "text/template"
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
	Reason, Reason2          string // another sentence that is part of this one
}

// Reasons are the sentences of all reasons. It is safe for concurrent use.
type Reasons struct {
	sentences map[string]sentence
}

type sentence struct {
	text *texttemplate.Template
	bare bool // it prints nothing of its own
}

// LoadReasons parses the sentences of reasons with the overrides in the folder; an empty name means none.
func LoadReasons(dir string) (*Reasons, error) {
	own, err := embedded.ReadFile(reasonsFile)
	if err != nil {
		return nil, fmt.Errorf("%w: embedded %s: %w", ErrTemplate, reasonsFile, err)
	}
	sources := []source{{name: reasonsFile, text: string(own)}}
	if dir != "" {
		file := filepath.Join(dir, reasonsFile)
		if _, err := os.Stat(file); err == nil {
			text, err := readFile(file)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrTemplate, err)
			}
			sources = append(sources, source{name: file, text: text})
		}
	}
	return parseReasons(sources, dir)
}

func parseReasons(sources []source, dir string) (*Reasons, error) {
	r := &Reasons{sentences: map[string]sentence{}}
	for i, s := range sources {
		for n, line := range strings.Split(s.text, "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			at := fmt.Sprintf("%s:%d", s.name, n+1)
			code, text, ok := strings.Cut(line, ": ")
			if _, known := r.sentences[code]; !ok || i > 0 && !known {
				return nil, fmt.Errorf("%w: %s: there is no reason %q; write CODE: SENTENCE with a code of the built-in file",
					ErrTemplate, at, code)
			}
			t, err := parseSentence(at, text)
			if err != nil {
				return nil, fmt.Errorf("%w: %w; %s", ErrTemplate, err, mend(dir, Because{}))
			}
			r.sentences[code] = sentence{text: t, bare: !strings.Contains(text, "{{")}
		}
	}
	return r, nil
}

// parseSentence reads one sentence, and tries it with nothing and with everything.
func parseSentence(name, text string) (*texttemplate.Template, error) {
	t, err := texttemplate.New(name).Funcs(funcs).Parse(text)
	if err != nil {
		return nil, err
	}
	for _, b := range []any{Because{}, specimen(Because{})} {
		if err := t.Execute(&bytes.Buffer{}, b); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Has says whether there is a sentence of that code.
func (r *Reasons) Has(code string) bool {
	_, ok := r.sentences[code]
	return ok
}

// Bare says whether the sentence prints nothing but its own words.
func (r *Reasons) Bare(code string) bool { return r.sentences[code].bare }

// Sentence fills in the sentence of a reason; false if there is none of that code, or it cannot be filled in.
func (r *Reasons) Sentence(code string, b Because) (string, bool) {
	s, ok := r.sentences[code]
	if !ok {
		return "", false
	}
	var out bytes.Buffer
	if err := s.text.Execute(&out, b); err != nil {
		return "", false
	}
	return out.String(), true
}
