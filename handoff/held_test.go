package handoff

import (
	"slices"
	"testing"
	"time"
)

func TestReadSift(t *testing.T) {
	for text, want := range map[string]struct {
		take, drop []int
		ok         bool
	}{
		"take 3":                            {[]int{3}, nil, true},
		"Take 3.":                           {[]int{3}, nil, true},
		"drop 4-9":                          {nil, []int{4, 5, 6, 7, 8, 9}, true},
		"drop 4 – 6, 8 and 9":               {nil, []int{4, 5, 6, 8, 9}, true},
		"drop all":                          {nil, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}, true},
		"take: 1\ndrop 2-3":                 {[]int{1}, []int{2, 3}, true},
		"Hi,\n\ntake 1, 2\n\nThanks\nOlga":  {[]int{1, 2}, nil, true},
		"drop 2 2 2":                        {nil, []int{2}, true},
		"take 10":                           {nil, nil, false},
		"take 0":                            {nil, nil, false},
		"drop 5-2":                          {nil, nil, false},
		"drop -1":                           {nil, nil, false},
		"take 1\ndrop 1":                    {nil, nil, false},
		"take":                              {nil, nil, false},
		"drop some":                         {nil, nil, false},
		"take 1 to lunch":                   {nil, nil, false},
		"please take care":                  {nil, nil, false},
		"":                                  {nil, nil, false},
		"drop 99999999999999999999":         {nil, nil, false},
		"take 1\ntake this with some salt.": {nil, nil, false},
	} {
		got, ok := ReadSift(text, 9)
		if ok != want.ok || ok && (!slices.Equal(got.Take, want.take) || !slices.Equal(got.Drop, want.drop)) {
			t.Errorf("%q: %+v %v, want %+v", text, got, ok, want)
		}
	}
}

func FuzzReadSift(f *testing.F) {
	f.Add("drop 4-9, 12 and 14\ntake 1", 20)
	f.Fuzz(func(t *testing.T, text string, most int) {
		if most < 0 || most > 1000 {
			return
		}
		s, ok := ReadSift(text, most)
		for _, n := range slices.Concat(s.Take, s.Drop) {
			if ok && (n < 1 || n > most) {
				t.Fatalf("%q of %d: %d", text, most, n)
			}
		}
	})
}

func TestHeldLimits(t *testing.T) {
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	if got := (HeldLimits{}).Ends(now); !got.Equal(now.AddDate(0, 0, -14)) {
		t.Error(got)
	}
	if got := (HeldLimits{Days: 3}).Ends(now); !got.Equal(now.AddDate(0, 0, -3)) {
		t.Error(got)
	}
	if got := (HeldLimits{}).Bytes(); got != 200<<20 {
		t.Error(got)
	}
	for _, c := range []struct {
		colleague  bool
		size, kept int
		want       bool
	}{{true, HeldSize, HeldMost - 1, true}, {true, HeldSize + 1, 0, false}, {true, 10, HeldMost, false},
		{false, 10, 0, false}} {
		if got := KeptWhole(c.colleague, c.size, c.kept); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
