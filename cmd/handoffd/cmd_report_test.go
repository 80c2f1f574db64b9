package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/mail"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReport plays the demo and reports its week: as text, JSON and a table that anybody can count again. The same
// comes of it with another roster, on PostgreSQL, and where the moments were found out later.
func TestReport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Date(2026, 12, 14, 8, 0, 0, 0, time.UTC)
	try := func(args ...string) (string, string, int) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs,
			now: func() time.Time { return now }})
		return out.String(), errs.String(), code
	}
	do := func(args ...string) string {
		t.Helper()
		out, errs, code := try(args...)
		if code != exitDone {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out, errs)
		}
		return out
	}
	do("demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	text := do("report", "--config", conf)
	for _, want := range []string{"Team sales, Mon 7 Dec 2026 – Sun 13 Dec 2026, as known on Mon 14 Dec 2026 00:00",
		"Leads offered", "Answered in time", "█"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); columnsOf(line) > 80 || strings.HasSuffix(line, " ") {
			t.Errorf("a line of %d columns: %q", columnsOf(line), line)
		}
	}
	var figures figuresJSON
	if err := json.Unmarshal([]byte(do("report", "--config", conf, "--format", "json")), &figures); err != nil {
		t.Fatal(err)
	}
	table := do("report", "--config", conf, "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n, of := map[string]int{}, map[string]int{}
	for _, r := range rows[1:] {
		if of[r[0]]++; r[4] == "1" {
			n[r[0]]++
		}
	}
	for _, f := range figures.Figures {
		if name := string(f.Name); n[name] != f.N || f.Of != nil && of[name] != *f.Of {
			t.Errorf("%s is %+v, and the table comes to %d of %d", name, f, n[name], of[name])
		}
	}
	if n["offered"] != 2 || n["held"] != 2 || of["on-time"] != 5 {
		t.Errorf("offered %d, held %d, windows %d", n["offered"], n["held"], of["on-time"])
	}
	if got := do("report", "--config", conf, "--explain", "on-time"); strings.Count(got, "HO-") != 5 ||
		!strings.Contains(got, "Rita Vance") {
		t.Errorf("explained:\n%s", got)
	}
	reportsInFormats(t, do, conf)
	explainsFigures(t, do, conf)
	onServer(t, dir, func(config string) {
		if got := do("report", "--config", config, "--format", "csv"); strings.Count(got, "\n") != strings.Count(table, "\n") {
			t.Errorf("on PostgreSQL:\n%s\n, in a file:\n%s", got, table)
		}
	})
	file, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	renamed := filepath.Join(dir, "renamed.toml")
	if err := os.WriteFile(renamed, bytes.ReplaceAll(file, []byte("Ben Ortiz"), []byte("Somebody Else")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := do("report", "--config", renamed, "--format", "csv"); got != table {
		t.Errorf("with another roster:\n%s", got)
	}
	onServer(t, dir, func(config string) { staysReported(t, do, config) })
	copied := filepath.Join(dir, "copied.db")
	do("backup", "--config", conf, copied)
	moved := filepath.Join(dir, "moved.toml")
	text = strings.Replace(string(file), `path = "handoffd.db"`, `path = "copied.db"`, 1)
	if err := os.WriteFile(moved, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	staysReported(t, do, moved)
	if _, errs, _ := try("report", "--config", filepath.Join(dir, "other-roster.toml"), "--from", "2026-12-06"); !strings.
		Contains(errs, "its days are those of Europe/Berlin") {
		t.Errorf("in another zone: %q", errs)
	}
	costly := filepath.Join(dir, "costly.toml")
	if err := os.WriteFile(costly, append(file, "\n[cost]\nqualifier = \"6000 EUR\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ config, command, want string }{
		{costly, "report", "Quinn Ames: 18,000 EUR for 2 held meetings, 9,000 EUR each. Orders of 18,000 EUR would pay"},
		{costly, "report", "all of sales: 36,000 EUR for 3 held meetings, 12,000 EUR each."},
		{costly, "list", "3 held meetings without an opportunity, at "}, {conf, "report", "-EUR"}, {conf, "list", "-EUR"},
	} {
		args := []string{c.command, "--config", c.config, "--as-of", "now"}
		if c.command == "list" {
			args = append(args[:3], "--state", "held")
		}
		want, without := strings.CutPrefix(c.want, "-")
		if got := do(args...); strings.Contains(strings.Join(strings.Fields(got), " "), want) == without {
			t.Errorf("%q of %s, %q:\n%s", c.command, c.config, c.want, got)
		}
	}
	forgetMoments(t, filepath.Join(dir, "handoffd.db"))
	if got := do("report", "--config", conf, "--format", "csv"); got != table {
		t.Errorf("found out later:\n%s\nat once:\n%s", got, table)
	}
	if got := do("report", "--config", conf, "--as-of", "2026-11-23"); strings.Contains(got, "█") {
		t.Errorf("as of before it began:\n%s", got)
	}
	for _, tc := range []struct {
		args []string
		note string // "": none
	}{
		{[]string{"--from", "2026-12-07", "--as-of", "now"}, ""},
		{[]string{"--from", "2026-12-07", "--to", "2026-12-15"}, "was not over then"},
		{[]string{"--from", "2026-12-07", "--as-of", "2026-12-09"}, "was not over then"},
	} {
		if _, errs, code := try(append([]string{"report", "--config", conf}, tc.args...)...); code != exitDone ||
			(errs != "") != (tc.note != "") || !strings.Contains(errs, tc.note) {
			t.Errorf("%q: exit %d, %q", tc.args, code, errs)
		}
	}
	for _, bad := range [][]string{{"--from", "2026-12-15"}, {"--as-of", "2026-12-15"}, {"--team", "north"}, {"--explain", "luck"}, {"--person", "mara"},
		{"--person", "rita", "--explain", "missing-at-offer"},
		{"--explain", "held", "--format", "html"},
		{"--from", "2026-11-23", "--to", "2026-11-22"}, {"--from", "yesterday"}, {"--kind", "person"},
		{"--kind", "hygiene", "--format", "png"}, {"--kind", "hygiene", "--from", "2026-12-07"},
		{"--kind", "hygiene", "--team", "north"}, {"--format", "pdf"}} {
		if _, errs, code := try(append([]string{"report", "--config", conf}, bad...)...); code != exitUsage || errs == "" {
			t.Errorf("%q: exit %d, %s", bad, code, errs)
		}
	}
	if _, errs, _ := try("report", "--config", conf, "--to", "2026-11-22"); !strings.Contains(errs, "name --from") {
		t.Errorf("--to alone: %s", errs)
	}
}

// reportsInFormats prints the same week as a page, a mail and a picture, and of one person.
func reportsInFormats(t *testing.T, do func(...string) string, conf string) {
	t.Helper()
	page := do("report", "--config", conf, "--format", "html")
	if strings.Count(page, `src="data:image/png;base64,`) == 0 || strings.Contains(page, "cid:") ||
		!strings.Contains(page, "</html>") || !strings.Contains(page, "meetings were held") {
		t.Errorf("the page:\n%.2000s", page)
	}
	m := mail.Read([]byte(do("report", "--config", conf, "--format", "eml")))
	if !strings.Contains(m.Text, "meetings were held") || !strings.Contains(m.Text, "For everybody") {
		t.Errorf("the mail:\n%s", m.Text)
	}
	raw := do("report", "--config", conf, "--format", "eml")
	for _, want := range []string{"X-Unsent: 1\r\n", "Figures of Mon 7 Dec – Sun 13 Dec 2026", "For everybody."} {
		if !strings.Contains(raw+m.Subject+m.Text, want) {
			t.Errorf("the mail has no %q:\n%.600s", want, raw)
		}
	}
	if strings.Contains(raw, "\nTo:") || strings.Contains(raw, "\nFrom: handoff") {
		t.Errorf("the mail is from or to the handoff address:\n%.600s", raw)
	}
	if img, err := png.Decode(strings.NewReader(do("report", "--config", conf, "--format", "png"))); err != nil ||
		img.Bounds().Dy() < 1000 {
		t.Errorf("the picture: %v", err)
	}
	one := do("report", "--config", conf, "--kind", "person", "--person", "Rita Vance")
	if !strings.Contains(one, "Rita Vance as a rep, Mon 7 Dec") || !strings.Contains(one, "For Rita Vance and Mara Lindt.") {
		t.Errorf("of one person:\n%s", one)
	}
	lead := do("report", "--config", conf, "--person", "Quinn Ames")
	for label, of := range map[string]struct{ rep, qualifier bool }{"Required, but not known at the offer": {false, true},
		"Leads offered": {false, true}, "First word to the prospect": {false, true}, "Answered in time": {true, false},
		"Silences recorded": {true, false}, "Meetings booked": {true, true}} {
		if strings.Contains(one, label) != of.rep || strings.Contains(lead, label) != of.qualifier {
			t.Errorf("%s: of a rep\n%s\nof a qualifier\n%s", label, one, lead)
		}
	}
	if table := do("report", "--config", conf, "--person", "rita", "--format", "csv") + do("report", "--config", conf,
		"--person", "rita", "--format", "json"); strings.Contains(table, "missing-at-offer") || strings.Contains(table,
		"touch") || !strings.Contains(table, `"as":"rep"`) {
		t.Errorf("of a rep:\n%s", table)
	}
	file, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(filepath.Dir(conf), "own.toml")
	if err := os.WriteFile(own, append(file, "\n[report]\nnames = \"own\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	table := do("report", "--config", own, "--format", "csv") + do("report", "--config", own, "--explain", "on-time") +
		do("report", "--config", own, "--explain", "neglect") + do("report", "--config", own, "--format", "text")
	for line := range strings.SplitSeq(table, "\n") {
		if strings.Contains(line, "rita") || strings.Contains(line, "Rita") {
			t.Errorf("named although nobody reads the figures of others: %s", line)
		}
	}
}

// explainsFigures: every figure that is printed is explained by its name and by what is printed, in the words of the
// manual, and as a table and JSON that come to the same.
func explainsFigures(t *testing.T, do func(...string) string, conf string) {
	t.Helper()
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	page := plain(readProject(t, "cmd/handoffd/help/figures.md"))
	printed := 0
	for line := range strings.Lines(do("report", "--config", conf)) {
		label, _, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || !strings.HasPrefix(line, "  ") {
			continue
		}
		printed++
		var out explainedJSON
		if err := json.Unmarshal([]byte(do("report", "--config", conf, "--explain", label, "--format", "json")), &out); err != nil {
			t.Fatalf("%s: %v", label, err)
		}
		if want := "**" + label + "** (`" + string(out.Name) + "`): " + out.Counts; !strings.Contains(page, plain(want)) {
			t.Errorf("the manual does not say: %s", want)
		}
		text := do("report", "--config", conf, "--explain", string(out.Name))
		if !strings.HasPrefix(text, label+": "+out.Says+"\n") ||
			!strings.Contains(plain(text), plain(out.Counts[1:])) {
			t.Errorf("%s:\n%s", label, text)
		}
		if rows := strings.Count(do("report", "--config", conf, "--explain", label, "--format", "csv"), "\n"); rows != len(out.
			Facts)+1 {
			t.Errorf("%s: %d rows for %d facts", label, rows, len(out.Facts))
		}
	}
	if printed != len(report.Names()) {
		t.Errorf("%d figures are printed, and there are %d", printed, len(report.Names()))
	}
	if text := do("report", "--config", conf, "--explain", "missing-at-offer"); !strings.Contains(text, "were known.") {
		t.Errorf("what was missing:\n%s", text)
	}
}

// staysReported reports a week that was reported before, then once more with another roster, without one of the reps, in
// another zone, and with what was found out since: the bytes are the same unless it is asked for what is known now.
func staysReported(t *testing.T, do func(...string) string, config string) {
	t.Helper()
	from := time.Date(2026, 12, 6, 0, 0, 0, 0, handoff.Location("Europe/Berlin")) // no week that is told of by itself
	asOf := from.AddDate(0, 0, 3)
	a, err := open(t.Context(), config, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = a.Store.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.KeepReported(store.Reported{From: from, To: from.AddDate(0, 0, 7), AsOf: asOf,
			Config: a.Config.Domain.Hash})
		return errors.Join(err, tx.PutConfig(a.Config.Domain))
	})
	a.Close()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(filepath.Dir(config), "other-roster.toml")
	text := strings.NewReplacer(`"rita", "ben", "yuki"`, `"rita", "yuki"`, "Rita Vance", "Somebody Else", `"sales"`,
		`"europe"`).Replace(string(file)) + "\n[report]\nzone = \"Asia/Tokyo\"\n"
	if err := os.WriteFile(other, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"--format", "json"}, {"--format", "csv"}, {"--explain", "on-time"},
		{"--person", "Ben Ortiz"}} {
		args = append([]string{"report", "--from", "2026-12-06"}, args...)
		first := do(append(args, "--config", config)...)
		if got := do(append(args, "--config", other)...); got != first {
			t.Errorf("%q with another roster:\n%s\nfirst:\n%s", args, got, first)
		}
		if now := do(append(args, "--config", config, "--as-of", "now")...); now == first {
			t.Errorf("%q as known now:\n%s", args, now)
		}
	}
	costly := filepath.Join(filepath.Dir(config), "costly-later.toml")
	text = string(file) + "\n[cost]\nqualifier = \"6000 EUR\"\n"
	if err := os.WriteFile(costly, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := do("report", "--from", "2026-12-06", "--config", costly); !strings.Contains(got, "18,000 EUR") {
		t.Errorf("no costs in\n%s", got)
	}
	if got := do("report", "--from", "2026-12-06", "--config", other, "--as-of", "now"); !strings.Contains(got, "Team europe") ||
		!strings.Contains(got, "Changed since the last report: HO-") {
		t.Errorf("as known now:\n%s", got)
	}
}

// BenchmarkReport is a report of a week of 5,000 leads, from the database to the last line.
func BenchmarkReport(b *testing.B) {
	dir := b.TempDir()
	now := time.Date(2026, 12, 14, 8, 0, 0, 0, time.UTC)
	do := func(args ...string) {
		var errs bytes.Buffer
		if code := run(b.Context(), args, streams{in: strings.NewReader(""), out: io.Discard, err: &errs,
			now: func() time.Time { return now }}); code != exitDone {
			b.Fatalf("%q: exit %d, %s", args, code, errs.String())
		}
	}
	do("demo", "--dir", dir)
	s, err := store.Open(b.Context(), filepath.Join(dir, "handoffd.db"))
	if err != nil {
		b.Fatal(err)
	}
	const leads = 5000
	for first := 0; first < leads; first += 100 {
		err := s.Update(b.Context(), func(tx *store.Tx) error {
			for i := range 100 {
				id := handoff.ID(fmt.Sprintf("HO-B%05d", first+i))
				err := tx.Save(handoff.Handoff{ID: id, State: handoff.Closed, Team: "sales"})
				if err = errors.Join(err, tx.FillMoments(id, momentsOf(first+i))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	conf := filepath.Join(dir, "config.toml")
	for _, format := range []string{"text", "csv", "png"} {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				do("report", "--config", conf, "--as-of", "now", "--format", format)
			}
		})
	}
}

// momentsOf is what becomes of a lead of the week of the benchmark.
func momentsOf(i int) map[int]handoff.Told {
	at := time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC).Add(time.Duration(i%60) * time.Hour)
	start := at.Add(24 * time.Hour)
	turn := func(kind handoff.MomentKind, after time.Duration) handoff.Moment {
		return handoff.Moment{Kind: kind, At: at.Add(after), Turn: 1, Rep: "rita", Work: time.Hour}
	}
	window := turn(handoff.MomentWindow, 0)
	window.Start, window.End = at, at.Add(4*time.Hour)
	all := []handoff.Moment{{Kind: handoff.MomentOffer, At: at, Team: "sales", By: "quinn", Of: 7, Names: []string{"pain"}},
		{Kind: handoff.MomentState, At: at, Code: "offered"}, window, turn(handoff.MomentTouch, time.Hour),
		turn(handoff.MomentDecisive, time.Hour), turn(handoff.MomentAccepted, time.Hour),
		{Kind: handoff.MomentState, At: at.Add(time.Hour), Code: "accepted"},
		{Kind: handoff.MomentMeeting, At: at.Add(time.Hour), Rep: "rita", Start: start, End: start.Add(time.Hour)},
		{Kind: handoff.MomentVerdict, At: start.Add(2 * time.Hour), Code: "held", Rep: "rita", Start: start,
			End: start.Add(time.Hour)}}
	out := map[int]handoff.Told{}
	for n, m := range all {
		out[n+1] = handoff.Told{Decided: m.At, Moments: []handoff.Moment{m}}
	}
	return out
}

// forgetMoments makes a database one from before there were any.
func forgetMoments(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{"DELETE FROM moments", "INSERT INTO moments_owed SELECT id FROM handoffs"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}
