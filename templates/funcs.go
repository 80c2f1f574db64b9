package templates

import (
	htmltemplate "html/template"
	"reflect"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// funcs are what templates may call, beside what the block of lists words.
var funcs = map[string]any{
	"lines":   func(s string) []string { return strings.Split(s, "\n") },
	"indent":  func(s string) string { return strings.ReplaceAll(s, "\n", "\n    ") },
	"quote":   func(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") },
	"words":   words,
	"plain":   plain,
	"link":    link,
	"cid":     func(id string) htmltemplate.URL { return htmltemplate.URL("cid:" + id) },
	"bare":    bare,
	"does":    does,
	"count":   text.Count[int64],
	"moment":  func(t time.Time) string { return text.Stamp(t, t, t.Location()) },
	"oneLine": func(limit int, s string) string { return text.OneLine(s, limit) },
	"size":    Size[int64],
	"who":     who,
	"capital": text.Capital,
	"join":    strings.Join,
}

// who is a colleague in the middle of a sentence: "you", "Rita Vance".
func who(p Person) string {
	if p.You {
		return "you"
	}
	return p.Name
}

// does is a colleague with a verb that fits: "you answer", "Rita Vance answers".
func does(p Person, you, others string) string {
	if p.You {
		return "you " + you
	}
	return p.Name + " " + others
}

// Span is a run of text as a page shows it.
type Span = span

// Spans parts a sentence at its marks, for pages.
func Spans(s string) []Span { return words(s) }

// span is a run of text; Code is what a reader may type as it stands, Strong what stands out.
type span struct {
	Text   string
	Code   bool
	Strong bool
}

// words parts a sentence at its backquotes, and at ** around what stands out.
func words(s string) []span {
	var out []span
	off := false // set off
	for i, part := range strings.Split(s, "`") {
		if i%2 == 1 {
			if part != "" {
				out = append(out, span{Text: part, Code: true})
			}
			continue
		}
		for j, run := range strings.Split(part, strong) {
			if j > 0 {
				off = !off
			}
			if run != "" {
				out = append(out, span{Text: run, Strong: off})
			}
		}
	}
	return out
}

// strong stands around what stands out.
const strong = "**"

// plain is a sentence without its marks, for plain text.
func plain(s string) string { return strings.ReplaceAll(s, strong, "") }

// link is an address that may be opened from a mail; nothing for any other.
func link(s string) htmltemplate.URL {
	for _, scheme := range []string{"mailto:", "tel:", "https:", "http:"} {
		if strings.HasPrefix(s, scheme) {
			return htmltemplate.URL(s)
		}
	}
	return ""
}

// bare is a web address as it is read: without its scheme.
func bare(s string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "/")
}

// specimen is a view of the same type with every field filled in.
func specimen(view any) any {
	v := reflect.New(reflect.TypeOf(view)).Elem()
	fill(v)
	return v.Interface()
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("specimen")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
