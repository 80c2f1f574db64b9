package ics

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
)

// vector is a rule with its instances, as libical's tests state them.
type vector struct {
	Rule      string `json:"RRULE"`
	Start     string `json:"DTSTART"`
	From      string `json:"START-AT"`
	Instances string `json:"INSTANCES"`
}

// TestExpandVectors reads the rules of another implementation, which are not part of this repository. What is not
// supported must say so.
func TestExpandVectors(t *testing.T) {
	dir := os.Getenv("HANDOFFD_CORPUS")
	if dir == "" {
		t.Skip("set HANDOFFD_CORPUS to the folder that holds rrule_vectors/libical_rrule.json")
	}
	text, err := os.ReadFile(filepath.Join(dir, "rrule_vectors", "libical_rrule.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	right, disputed := 0, 0
	for _, v := range vectors {
		got, err := v.expand(t)
		switch {
		case err != nil:
			t.Errorf("%s: %v", v.Rule, err)
		case got == strings.Join(v.wanted(), ","):
			right++
		case strings.Contains(v.Instances, "UNIMPLEMENTED") || v.disputed(t, got):
			disputed++
			t.Logf("read differently: %s from %s: here %s, there %s", v.Rule, v.Start, shorten(got), shorten(v.Instances))
		default:
			t.Errorf("%s from %s:\n got %s\nwant %s", v.Rule, v.Start, shorten(got), shorten(v.Instances))
		}
	}
	t.Logf("%d vectors: %d right, %d read differently", len(vectors), right, disputed)
}

// disputed reports that a third implementation reads the rule as it is read here: libical takes the months of
// BYMONTHDAY without BYMONTH in a year's rule from DTSTART, and counts INTERVAL in years of weeks where there is
// BYWEEKNO.
func (v vector) disputed(t *testing.T, got string) bool {
	o, err := rrule.StrToROption(v.Rule)
	if err != nil {
		return false
	}
	o.Dtstart = instantTime(local(t, v.Start))
	r, err := rrule.NewRRule(*o)
	if err != nil {
		return false
	}
	var third []string
	next := r.Iterator()
	for at, ok := next(); ok && len(third) < strings.Count(got, ",")+1; at, ok = next() {
		third = append(third, v.write(at))
	}
	return strings.Join(third, ",") == got
}

func (v vector) write(at time.Time) string {
	switch {
	case len(v.Start) == 8:
		return at.Format(dateForm)
	case strings.HasSuffix(v.Start, "Z"):
		return at.Format(utcForm)
	}
	return at.Format("20060102T150405")
}

// wanted are the instances from START-AT on.
func (v vector) wanted() []string {
	list := strings.Split(v.Instances, ",")
	return list[sort.SearchStrings(list, v.From):]
}

func (v vector) expand(t *testing.T) (string, error) {
	r, err := parseRule(v.Rule)
	if err != nil {
		return "", err
	}
	start, from, until := local(t, v.Start), local(t, v.Start), int64(math.MaxInt64)
	if v.From != "" {
		from = local(t, v.From)
	}
	if r.until != "" {
		until = local(t, r.until)
	}
	limit := len(v.wanted())
	if strings.Contains(v.Rule, "COUNT=") || r.until != "" {
		limit++ // one too many would be seen
	}
	var got []string
	err = expand(r, start, until, from, local(t, "21500101"), &budget{maxRule}, func(at int64) {
		if len(got) < limit {
			got = append(got, v.write(instantTime(at)))
		}
	})
	return strings.Join(got, ","), err
}
