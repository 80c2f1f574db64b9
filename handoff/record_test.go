package handoff

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestCanonicalKnowsEveryType looks for fields of a handoff that could not be told.
func TestCanonicalKnowsEveryType(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(typ reflect.Type, at string)
	look = func(typ reflect.Type, at string) {
		if seen[typ] || typ == reflect.TypeFor[time.Time]() {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Bool, reflect.String, reflect.Int, reflect.Int64:
		case reflect.Slice, reflect.Pointer:
			look(typ.Elem(), at)
		case reflect.Map:
			if typ.Key().Kind() != reflect.String {
				t.Errorf("%s is a map whose keys are no strings", at)
			}
			look(typ.Elem(), at)
		case reflect.Struct:
			for f := range typ.Fields() {
				if !f.IsExported() {
					t.Errorf("%s.%s is not exported: it is not stored, and not told", at, f.Name)
				}
				look(f.Type, at+"."+f.Name)
			}
		default:
			t.Errorf("%s is a %s", at, typ)
		}
	}
	look(reflect.TypeFor[Handoff](), "Handoff")
}

func TestCanonical(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 500, Location("Europe/Berlin"))
	h := Handoff{ID: "HO-1", Subject: "a \"b\"\n\\ <é>\xff", Start: at,
		Brief:   map[string]string{"pain": "x", "need": "", "a": "y"},
		Missing: []string{"", "when"}, Guests: []Guest{{}, {Sequence: 2}}, Prospects: []Contact{}, Clash: &Clash{},
		Assignments: []Assignment{{Window: time.Hour, Require: []Requirement{}}}}
	const want = `{"Assignments":[{"Window":3600000000000}],"Brief":{"a":"y","pain":"x"},"Clash":{},` +
		`"Guests":[{},{"Sequence":2}],"ID":"HO-1","Missing":["","when"],` +
		`"Start":"2026-11-23T08:00:00.0000005Z","Subject":"a \"b\"\u000a\\ <é>` + "\ufffd" + `"}`
	if got := string(Canonical(&h)); got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	if !json.Valid(Canonical(&h)) {
		t.Error("it is no JSON")
	}
}

// TestCanonicalOfStored lives random lives: a handoff that was stored and read says the same, and every change that
// JSON shows is told.
func TestCanonicalOfStored(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.h = Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
		before := w.h
		for range rapid.IntRange(1, 15).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(r, "minutes")) * time.Minute)
			before, w.h = w.h, Decide(w.h, drawFact(r, w), w.env()).Handoff
		}
		data, err := json.Marshal(w.h)
		var read Handoff
		if err != nil || json.Unmarshal(data, &read) != nil {
			r.Fatal(err)
		}
		if Sum(&read) != Sum(&w.h) {
			r.Fatalf("stored and read it is another one:\n%s\n%s", Canonical(&w.h), Canonical(&read))
		}
		old, _ := json.Marshal(before)
		if same := Sum(&before) == Sum(&w.h); same != (string(old) == string(data)) {
			r.Fatalf("same %v, but the JSON is\n%s\n%s", same, old, data)
		}
	})
}

func canonical(v any) []byte {
	return appendCanonical(nil, shapeOf(reflect.TypeOf(v)), reflect.ValueOf(v))
}

// TestCanonicalIsIndifferent to fields that were added and are empty, and to their order.
func TestCanonicalIsIndifferent(t *testing.T) {
	type before struct {
		B string
		A []int
	}
	type after struct {
		A      []int
		New    string
		Since  time.Time
		Sub    struct{ X []string }
		Ptr    *int
		B      string
		Of     map[string]bool
		Hidden int `json:"-"`
	}
	one := string(canonical(before{B: "b", A: []int{0, 1}}))
	with := after{B: "b", A: []int{0, 1}, Sub: struct{ X []string }{[]string{}}, Hidden: 3,
		Of: map[string]bool{"x": false}}
	other := string(canonical(with))
	if one != other {
		t.Errorf("%s is not %s", one, other)
	}
}

func BenchmarkSum(b *testing.B) {
	w := newWorld(b)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	data, _ := json.Marshal(h)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Sum(&h)
	}
}

func BenchmarkMarshal(b *testing.B) {
	w := newWorld(b)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	b.ReportAllocs()
	for b.Loop() {
		_, _ = json.Marshal(h)
	}
}
