package metrics

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"go.yaml.in/yaml/v2"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/vitals"
)

// shown is a service with everything that has a figure.
func shown(t *testing.T) *Metrics {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), filepath.Join(dir, "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	c := &handoff.Config{Hash: "x", Address: "handoff@acme.example", Admin: "olga"}
	w := vitals.New(vitals.Options{Store: s, Config: func() *handoff.Config { return c },
		Now: func() time.Time { return now }, Folder: dir, Backup: dir, Most: time.Hour})
	box := w.Mailbox("handoff@acme.example/INBOX")
	w.Diary("rita", "https://secret.example/rita.ics", nothing{})
	m := New(Options{Store: s, Watch: w, Now: func() time.Time { return now }, Version: "1.2.3"})
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		if err := tx.PutTrouble(handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleDiary,
			Name: "rita https://secret.example"}, From: now}); err != nil {
			return err
		}
		return tx.Enqueue([]handoff.Action{handoff.ServiceMail("x", "olga", handoff.ServiceDetail{Text: "x"})},
			now.Add(-time.Hour))
	})
	if err != nil {
		t.Fatal(err)
	}
	box.Noticed()
	box.Polled([]time.Time{now.Add(time.Second)}, nil)
	box.Taken()
	now = now.Add(time.Minute)
	m.Took(handoff.MailTaken, "human_reply")
	m.Decided(handoff.KindDeadline, handoff.Escalated, 3*time.Second)
	m.Sent(handoff.PurposeInvite, "smtp")
	m.Failed(handoff.PurposeBrief)
	return m
}

type nothing struct{}

func (nothing) Schedule(context.Context, string, time.Time, time.Time) (calendar.Schedule, error) {
	return calendar.Schedule{}, nil
}

func page(t *testing.T, m *Metrics, path string, ready string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler(func() string { return ready }).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// TestMetrics: Prometheus' own lint finds nothing, every figure is there, and nobody is named.
func TestMetrics(t *testing.T) {
	t.Parallel()
	code, text := page(t, shown(t), "/metrics", "")
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil || len(problems) > 0 || code != http.StatusOK {
		t.Errorf("%d %v %+v", code, err, problems)
	}
	for _, want := range []string{
		`handoffd_build_info{version="1.2.3"} 1`, `handoffd_measured 1`,
		`handoffd_mails_received_total{kind="human_reply",verdict="taken"} 1`,
		`handoffd_mails_sent_total{purpose="invite",via="smtp"} 1`,
		`handoffd_mails_refused_total{purpose="brief"} 1`,
		`handoffd_decisions_total{fact="deadline",state="escalated"} 1`,
		`handoffd_deadline_lag_seconds_bucket{le="5"} 1`, `handoffd_notice_decision_seconds_count 1`,
		`handoffd_outbox_rows{state="ready"} 1`, `handoffd_outbox_rows{state="waiting"} 0`,
		`handoffd_outbox_oldest_ready_age_seconds 3660`, `handoffd_handoffs_open{state="offered"} 0`,
		`handoffd_source_read_age_seconds{kind="mailbox",source="1"} 60`,
		`handoffd_colleague_calendars{state="untried"} 1`, `handoffd_troubles_open{kind="diary"} 1`,
		`handoffd_outages_open{kind="mailbox"} 0`, `handoffd_database_bytes{part="log"} `, `handoffd_disk_free_bytes `,
		`handoffd_backup_age_seconds `, `go_goroutines `, `process_open_fds `,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not there:\n%s", want, text)
		}
	}
	for _, secret := range []string{"@", "acme", "rita", "secret.example", "olga", "HO-"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is shown", secret)
		}
	}
}

// TestHealth: alive while the database answers, ready when it serves as well.
func TestHealth(t *testing.T) {
	t.Parallel()
	m := shown(t)
	for _, row := range []struct {
		path, why string
		code      int
		body      string
	}{
		{"/healthz", "later", 200, "ok\n"}, {"/readyz", "later", 503, "later\n"}, {"/readyz", "", 200, "ok\n"},
		{"/", "", 404, ""},
	} {
		if code, body := page(t, m, row.path, row.why); code != row.code || row.body != "" && body != row.body {
			t.Errorf("%s: %d %q", row.path, code, body)
		}
	}
	_ = m.options.Store.Close()
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, body := page(t, m, path, ""); code != 503 || !strings.Contains(body, "database") {
			t.Errorf("%s without a database: %d %q", path, code, body)
		}
	}
	if code, text := page(t, m, "/metrics", ""); code != 200 || !strings.Contains(text, "handoffd_measured 0") {
		t.Errorf("metrics without a database: %d\n%s", code, text)
	}
}

// TestServeEndsWithItsContext answers over a socket until it is told to stop.
func TestServeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	m := shown(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Serve(ctx, l, m.Handler(func() string { return "" }), m.options.Watch.Log)
	}()
	got, err := http.Get("http://" + l.Addr().String() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(got.Body)
	_ = got.Body.Close()
	stop()
	<-ended
	if string(body) != "ok\n" {
		t.Errorf("%q", body)
	}
	if _, err := http.Get("http://" + l.Addr().String() + "/healthz"); err == nil {
		t.Error("it listens on")
	}
}

var metricName = regexp.MustCompile(`\b(?:handoffd|go|process)_[a-z0-9_]+`)

// known are the names that queries may use: those that are shown.
func known(t *testing.T) []string {
	t.Helper()
	_, text := page(t, shown(t), "/metrics", "")
	var out []string
	for line := range strings.Lines(text) {
		if name := metricName.FindString(line); name != "" && !strings.HasPrefix(line, "#") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestDashboardAndRules: what .install ships can be read, and asks for nothing that is not shown.
func TestDashboardAndRules(t *testing.T) {
	t.Parallel()
	names := known(t)
	asked := map[string][]string{"dashboard": queriesOfDashboard(t), "rules": queriesOfRules(t)}
	for what, queries := range asked {
		if len(queries) < 8 {
			t.Errorf("%s: %d queries", what, len(queries))
		}
		for _, q := range queries {
			used := metricName.FindAllString(q, -1)
			if len(used) == 0 && !strings.HasPrefix(q, "up{") {
				t.Errorf("%s: %q asks for nothing", what, q)
			}
			for _, name := range used {
				if !slices.Contains(names, name) {
					t.Errorf("%s: %q asks for %s, which is not shown", what, q, name)
				}
			}
			if strings.Count(q, "(") != strings.Count(q, ")") || strings.Count(q, "{") != strings.Count(q, "}") ||
				strings.Count(q, `"`)%2 != 0 {
				t.Errorf("%s: %q is not closed", what, q)
			}
		}
	}
}

func readInstall(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../../.install", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func queriesOfRules(t *testing.T) []string {
	t.Helper()
	var file struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.UnmarshalStrict(readInstall(t, "handoffd-alerts.yml"), &file); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Labels["severity"] == "" || r.Annotations["summary"] == "" ||
				r.Annotations["description"] == "" {
				t.Errorf("%+v does not say what it is", r)
			}
			if _, err := time.ParseDuration(r.For); err != nil {
				t.Errorf("%s: %v", r.Alert, err)
			}
			out = append(out, r.Expr)
		}
	}
	return out
}
