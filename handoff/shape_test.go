package handoff

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// everyKept is all that decisions are kept as.
type everyKept struct {
	Handoff Handoff
	Actions []Action
	Moments []Moment
	Lookups Lookups
	Load    map[PersonID]Load
	Reason  Reason
	Detail  Detail
	Busy    map[PersonID]Calendar
	Entry   *Entry
	Lines   Lines
	Span    calendar.Span
	Bytes   []byte
	Numbers [3]uint16
	Part    float64
	Count   map[int]bool
}

// TestAppendJSON writes what encoding/json writes, byte for byte, of whatever there may be in what is kept.
func TestAppendJSON(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var s everyKept
		setAnything(r, reflect.ValueOf(&s).Elem(), 0)
		sameJSON(r, &s)
		for _, kind := range kinds {
			f := kind()
			setAnything(r, reflect.ValueOf(f).Elem(), 2)
			sameJSON(r, f)
		}
	})
}

func TestAppendJSONOfLives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.h = Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
		for range rapid.IntRange(1, 15).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(r, "minutes")) * time.Minute)
			f := drawFact(r, w)
			d := Decide(w.h, f, w.env())
			w.h = d.Handoff
			sameJSON(r, f)
			sameJSON(r, &d.Handoff)
			sameJSON(r, &d.Actions)
			sameJSON(r, &d.Moments)
		}
	})
}

func sameJSON(r *rapid.T, pointer any) {
	want, err := json.Marshal(pointer)
	got, e := AppendJSON([]byte("before"), pointer)
	if (err == nil) != (e == nil) {
		r.Fatalf("%T: error %v, want %v", pointer, e, err)
	}
	if err == nil && string(got) != "before"+string(want) {
		r.Fatalf("%T\n%s, want\n%s", pointer, got, want)
	}
}

// TestReadJSON reads what encoding/json reads, of what was written and of what is damaged or written otherwise.
func TestReadJSON(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var s everyKept
		setAnything(r, reflect.ValueOf(&s).Elem(), 0)
		text, err := AppendJSON(nil, &s.Handoff)
		if err != nil {
			return // an instant beyond the year 9999
		}
		readsSame(r, string(text), new(Handoff))
		damaged := slices.Clone(text)
		for range rapid.IntRange(0, 3).Draw(r, "damage") {
			at := rapid.IntRange(0, len(damaged)-1).Draw(r, "at")
			what := rapid.SampledFrom(strings.Split(`{ } [ ] , : " \\ 0 1 - n null true . Ü é x`, " ")).Draw(r, "what")
			end := at + rapid.IntRange(0, min(2, len(damaged)-at)).Draw(r, "end")
			damaged = slices.Replace(damaged, at, end, []byte(what)...)
		}
		readsSame(r, string(damaged), new(Handoff))
		if text, err = AppendJSON(nil, &s); err == nil {
			readsSame(r, string(text), new(everyKept))
		}
	})
}

// TestReadJSONOfLives leaves no life that was written here to encoding/json.
func TestReadJSONOfLives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.h = Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
		for range rapid.IntRange(1, 15).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(r, "minutes")) * time.Minute)
			w.h = Decide(w.h, drawFact(r, w), w.env()).Handoff
		}
		text, err := AppendJSON(nil, &w.h)
		if err != nil {
			r.Fatal(err)
		}
		readsSame(r, string(text), new(Handoff))
		one := reader{text: string(text)}
		if !one.value(shapeOf(handoffType), reflect.ValueOf(new(Handoff)).Elem()) {
			r.Fatalf("not read from %s", one.text[one.at:])
		}
	})
}

// TestReadJSONIsNotDeep: what stands in more lists than anything here goes to encoding/json, which bounds it.
func TestReadJSONIsNotDeep(t *testing.T) {
	nested := func(n int) string {
		return strings.Repeat(`{"Code":"c","Args":[{"k":"reason","r":[`, n) + strings.Repeat(`]}]}`, n)
	}
	for n, here := range map[int]bool{1: true, deepest / 2: true, deepest/2 + 1: false} {
		one := reader{text: nested(n)}
		if got := one.value(shapeOf(reflect.TypeFor[Reason]()), reflect.ValueOf(new(Reason)).Elem()); got != here {
			t.Errorf("%d deep: read here %v, want %v", n, got, here)
		}
		readsSame(t, nested(n), new(Reason))
	}
	if err := ReadJSON(nested(100_000), new(Reason)); err == nil {
		t.Error("a reason without end was read")
	}
}

