package web

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// lives are leads in every state, with who may say something of them.
var lives = map[string]func(r *rig) handoff.ID{
	"draft":    func(r *rig) handoff.ID { return r.hand("quinn", "Contact: Pat Kim <pat@globex.example>\n").ID },
	"offered":  func(r *rig) handoff.ID { return r.hand("quinn", globex).ID },
	"accepted": func(r *rig) handoff.ID { return r.accepted() },
	"past": func(r *rig) handoff.ID {
		id := r.accepted()
		r.now = r.lead(id).End.Add(time.Hour)
		return id
	},
	"held": func(r *rig) handoff.ID {
		id := r.accepted()
		r.now = r.lead(id).End.Add(time.Hour)
		r.as("rita").post("/h/"+string(id), "verb", "held")
		return id
	},
	"converted": func(r *rig) handoff.ID {
		id := r.accepted()
		r.now = r.lead(id).End.Add(time.Hour)
		r.as("rita").post("/h/"+string(id), "verb", "opportunity", "more", "HubSpot 123")
		return id
	},
	"returned": func(r *rig) handoff.ID {
		id := r.hand("quinn", globex).ID
		r.as("rita").post("/h/"+string(id), "verb", "reject:", "value", "budget", "more", "no money")
		return id
	},
	"escalated": func(r *rig) handoff.ID {
		id := r.hand("quinn", globex).ID
		r.as("rita").post("/h/"+string(id), "verb", "reject:", "value", "budget", "more", "no money")
		r.as("quinn").post("/h/"+string(id), "verb", "dispute", "more", "they have")
		return id
	},
	"nurture": func(r *rig) handoff.ID {
		id := r.hand("quinn", globex).ID
		r.as("rita").post("/h/"+string(id), "verb", "reject:", "value", "budget", "more", "no money")
		r.as("quinn").post("/h/"+string(id), "verb", "nurture until", "more", "1 March")
		return id
	},
}

func (r *rig) accepted() handoff.ID {
	id := r.hand("quinn", globex).ID
	b := r.as("rita")
	b.post("/h/"+string(id), "verb", "accept")
	b.post("/h/"+string(id), "verb", "replied")
	return id
}

// mailWords are words that somebody at a form has no use for: what to answer a mail with.
var mailWords = regexp.MustCompile("(?i)<code>|`|\\banswer\\b|Europe/Berlin”|once more to do")

// mistakes are typed where something else is meant.
var mistakes = []string{"xyzzy", "Blursday 25:00", "yesterday", "yesterday 15:00", "32 February", "tomorrow",
	"call someday", "17", "won", "I won it", "cancel it please", "held", "25 Nov 2027 at noon or later",
	"between 3 and 5", "Fri", "15:00", "Ben", "a\nb\nc", "I accept", "yes", "not me", "0h", "500h"}

// TestFormsAreAnsweredInTheirOwnWords: whatever is typed into a form that it does not take, the page says what the form
// takes, and not what a mail would; and the example beside each field is something that it takes.
func TestFormsAreAnsweredInTheirOwnWords(t *testing.T) {
	t.Parallel()
	tried, wrong := 0, 0
	for state, live := range lives {
		r := newRig(t, nil)
		id := live(r)
		h := r.lead(id)
		if string(h.State) != state && state != "past" {
			t.Fatalf("%s: it is %s", state, h.State)
		}
		for _, who := range []handoff.PersonID{"quinn", "rita", "mara"} {
			v := &visit{Server: r.Server, r: httptest.NewRequest(http.MethodGet, "/", nil), c: r.c, now: r.now,
				me: r.c.Person(who), scope: handoff.ScopeOf(r.c, who)}
			said := func(f filled) string {
				tried++
				_, err := r.Desk.Foresee(t.Context(), v.spokenOf(h, f))
				s := v.slipOf(h, f, err)
				if s == nil && err != nil {
					t.Fatalf("%s: %s, %s %q: %v", state, who, f.Verb, f.More, err)
				}
				if s == nil {
					return ""
				}
				wrong++
				var out strings.Builder
				if err := r.pages["lead"].ExecuteTemplate(&out, "slip", s); err != nil {
					t.Fatal(err)
				}
				return out.String()
			}
			for _, a := range v.answers(v.of(h), "") {
				f := filled{Verb: a.Verb, Field: a.field}
				for _, i := range a.Items[:min(1, len(a.Items))] {
					f.Values = []string{i.Value}
				}
				if strings.Contains(a.Effect, "`") {
					t.Errorf("%s: %s reads of %s: %s", state, who, a.Usage, a.Effect)
				}
				for _, f.More = range mistakes {
					if out := said(f); mailWords.MatchString(out) {
						t.Errorf("%s: %s, %s %q: %s", state, who, a.Verb, f.More, out)
					}
				}
				if f.More = ""; !a.Example() {
					continue
				}
				var example strings.Builder
				if err := r.pages["lead"].ExecuteTemplate(&example, "example", a); err != nil {
					t.Fatal(err)
				}
				f.More = example.String()
				if out := said(f); out != "" {
					t.Errorf("%s: %s, %s %q, its own example: %s", state, who, a.Verb, f.More, out)
				}
			}
		}
	}
	if tried < 1000 || wrong < 300 {
		t.Errorf("%d tried, %d mistakes", tried, wrong)
	}
}
