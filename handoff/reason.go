package handoff

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff/dates"
)

// Reason says why something was done or not done, or what is asked: a stable code, and what the sentence for people
// speaks of. The sentence itself stands in the templates; only what older versions stored has it as text.
type Reason struct {
	Code Code
	Says Code   `json:",omitempty"` // names the sentence where the code has several; empty: the code does
	Args []Arg  `json:",omitempty"` // what the sentence speaks of, in its order
	Text string `json:",omitempty"` // the whole sentence, as an older version stored it; never written any more
}

// Sentence names the sentence of the reason.
func (r Reason) Sentence() Code {
	if r.Says != "" {
		return r.Says
	}
	return r.Code
}

// String is the reason for a log: the name of the sentence and what it speaks of.
func (r Reason) String() string {
	parts := []string{string(r.Sentence())}
	if r.Text != "" {
		parts = append(parts, r.Text)
	}
	for _, a := range r.Args {
		parts = append(parts, a.String())
	}
	return strings.Join(parts, " ")
}

// UnmarshalJSON also takes a question as older versions stored it, which is its text alone.
func (r *Reason) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*r = Reason{}
		return json.Unmarshal(data, &r.Text)
	}
	type plain Reason
	return json.Unmarshal(data, (*plain)(r))
}

// Same says whether two reasons say the same.
func (r Reason) Same(other Reason) bool { return reflect.DeepEqual(r, other) }

// OfDate is what is asked about a date; empty if nothing is.
func OfDate(q dates.Question) Reason {
	if len(q) == 0 {
		return Reason{}
	}
	return Because("ask-date", ReasonArg(ofSentences(q)...))
}

func ofSentences(all []dates.Sentence) []Reason {
	out := make([]Reason, len(all))
	for i, s := range all {
		out[i] = Because(Code(s.Code), argsOf(s)...)
	}
	return out
}

func argsOf(s dates.Sentence) []Arg {
	var out []Arg
	for _, a := range s.Args {
		switch {
		case a.Words != "":
			out = append(out, WordsArg(a.Words))
		case !a.Time.IsZero():
			out = append(out, TimeArg(a.Time.UTC(), a.Time.Location().String()))
		case len(a.Sentences) > 0:
			out = append(out, ReasonArg(ofSentences(a.Sentences)...))
		default:
			out = append(out, NumberArg(a.Number))
		}
	}
	return out
}

// Wordless is the reason without what came by mail or was written by somebody: a mark stands there.
func (r Reason) Wordless() Reason {
	const mark = "…"
	if r.Text != "" {
		r.Text = mark
	}
	r.Args = slices.Clone(r.Args)
	for i := range r.Args {
		a := &r.Args[i]
		a.Reasons = slices.Clone(a.Reasons)
		for j, one := range a.Reasons {
			a.Reasons[j] = one.Wordless()
		}
		switch a.Kind {
		case ArgWords:
			a.Text = mark
		case ArgList:
			a.List = []string{mark}
		}
	}
	return r
}

// Asked is what a question says that an older version worded; empty: another one.
func (r Reason) Asked() string {
	if r.Code == "ask" && len(r.Args) == 1 {
		return r.Args[0].Text
	}
	return r.Text
}

// Empty says that there is no reason.
func (r Reason) Empty() bool { return r.Code == "" && r.Text == "" }

// Because is the reason of the given code. "code/case" is one of several sentences of the code.
func Because(code Code, args ...Arg) Reason {
	if before, _, several := strings.Cut(string(code), "/"); several {
		return Reason{Code: Code(before), Says: code, Args: args}
	}
	return Reason{Code: code, Args: args}
}

// as is the same reason under another code.
func (r Reason) as(code Code) Reason {
	return Reason{Code: code, Says: r.Sentence(), Args: r.Args, Text: r.Text}
}

// ArgKind says what an Arg is.
type ArgKind string

// What a sentence can speak of.
const (
	ArgPerson  ArgKind = "person"  // a colleague, by id; with an address instead, somebody else
	ArgTime    ArgKind = "time"    // an instant, with the zone in which it is told
	ArgSpan    ArgKind = "span"    // a duration
	ArgNumber  ArgKind = "number"  // a count
	ArgAddress ArgKind = "address" // a mail address
	ArgWords   ArgKind = "words"   // what is told as it stands: words of a mail, a name, a state
	ArgList    ArgKind = "list"    // several of those
	ArgReason  ArgKind = "reason"  // other reasons that the sentence contains
)

// Arg is one thing that a sentence speaks of.
type Arg struct {
	Kind    ArgKind   `json:"k"`
	Text    string    `json:"s,omitempty"` // the id of a person, the zone of a time, the address, the words
	Address string    `json:"a,omitempty"` // of a person who is no colleague
	Time    time.Time `json:"t,omitzero"`
	Number  int64     `json:"n,omitempty"` // a count, or a duration in nanoseconds
	List    []string  `json:"l,omitempty"`
	Reasons []Reason  `json:"r,omitempty"`
}

// String is the argument for a log.
func (a Arg) String() string {
	switch a.Kind {
	case ArgTime:
		return a.Time.In(Location(a.Text)).Format(time.RFC3339)
	case ArgSpan:
		return time.Duration(a.Number).String()
	case ArgNumber:
		return strconv.FormatInt(a.Number, 10)
	case ArgList:
		return strings.Join(a.List, ", ")
	case ArgReason:
		var all []string
		for _, r := range a.Reasons {
			all = append(all, r.String())
		}
		return strings.Join(all, ", ")
	}
	return a.Text + a.Address
}

// PersonArg is a colleague.
func PersonArg(id PersonID) Arg { return Arg{Kind: ArgPerson, Text: string(id)} }

// TimeArg is an instant as it is told in the zone.
func TimeArg(at time.Time, zone string) Arg { return Arg{Kind: ArgTime, Time: at, Text: zone} }

// SpanArg is a length of time.
func SpanArg(d time.Duration) Arg { return Arg{Kind: ArgSpan, Number: int64(d)} }

// NumberArg is a count.
func NumberArg[N int | int64](n N) Arg { return Arg{Kind: ArgNumber, Number: int64(n)} }

// AddressArg is a mail address.
func AddressArg(address string) Arg { return Arg{Kind: ArgAddress, Text: address} }

// WordsArg is what is told as it stands.
func WordsArg[S ~string](words S) Arg { return Arg{Kind: ArgWords, Text: string(words)} }

// ListArg is several of those.
func ListArg[S ~string](all []S) Arg { return Arg{Kind: ArgList, List: stringsOf(all)} }

// ReasonArg is other reasons, told one after the other.
func ReasonArg(rs ...Reason) Arg { return Arg{Kind: ArgReason, Reasons: rs} }

func stringsOf[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// aRecipient is whoever an action is for.
func aRecipient(r Recipient) Arg {
	if r.Person != "" {
		return PersonArg(r.Person)
	}
	return Arg{Kind: ArgPerson, Address: r.Address}
}

// writer is the sender of the fact.
func (t *turn) writer() Arg {
	return aRecipient(Recipient{Person: t.by().Person, Address: t.by().Address})
}

// when is an instant in the zone of the meeting.
func (t *turn) when(at time.Time) Arg { return TimeArg(at, t.h.Zone) }

// whenFor is an instant in the person's own zone.
func (t *turn) whenFor(id PersonID, at time.Time) Arg { return TimeArg(at, t.person(id).Zone) }
