package main

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"handoffd/calendar/calendartest"
	"handoffd/mail/mailtest"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// exampleConfig is the config that is shipped.
const exampleConfig = "../../config.toml.example"

func readText(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMain(m *testing.M) {
	// Of the process, so that tests which only read them can run side by side.
	for name, value := range map[string]string{"HANDOFFD_PASSWORD": mailtest.RealPassword,
		"HANDOFFD_DAY": calendartest.Password} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	testscript.Main(withFlowHost{m}, map[string]func(){"handoffd": main})
}

// withFlowHost runs the tests and then ends the servers that flows share.
type withFlowHost struct{ *testing.M }

// Run implements testscript.TestingM.
func (m withFlowHost) Run() int {
	code := m.M.Run()
	if flowUsed.Load() {
		stopFlowHost()
	}
	return code
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "Europe/Berlin")
			e.Setenv("GORACE", "atexit_sleep_ms=0") // under -race each process would else wait a second
			text, err := os.ReadFile(exampleConfig)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "config.toml"), text, 0o644)
		},
	})
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config, bad := exampleConfig, write("bad.toml", "x = 1\n")
	when := func(config string, more ...string) []string {
		return append([]string{"when", "--config", config, "--from", "2026-11-27T15:00:00Z"}, more...)
	}
	tests := []struct {
		args []string
		want int
	}{
		{[]string{"version"}, exitDone},
		{[]string{"--help"}, exitDone},
		{[]string{"date", "Tue or Wed"}, exitFailed},
		{[]string{"date", "--json", "Tue or Wed"}, exitFailed},
		{[]string{"date", "Thu 25:00"}, exitFailed},
		{when(config, "--rep", "rita"), exitDone},
		{when(config, "--rep", "nobody"), exitUsage},
		{when(bad, "--rep", "rita"), exitFailed},
		{[]string{"read", filepath.Join(dir, "none.eml")}, exitFailed},
		{[]string{"verify", filepath.Join(dir, "none.zip")}, exitFailed},
		{[]string{"help", "nonsense"}, exitUsage},
		{nil, exitDone},
		{[]string{"nonsense"}, exitUsage},
		{[]string{"demo", "--break", "z"}, exitUsage},
		{[]string{"date"}, exitUsage},
		{when(config), exitUsage},
		{when(config, "--rep", "rita", "--start", "2026-11-27T14:00:00Z"), exitUsage},
	}
	for _, test := range tests {
		var out, errs strings.Builder
		got := run(t.Context(), test.args, streams{out: &out, err: &errs, now: time.Now})
		if got != test.want {
			t.Errorf("%q: exit code %d, want %d (%s)", test.args, got, test.want, errs.String())
		}
		if slices.Contains(test.args, "z") && !strings.Contains(errs.String(), "these are told: a (the rep replies") {
			t.Errorf("the stories are not named: %s", errs.String())
		}
		if asked := out.String() != ""; (got == exitDone) != (errs.Len() == 0) && !asked || got == exitUsage && strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("%q: exit code %d with %q on standard error", test.args, got, errs.String())
		}
	}
}

// TestReadBoundsMail feeds one byte more than a mail may have.
func TestReadBoundsMail(t *testing.T) {
	var out, errs strings.Builder
	endless := io.LimitReader(zeros{}, maxMail+1)
	if code := run(t.Context(), []string{"read", "-"}, streams{in: endless, out: &out, err: &errs,
		now: time.Now}); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if want := "handoffd: read mail: - is larger than 50 MiB, more than any mail that is taken in\n"; errs.String() != want || out.Len() > 0 {
		t.Errorf("got %q and %q, want %q", errs.String(), out.String(), want)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// BenchmarkStart is what every command pays before it begins: building and parsing the command line.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		code := run(b.Context(), []string{"version"}, streams{out: io.Discard, err: io.Discard, now: time.Now})
		if code != exitDone {
			b.Fatalf("exit code %d", code)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "starts/s")
}
