package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff/store"
)

// demoShell runs commands over the database of a demo.
func demoShell(t *testing.T) (dir string, do func(want int, args ...string) string) {
	t.Helper()
	dir = t.TempDir()
	do = func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		s := streams{in: strings.NewReader(""), out: &out, err: &errs, now: afterDemo}
		if code := run(t.Context(), args, s); code != want {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String() + errs.String()
	}
	do(exitDone, "demo", "--dir", dir)
	return dir, do
}

// TestBundlesOfTheDemo writes the proof of every lead of the demo, twice: the same bytes, verified, without an event
// number that only a rep may know; then one byte is flipped in each file.
func TestBundlesOfTheDemo(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	a, err := open(t.Context(), conf, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	uids, prospects := map[string][]string{}, map[string]string{}
	if err := a.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		for _, h := range all {
			uids[string(h.ID)], prospects[string(h.ID)] = repsUIDs(h), h.UID
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	for id, secret := range uids {
		one, two := filepath.Join(dir, id+".zip"), filepath.Join(dir, id+"-again.zip")
		if out := do(exitDone, "show", id, "--bundle", one, "--config", conf); !strings.Contains(out, id+", unbroken: ") {
			t.Errorf("%s: %s", id, out)
		}
		do(exitDone, "show", id, "--bundle", two, "--config", conf)
		do(exitFailed, "show", id, "--bundle", two, "--config", conf) // it is there already
		do(exitDone, "verify", one)
		checkBundle(t, readBundle(t, one), readBundle(t, two), secret, prospects[id])
	}
	oneLeaves(t, dir, do)
	flipEach(t, dir, do)
}

// oneLeaves has the config lose a rep, and name another zone and another person of an id: what was recorded is told as it
// was.
func oneLeaves(t *testing.T, dir string, do func(int, ...string) string) {
	t.Helper()
	conf := filepath.Join(dir, "later.toml")
	text := readText(t, filepath.Join(dir, "config.toml"))
	for _, change := range [][2]string{
		{"[[person]]\nid = \"rita\"\nname = \"Rita Vance\"\nemail = \"rita@acme.example\"\nzone = \"Europe/London\"\n" +
			"link = \"https://meet.acme.example/rita\"\n", ""},
		{`reps = ["rita", `, `reps = [`}, {"[defaults]\nzone = \"Europe/Berlin\"", "[defaults]\nzone = \"Asia/Tokyo\""},
		{"name = \"Ben Ortiz\"\nemail = \"ben@acme.example\"", "name = \"Rob Stranger\"\nemail = \"rob@acme.example\""},
	} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("the config has no %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ritas := 0
	for _, zip := range zipsIn(t, dir) {
		id, later := strings.TrimSuffix(filepath.Base(zip), ".zip"), filepath.Join(dir, "later.zip")
		do(exitDone, "show", id, "--bundle", later, "--config", conf)
		if !bytes.Equal(readBundle(t, zip), readBundle(t, later)) {
			t.Errorf("%s: other bytes with another config", id)
		}
		_ = os.Remove(later)
		shown := do(exitDone, "show", id, "--config", conf)
		if strings.Contains(shown, "Rob Stranger") || strings.Contains(shown, "Turn 1: rita") {
			t.Errorf("the deeds of who left are another's:\n%s", shown)
		}
		ritas += strings.Count(shown, "Turn 1: Rita Vance")
	}
	if ritas < 3 {
		t.Errorf("%d leads of who left", ritas)
	}
}

func zipsIn(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "HO-??????.zip"))
	if err != nil || len(all) < 5 {
		t.Fatalf("%d bundles: %v", len(all), err)
	}
	return all
}

func readBundle(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func checkBundle(t *testing.T, one, two []byte, secret []string, prospect string) {
	t.Helper()
	if !bytes.Equal(one, two) {
		t.Error("the same record gave other bytes")
	}
	if len(secret) == 0 || !bytes.Contains(one, []byte(prospect)) {
		t.Errorf("%d secrets; the prospect's UID %s", len(secret), prospect)
	}
	z, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, uid := range secret {
			if strings.Contains(unfolded(string(text)), uid) {
				t.Errorf("%s tells the event number of a rep", f.Name)
			}
		}
	}
}

// flipEach flips a byte in each file of one bundle.
func flipEach(t *testing.T, dir string, do func(int, ...string) string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "HO-??????.zip"))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d bundles: %v", len(all), err)
	}
	flipIn(t, all[0], filepath.Join(dir, "bad.zip"), do)
}

// flipIn flips a byte in each file of a bundle, in a copy of it.
func flipIn(t *testing.T, file, bad string, do func(int, ...string) string) {
	t.Helper()
	whole := readBundle(t, file)
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		b := bytes.Clone(whole)
		b[at+int64(f.UncompressedSize64)/2] ^= 4
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := do(exitFailed, "verify", bad); !strings.Contains(out, f.Name) {
			t.Errorf("a byte of %s is flipped: %s", f.Name, out)
		}
	}
}

// afterDemo is when nothing of the demo is to come any more.
func afterDemo() time.Time { return time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC) }

// base64Line is a line of base64.
var base64Line = regexp.MustCompile(`(?m)^[A-Za-z0-9+/]{8,}={0,2}$`)

// unfolded is a mail with its encodings undone, roughly: as plain, without line breaks, and each run of base64 decoded.
func unfolded(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var decoded strings.Builder
	for block := range strings.SplitSeq(s, "\n\n") {
		b, _ := base64.StdEncoding.DecodeString(strings.Join(base64Line.FindAllString(block, -1), ""))
		decoded.WriteString(strings.ReplaceAll(string(b), "\r\n ", ""))
	}
	return s + strings.ReplaceAll(strings.ReplaceAll(s, "=\n", ""), "\n ", "") + decoded.String()
}
