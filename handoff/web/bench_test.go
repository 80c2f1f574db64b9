package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// fill keeps so many open leads, spread over the reps and qualifiers of the team.
func (r *rig) fill(n int) {
	r.t.Helper()
	base := r.hand("quinn", globex)
	reps, qualifiers := r.c.Teams[0].Reps, r.c.Teams[0].Qualifiers
	for from := 0; from < n; from += 500 {
		err := r.Store.Update(context.Background(), func(tx *store.Tx) error {
			for i := from; i < min(from+500, n); i++ {
				h := base
				h.ID, h.Version = handoff.ID(fmt.Sprintf("HO-%06d", i)), 1
				h.UID, h.Token = fmt.Sprintf("uid-%d", i), fmt.Sprintf("token-%d", i)
				h.Qualifier = qualifiers[i%len(qualifiers)]
				h.Prospects = []handoff.Contact{{Name: fmt.Sprintf("Pat %d", i), Address: fmt.Sprintf("p%d@globex.example", i)}}
				h.Assignments = slices.Clone(h.Assignments)
				h.Assignments[0].Rep, h.Assignments[0].UID = reps[i%len(reps)], fmt.Sprintf("turn-%d", i)
				h.Start, h.End = h.Start.Add(time.Duration(i)*time.Hour), h.End.Add(time.Duration(i)*time.Hour)
				h.Next = handoff.Next{Owner: reps[i%len(reps)], At: r.now.Add(time.Duration(i) * time.Minute),
					What: handoff.DueWindow}
				if err := tx.Save(h); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			r.t.Fatal(err)
		}
	}
}

// memory is what the process takes now, and the most it ever took, in MiB; with it the servers of a database are left
// out, and those who watch are in.
func memory(b *testing.B) (now, most float64) {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("memory is told by /proc only: ", err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		var kib float64
		switch {
		case strings.HasPrefix(line, "VmRSS:"):
			_, _ = fmt.Sscanf(line, "VmRSS: %f", &kib)
			now = kib / 1024
		case strings.HasPrefix(line, "VmHWM:"):
			_, _ = fmt.Sscanf(line, "VmHWM: %f", &kib)
			most = kib / 1024
		}
	}
	return now, most
}

// processor is the time that the process has used of processors; it tells more than a clock on a machine that has other
// work as well.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPages measures the pages with 10,000 open leads, while 200 others are open and watch; on PostgreSQL with
// HANDOFFD_TEST_DATABASE=postgres.
func BenchmarkPages(b *testing.B) {
	database, server := storetest.Measured(b)
	r := newRigOn(b, database, nil)
	r.fill(10_000)
	storetest.Known(b, database)
	runtime.GC()
	filled, _ := memory(b)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	go func() { _ = r.Serve(ctx, l, "", "") }()
	watchers := []*browser{r.as("rita"), r.as("mara"), r.as("quinn"), r.as("ben")}
	client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 0}}
	for i := range 200 {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+l.Addr().String()+"/live", nil)
		for k, v := range watchers[i%len(watchers)].cookies {
			req.AddCookie(&http.Cookie{Name: k, Value: v})
		}
		res, err := client.Do(req)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res, err)
		}
		defer res.Body.Close()
	}
	for _, page := range []struct {
		who  handoff.PersonID
		path string
	}{{"rita", "/"}, {"mara", "/board"}, {"mara", "/board?q=p9999"}, {"mara", "/review"}, {"rita", "/h/HO-000000"}} {
		b.Run(string(page.who)+page.path, func(b *testing.B) {
			r.crowd, r.each = newLimits(rate{1e9, 1e9}), newLimits(rate{1e9, 1e9})
			browser := r.as(page.who)
			var took []time.Duration
			before := processor(b) + server()
			for b.Loop() {
				begun := time.Now()
				if code, body := browser.get(page.path); code != http.StatusOK {
					b.Fatal(code, body, r.logs)
				}
				took = append(took, time.Since(begun))
			}
			used := processor(b) + server() - before
			b.ReportMetric(float64(used.Microseconds())/1000/float64(len(took)), "cpu-ms/op")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	b.Run("memory", func(b *testing.B) {
		for b.Loop() { // it is there
		}
		now, most := memory(b)
		b.ReportMetric(filled, "MiB-before")
		b.ReportMetric(now, "MiB-served")
		b.ReportMetric(most, "MiB-most")
		b.ReportMetric(0, "ns/op")
	})
}
