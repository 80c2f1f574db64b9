package handoff

import (
	"fmt"
	"testing"
	"time"

	"handoffd/calendar"
)

// BenchmarkConflict decides whether a meeting clashes with a calendar that has been read already and holds 10,000
// events, one an hour. If it does, other times are looked for, and none is found where every hour is full.
func BenchmarkConflict(b *testing.B) {
	const events = 10_000
	for _, bench := range []struct {
		name   string
		clash  bool
		length time.Duration
	}{{"free", false, 10 * time.Minute}, {"clash", true, 10 * time.Minute}, {"full", true, time.Hour}} {
		b.Run(bench.name, func(b *testing.B) {
			w := in(b, Accepted)
			w.withCalendars("rita", "ben", "yuki")
			c := w.look.Busy["rita"]
			for i := range events {
				if at := meeting.Add(time.Duration(i-events/2) * time.Hour); bench.clash || !at.Equal(meeting) {
					c.Busy = append(c.Busy, Taken{Span: calendar.Span{Start: at, End: at.Add(bench.length)}, Key: fmt.Sprint("k", i)})
				}
			}
			w.look.Busy["rita"] = c
			f := &CalendarChanged{About: About{At: w.now, Via: "calendar"}, Person: "rita"}
			e := w.env()
			for b.Loop() {
				d := Decide(w.h, f, e)
				if (d.Handoff.Clash != nil) != bench.clash {
					b.Fatalf("%s: clash %+v", d.Reason, d.Handoff.Clash)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/check")
		})
	}
}
