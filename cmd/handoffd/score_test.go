package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// corpusEnv names the folder of real mails and calendars that handoffd is measured on. It is no part of this project:
// the mails in it are other people's.
const corpusEnv = "HANDOFFD_CORPUS"

// floors are the parts of each group of classes that have to be right, in percent.
var floors = []struct {
	group   string
	classes []string
	right   func(scored) bool
	percent float64
}{
	{"calendar mail", []string{"imip_reply", "imip_counter", "imip_cancel", "imip_declinecounter", "imip_other"}, all,
		100},
	{"automatic", []string{"auto_reply"}, all, 100},
	{"decoys", []string{"decoy_not_auto", "decoy_not_bounce"}, all, 100},
	{"delays and successes", []string{"dsn_delay", "dsn_success"}, all, 100},
	{"receipts and complaints", []string{"read_receipt", "feedback_report"}, all, 100},
	{"bounces as bounces", []string{"bounce_permanent", "bounce_soft_or_policy", "bounce_unlabelled", "bounce_malformed"},
		kind, 98},
	{"bounces, permanent or not", []string{"bounce_permanent"}, all, 90},
	{"human mail as human", []string{"human_reply"}, kind, 100},
	{"new text of human mail", []string{"human_reply"}, all, 95},
	{"hostile and malformed", []string{"hostile", "mime_charset", "mime_generic", "mime_malformed"}, all, 100},
	{"calendars", []string{"ics_busy", "ics_malformed"}, all, 97},
}

// disputed are labels that the RFC, or what people need, contradicts. They are shown and counted, but not held against
// the floors.
var disputed = map[string]string{
	"dsn_delay/flanker__delayed.eml": "Action: failed and \"will be deleted from queue\" " +
		"is no delay (RFC 3464 section 2.3.3)",
	"bounce_soft_or_policy/set-of-emails__lhost-exim-41.bsd.eml": "\"has not yet been delivered\" is a delay, and " +
		"delay is not failure",
	"human_reply/talon__iphone.eml": "\"Sent from my iPhone\" is a client's footer and no " +
		"text",
	"human_reply/talon__sparrow.eml": "a signature below \"-- \" is no text",
}

// maxAllocated bounds what reading one file may take from the heap, in all.
const maxAllocated = 64 << 20

func all(s scored) bool  { return s.wrong == "" }
func kind(s scored) bool { return s.wrong == "" || !s.wrongKind }

// labelled is one row of the manifest; scored is what handoffd made of it.
type labelled struct {
	path, class string
	expected    expectation
}

type scored struct {
	labelled
	wrong     string // empty when it is right
	wrongKind bool
	took      time.Duration
	allocated uint64
	skipped   bool
}

// half is 0 or 1, by a hash of the path: rules are made while looking at one half, and proved on the other.
func (l labelled) half() int {
	sum := sha256.Sum256([]byte(l.path))
	return int(sum[len(sum)-1] & 1)
}

// TestCorpusScore prints how much of the corpus is understood, for both halves, and fails below the floors.
func TestCorpusScore(t *testing.T) {
	dir := cmp.Or(os.Getenv(corpusEnv), filepath.Join("..", "..", "..", "shared", "corpus"))
	rows, err := readManifest(filepath.Join(dir, "manifest.tsv"))
	if os.IsNotExist(err) && os.Getenv(corpusEnv) == "" {
		t.Skipf("there is no corpus at %s; set %s to the folder of its manifest.tsv", dir, corpusEnv)
	}
	if err != nil {
		t.Fatal(err)
	}
	var results []scored
	for _, row := range rows {
		if s := score(t, dir, row); !s.skipped {
			results = append(results, s)
		}
	}
	reportScore(t, results)
	checkFloors(t, results)
}