// FuzzReadJSON reads whatever stands in a row as encoding/json does.
func FuzzReadJSON(f *testing.F) {
	w := newWorld(f)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	text, err := AppendJSON(nil, &h)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(`{"ID":"HO-1","Version":1,"Questions":["as it was stored once"],"Why":{"Code":"\u00e9","Args":[{"k":"n","n":-0}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<16 {
			readsSame(t, text, new(Handoff))
		}
	})
}

func readsSame(r interface{ Fatalf(string, ...any) }, text string, pointer any) {
	want := reflect.New(reflect.TypeOf(pointer).Elem()).Interface()
	err, wrong := ReadJSON(text, pointer), json.Unmarshal([]byte(text), want)
	if (err == nil) != (wrong == nil) || err == nil && !reflect.DeepEqual(pointer, want) {
		r.Fatalf("%s\nis %+v (%v), want\n%+v (%v)", text, pointer, err, want, wrong)
	}
}

var details = []Detail{IntroDetail{}, RelayDetail{}, ProposalDetail{}, CopyDetail{}, BlockDetail{}, EscalationDetail{},
	ReceiptDetail{}, QuestionDetail{}, NoticeDetail{}, EchoDetail{}, ConfirmDetail{}, ServiceDetail{}}

// setAnything sets whatever is there to something, the deeper the more often to nothing.
func setAnything(r *rapid.T, v reflect.Value, depth int) {
	if depth > 0 && rapid.IntRange(0, depth).Draw(r, "fill") > 1 {
		return
	}
	switch {
	case v.Type() == instantType:
		at := time.Unix(rapid.Int64Range(-1<<36, 1<<38).Draw(r, "s"), rapid.Int64Range(0, 1e9-1).Draw(r, "ns"))
		zone := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/St_Johns"}).Draw(r, "zone")
		v.Set(reflect.ValueOf(at.In(Location(zone))))
		return
	case v.Kind() == reflect.Interface:
		d := reflect.New(reflect.TypeOf(rapid.SampledFrom(details).Draw(r, "detail"))).Elem()
		setAnything(r, d, depth+1)
		v.Set(d)
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(r, "bool"))
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(rapid.Int32().Draw(r, "int")))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		v.SetUint(uint64(rapid.Uint8().Draw(r, "uint")))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(r, "float"))
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "rita", "<a@b.example>", "é & \u2028\u2029",
			"\xff\xc3", "\"\\\b\f\n\r\t\x00\x7f", "\ufffd", "日本"})).Draw(r, "text"))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		setAnything(r, v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(r, "n"), 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			setAnything(r, v.Index(i), depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range rapid.IntRange(0, 3).Draw(r, "n") {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			setAnything(r, key, 0)
			setAnything(r, value, depth+1)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				setAnything(r, v.Field(i), depth+1)
			}
		}
	default:
		r.Fatalf("%s is a new kind", v.Type())
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	w := newWorld(b)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	b.ReportAllocs()
	var room []byte
	for b.Loop() {
		room, _ = AppendJSON(room[:0], &h)
	}
}

func BenchmarkReadJSON(b *testing.B) {
	w := newWorld(b)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	data, _ := json.Marshal(h)
	text := string(data)
	b.ReportAllocs()
	for b.Loop() {
		if err := ReadJSON(text, new(Handoff)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	w := newWorld(b)
	h := Decide(w.h, fixtureBrief(w.now), w.env()).Handoff
	data, _ := json.Marshal(h)
	b.ReportAllocs()
	for b.Loop() {
		if err := json.Unmarshal(data, new(Handoff)); err != nil {
			b.Fatal(err)
		}
	}
}
