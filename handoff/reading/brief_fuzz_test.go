package reading

import (
	"slices"
	"strings"
	"testing"

	"handoffd/handoff"
)

func FuzzReadBrief(f *testing.F) {
	for _, s := range []string{
		"Need: faster quotes\nContact: Pat Kim <pat@globex.example>; \"Wong, Lee\" <lee@globex.example>\nWhen: Tue 24 Nov " +
			"15:00\nDuration: 30 min\nRep: Rita",
		"**Need** – a\n\n## Pain\nb\nTime\t15:00\nDate\n24 Nov\n| Place | x |",
		"Hi,\nwe meet on Tue 24 Nov at 15:00. pat@globex.example\nBest,\nQuinn",
		"Contact: @@<<>>,;()\nWhen: https://\nRep: \u202e\xff\nLength: 99999999 h", strings.Repeat("on ", 100),
		strings.Repeat("a@b.example,", 100),
	} {
		f.Add(s)
	}
	c := grammarConfig()
	f.Fuzz(func(t *testing.T, text string) {
		b := ReadBrief(c, c.Teams[0], text, grammarNow, handoff.Location("Europe/Berlin"))
		total := len(b.Place) + len(b.WishText)
		for k, v := range b.Fields {
			if total += len(v); len(v) > maxValue || strings.TrimSpace(v) == "" {
				t.Errorf("field %s has %d bytes", k, len(v))
			}
		}
		for _, p := range b.Prospects {
			if _, colleague := c.ByEmail(p.Address); colleague || !validAddress(p.Address) || len(p.Name) > 100 ||
				strings.ContainsAny(p.Name, "\r\n<>@") {
				t.Errorf("contact %v", p)
			}
		}
		if total > 2*maxBrief || len(b.Prospects) > handoff.MaxProspects || len(b.Ask) > maxAsks || b.Keys > maxLines {
			t.Errorf("unbounded: %d bytes, %d prospects, %d questions, %d keys", total, len(b.Prospects), len(b.Ask), b.Keys)
		}
		if !b.Start.IsZero() && b.Start.Before(grammarNow) || !b.End.IsZero() && !b.End.After(b.Start) ||
			b.Start.IsZero() && b.Zone != "" {
			t.Errorf("time %v to %v in %q", b.Start, b.End, b.Zone)
		}
		if b.Wish != "" && !slices.Contains(c.Teams[0].Reps, b.Wish) {
			t.Errorf("wish %q", b.Wish)
		}
	})
}

func BenchmarkReadBrief(b *testing.B) {
	c := grammarConfig()
	text := "Hi,\n\nCompany: Globex\nContact: Pat Kim <pat@globex.example>\nNeed: faster quotes\nin two " +
		"countries\nPain: quotes take days\nTimeframe: Q1\nWhen: Tue 24 Nov 2026 15:00\nRep: Bo\n\nThanks\nQuinn\n"
	for b.Loop() {
		ReadBrief(c, c.Teams[0], text, grammarNow, handoff.Location("Europe/Berlin"))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "briefs/s")
}

func BenchmarkReadBriefHostile(b *testing.B) {
	c := grammarConfig()
	text := strings.Repeat(strings.Repeat("on 24.11. a@b.example - need: ", 11)+"\n", 200)
	for b.Loop() {
		ReadBrief(c, c.Teams[0], text, grammarNow, handoff.Location("Europe/Berlin"))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}