func readManifest(path string) ([]labelled, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []labelled
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.Split(line, "\t")
		if i == 0 || len(cells) < 3 {
			continue
		}
		row := labelled{path: cells[0], class: cells[1]}
		if err := json.Unmarshal([]byte(cells[2]), &row.expected); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, i+1, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// score runs the command on one file, as a script would.
func score(t *testing.T, dir string, row labelled) scored {
	t.Helper()
	s := scored{labelled: row}
	path := filepath.Join(dir, filepath.FromSlash(row.path))
	args := []string{"read", "--json", path}
	if strings.HasSuffix(path, ".ics") {
		window := append(row.expected.Window, "2026-01-01T00:00:00Z", "2026-03-31T00:00:00Z")
		args = []string{"busy", "--json", "--from", window[0], "--to", window[1], "--zone", "Europe/Berlin", path}
	}
	var out, errs strings.Builder
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs, now: time.Now})
	s.took = time.Since(start)
	runtime.ReadMemStats(&after)
	s.allocated = after.TotalAlloc - before.TotalAlloc
	switch {
	case row.class == "itip_apply" || row.class == "rrule_vectors" || args[0] == "busy" && code == exitUsage:
		s.skipped = true
	case args[0] == "busy":
		s.wrong = judgeBusy(path, out.String())
	default:
		s.wrong, s.wrongKind = judgeMail(row.expected, path, out.String())
	}
	return s
}

// report prints one line for each class: right in the first half, in the second, and what is wrong.
func reportScore(t *testing.T, results []scored) {
	t.Helper()
	classes := map[string][]scored{}
	for _, s := range results {
		classes[s.class] = append(classes[s.class], s)
	}
	var b strings.Builder
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		fmt.Fprintf(&b, "%-24s %s\n", class, halves(classes[class]))
		for _, s := range classes[class] {
			if s.wrong != "" {
				fmt.Fprintf(&b, "      half %d %s: %s%s\n", s.half(), s.path, s.wrong, note(s.path))
			}
		}
	}
	fmt.Fprintf(&b, "%-24s %s\n", "total", halves(results))
	slowest := slices.MaxFunc(results, func(a, b scored) int { return cmp.Compare(a.took, b.took) })
	largest := slices.MaxFunc(results, func(a, b scored) int { return cmp.Compare(a.allocated, b.allocated) })
	fmt.Fprintf(&b, "slowest %v: %s\nmost memory %.1f MiB allocated: %s\n", slowest.took.Round(10*time.Microsecond),
		slowest.path,
		float64(largest.allocated)/(1<<20), largest.path)
	t.Logf("right of all, in each half of the corpus:\n%s", b.String())
}

func note(path string) string {
	if why, ok := disputed[path]; ok {
		return " (disputed: " + why + ")"
	}
	return ""
}

// halves renders "first half 22/24  second half 24/24".
func halves(results []scored) string {
	var right, of [2]int
	for _, s := range results {
		of[s.half()]++
		if s.wrong == "" {
			right[s.half()]++
		}
	}
	return fmt.Sprintf("first half %3d/%-3d  second half %3d/%-3d", right[0], of[0], right[1], of[1])
}

func checkFloors(t *testing.T, results []scored) {
	t.Helper()
	var right, of [2]float64
	for _, floor := range floors {
		good, count := 0.0, 0.0
		for _, s := range results {
			if !slices.Contains(floor.classes, s.class) || disputed[s.path] != "" {
				continue
			}
			count++
			if floor.right(s) {
				good++
			}
		}
		if count > 0 && 100*good/count < floor.percent {
			t.Errorf("%s: %.1f %% are right, want at least %v %%", floor.group, 100*good/count, floor.percent)
		}
	}
	for _, s := range results {
		if s.allocated > maxAllocated {
			t.Errorf("%s took %d MiB from the heap, want at most %d", s.path, s.allocated>>20, maxAllocated>>20)
		}
		if disputed[s.path] != "" {
			continue
		}
		of[s.half()]++
		if s.wrong == "" {
			right[s.half()]++
		}
	}
	if gap := 100 * (right[0]/of[0] - right[1]/of[1]); gap > 2 || gap < -2 {
		t.Errorf("the halves differ by %.1f points: rules fit one of them and not mail as such", gap)
	}
}
