package calendar

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// wrap builds the id that Exchange makes of a foreign UID.
func wrap(uid string, instance [4]byte) []byte {
	data := append([]byte("vCal-Uid\x01\x00\x00\x00"), uid...)
	data = append(data, 0)
	raw := append([]byte("\x04\x00\x00\x00\x82\x00\xe0\x00\x74\xc5\xb7\x10\x1a\x82\xe0\x08"), instance[:]...)
	raw = append(raw, make([]byte, 16)...)
	raw = binary.LittleEndian.AppendUint32(raw, uint32(len(data)))
	return append(raw, data...)
}

func TestNormalizeUID(t *testing.T) {
	const uid = "3f1c-77@handoff.acme.example"
	none, july := wrap(uid, [4]byte{}), wrap(uid, [4]byte{7, 0xea, 7, 1})
	native := "040000008200E00074C5B7101A82E0080000000090E19664858ED20100000000000000001000000065C3A9E7B2A1F4459D2B2F0D0B6A1C55"
	for name, c := range map[string]struct{ in, want string }{
		"plain":      {"  " + uid + "\r\n", uid},
		"hex":        {strings.ToUpper(hex.EncodeToString(none)), uid},
		"lower hex":  {hex.EncodeToString(none), uid},
		"instance":   {hex.EncodeToString(july), uid},
		"base64":     {base64.StdEncoding.EncodeToString(none), uid},
		"base64 day": {base64.StdEncoding.EncodeToString(july), uid},
		"native":     {native, native},
		"cut":        {strings.ToUpper(hex.EncodeToString(none[:60])), strings.ToUpper(hex.EncodeToString(none[:60]))},
		"odd":        {"040000008200E00074C5B7101A82E00", "040000008200E00074C5B7101A82E00"},
		"line break": {hex.EncodeToString(wrap("a\r\nb", [4]byte{})), hex.EncodeToString(wrap("a\r\nb", [4]byte{}))},
		"empty":      {hex.EncodeToString(wrap("", [4]byte{})), hex.EncodeToString(wrap("", [4]byte{}))},
	} {
		if got := NormalizeUID(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzNormalizeUID(f *testing.F) {
	f.Add(hex.EncodeToString(wrap("a@b.example", [4]byte{})))
	f.Add(base64.StdEncoding.EncodeToString(wrap("a@b.example", [4]byte{})))
	f.Fuzz(func(t *testing.T, s string) {
		once := NormalizeUID(s)
		if once == "" && strings.TrimSpace(s) != "" {
			t.Errorf("%q became nothing", s)
		}
	})
}

func at(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC) }

func TestOverlaps(t *testing.T) {
	s := Span{at(9), at(11)}
	for _, c := range []struct {
		from, to int
		want     bool
	}{{8, 9, false}, {8, 10, true}, {9, 11, true}, {10, 10, true}, {10, 12, true}, {11, 12, false}, {7, 13, true}} {
		if got := s.Overlaps(Span{at(c.from), at(c.to)}); got != c.want {
			t.Errorf("%d to %d: %v", c.from, c.to, got)
		}
	}
}

func TestMerge(t *testing.T) {
	got := Merge([]Span{{at(15), at(16)}, {at(9), at(10)}, {at(10), at(11)}, {at(13), at(13)}, {at(9), at(12)},
		{at(11), at(10)}})
	want := []Span{{at(9), at(12)}, {at(15), at(16)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMergeKeepsEveryInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hour := rapid.IntRange(0, 40)
		var spans []Span
		for range rapid.IntRange(0, 12).Draw(t, "spans") {
			spans = append(spans, Span{at(hour.Draw(t, "start")), at(hour.Draw(t, "end"))})
		}
		covered := func(list []Span, h int) bool {
			for _, s := range list {
				if s.Overlaps(Span{at(h), at(h + 1)}) && s.Start.Before(s.End) {
					return true
				}
			}
			return false
		}
		var before [41]bool
		for h := range before {
			before[h] = covered(spans, h)
		}
		merged := Merge(spans)
		for h := range before {
			if covered(merged, h) != before[h] {
				t.Fatalf("hour %d: was %v", h, before[h])
			}
		}
		for i := 1; i < len(merged); i++ {
			if !merged[i-1].End.Before(merged[i].Start) {
				t.Fatalf("%v and %v are not apart", merged[i-1], merged[i])
			}
		}
	})
}
