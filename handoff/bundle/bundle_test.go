package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// secretUID is the event number of a rep.
const secretUID = "k3qx2nr5wdmtyb7hvlc4ge6zpa"

// linked are facts that make a chain; nil payloads are erased.
func linked(id string, payloads ...[]byte) []Fact {
	root := sha256.Sum256([]byte(id))
	before := root[:]
	var out []Fact
	for i, p := range payloads {
		f := Fact{Salt: bytes.Repeat([]byte{byte(i + 1)}, 16), Decided: bytes.Repeat([]byte{byte(i + 2)}, 32), Payload: p}
		made := p
		if p == nil {
			made = []byte("erased")
		}
		commitment := sha256.Sum256(slices.Concat(f.Salt, f.Decided, made))
		b := slices.Clone(before)
		b = append(binary.BigEndian.AppendUint64(b, 7), "replied"...)
		b = binary.BigEndian.AppendUint64(b, uint64(1_795_000_000_000_000_000+i))
		b = append(binary.BigEndian.AppendUint64(b, 4), "rita"...)
		b = binary.BigEndian.AppendUint64(append(b, commitment[:]...), 9)
		f.Link = b
		sum := sha256.Sum256(b)
		before = sum[:]
		out = append(out, f)
	}
	return out
}

func small() Contents {
	c := large()
	c.Facts[3] = Fact{Link: c.Facts[3].Link, Salt: []byte{}, Payload: []byte(`{"Fact":{"Kind":"offered"}}`), Short: true}
	return c
}

func large() Contents {
	ics := "BEGIN:VCALENDAR\r\nUID:" + secretUID[:9] + "\r\n " + secretUID[9:] + "@handoffd\r\nEND:VCALENDAR\r\n"
	encoded := base64.StdEncoding.EncodeToString([]byte(ics))
	return Contents{ID: "HO-7K3QX2", Timeline: "HO-7K3QX2 ACCEPTED Pat Kim\n", JSON: []byte("{\"id\":\"HO-7K3QX2\"}\n"),
		Facts: linked("HO-7K3QX2", []byte(`{"Fact":{"Kind":"briefed"}}`), []byte(`{"Fact":{"UID":"`+secretUID+`@handoffd"}}`), nil, nil),
		Mails: []Mail{{At: "2026-11-23T09:00:00Z", What: "human_reply", Who: "quinn@acme.example", State: "taken",
			Raw: []byte("From: quinn@acme.example\r\n\r\nPat Kim wants a demo\r\n")},
			{Out: true, At: "2026-11-23T09:01:00Z", What: "invite", Who: "rita", State: "sent",
				Raw: []byte("To: rita@acme.example\r\n\r\n" + encoded[:76] + "\r\n" + encoded[76:] + "\r\n--b--\r\n")},
			{Out: true, What: "today", Who: "rita", State: "sent", Raw: []byte("of others"), Others: true},
			{Out: true, What: "copy", Who: "rita", State: "sent", Raw: []byte(ics)},
			{What: "human_reply", Who: "pat@globex.example", State: "taken", Note: AbsentOver},
			{Out: true, What: "reminder", Who: "rita", State: "skipped", Note: AbsentUnsent},
			{Out: true, What: "reminder", Who: "rita", State: "skipped", Note: AbsentUnsent}},
		Configs: []Config{{Hash: "c0ffee", TOML: "name = 1\n", JSON: []byte("{}")}},
		Secrets: []string{secretUID}}
}

func zipped(t *testing.T, c Contents) []byte {
	t.Helper()
	b, err := c.Zip()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestABundleIsTheSameBytes, which any program can unpack, and is found whole.
func TestABundleIsTheSameBytes(t *testing.T) {
	b := zipped(t, small())
	if !bytes.Equal(b, zipped(t, small())) {
		t.Error("the same record gave other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil || bytes.Contains(data, []byte(secretUID)) || bytes.Contains(data, []byte(secretUID[9:])) {
			t.Errorf("%s: %v\n%s", f.Name, err, data)
		}
	}
	r := Verify(b)
	want := Result{ID: "HO-7K3QX2", Files: len(z.File), Facts: 4, Erased: 1, Blanked: 2, Mails: 3, Gone: 4, End: r.End}
	if len(r.Faults) > 0 || r.Files != want.Files || r.Facts != 4 || r.Erased != 1 || r.Blanked != 2 || r.Mails != 3 ||
		r.Gone != 4 || len(r.End) != 64 {
		t.Errorf("found %+v, want %+v", r, want)
	}
}

// TestWhatIsNotInItIsTold: each mail without bytes has its reason, and the README and whoever verifies count them by it.
func TestWhatIsNotInItIsTold(t *testing.T) {
	r := Verify(zipped(t, small()))
	want := []Absent{{AbsentUnsent, 2}, {AbsentOver, 1}, {AbsentOthers, 1}}
	if !slices.Equal(r.Absent, want) {
		t.Errorf("%+v, want %+v", r.Absent, want)
	}
	files, err := small().Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"   2  was not sent\n", "   1  was dropped, as it was kept long enough\n",
		"   1  is about other handoffs as well, and not in here\n", "Erased: of 1 facts", "and 1 payloads with it",
		"Shortened: of 1 facts"} {
		if !strings.Contains(string(files[0].Data), says) {
			t.Errorf("the README does not say %q:\n%s", says, files[0].Data)
		}
	}
	if got := absent([]Mail{{}, {Note: "of another version"}, {File: "x"}}); !slices.Equal(got, []Absent{{"", 2}}) {
		t.Errorf("of an earlier version: %+v", got)
	}
}

// TestEveryByteCounts flips each byte of a bundle: the fault names the file it stands in.
func TestEveryByteCounts(t *testing.T) {
	b := zipped(t, small())
	files, err := small().Files()
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, f := range files {
		for end := at + localSize + len(f.Name) + len(f.Data); at < end; at++ {
			if r := flipped(b, at); !named(r, f.Name) {
				t.Fatalf("byte %d, in %s: %q", at, f.Name, r.Faults)
			}
		}
	}
	for ; at < len(b); at++ {
		if r := flipped(b, at); len(r.Faults) == 0 {
			t.Fatalf("byte %d, at the end: no fault", at)
		}
	}
}

func flipped(b []byte, at int) Result {
	b = bytes.Clone(b)
	b[at] ^= 1
	return Verify(b)
}

func named(r Result, name string) bool {
	return slices.ContainsFunc(r.Faults, func(f string) bool { return strings.Contains(f, name) })
}

// TestOtherFilesAreNoBundle: files added, missing, twice, elsewhere, and lists that were made to fit.
func TestOtherFilesAreNoBundle(t *testing.T) {
	files, err := small().Files()
	if err != nil {
		t.Fatal(err)
	}
	without := func(name string) []File {
		return slices.DeleteFunc(slices.Clone(files), func(f File) bool { return f.Name == name })
	}
	with := func(f File) []File { return append([]File{f}, files...) }
	resummed := func(change func([]File) []File) []File { // with sums that fit
		out := change(without(fileSums))
		return append(out, File{fileSums, sums(out)})
	}
	set := func(name string, data string) func([]File) []File {
		return func(all []File) []File {
			for i := range all {
				if all[i].Name == name {
					all[i].Data = []byte(data)
				}
			}
			return all
		}
	}
	for name, c := range map[string]struct {
		files []File
		says  string
	}{
		"added":             {with(File{"notes.txt", nil}), `"notes.txt" was added`},
		"missing":           {without("timeline.txt"), "timeline.txt is missing"},
		"a mail missing":    {without("mails/00001-in-human-reply.eml"), `"mails/00001-in-human-reply.eml" is missing`},
		"twice":             {with(File{"ID", []byte("HO-7K3QX2")}), `"ID" is in it twice`},
		"above":             {with(File{"../x", nil}), `"../x": no file of a bundle is called so`},
		"absolute":          {with(File{"/etc/passwd", nil}), `"/etc/passwd": no file`},
		"hidden":            {with(File{"mails/.x", nil}), `"mails/.x": no file`},
		"another folder":    {resummed(func(f []File) []File { return append(f, File{"more/x", nil}) }), "no folder of"},
		"a fact more":       {resummed(func(f []File) []File { return append(f, File{"chain/00009.link", nil}) }), "belongs to no fact"},
		"a mail more":       {resummed(func(f []File) []File { return append(f, File{"mails/x", nil}) }), "not named by mails.json"},
		"another payload":   {resummed(set("chain/00001.payload.json", `{}`)), "is not what chain/00001.link was made of"},
		"another handoff":   {resummed(set("ID", "HO-AAAAAA")), "chain/00001.link does not continue"},
		"another table":     {resummed(set("chain.csv", "fact\n")), "does not say what the links say"},
		"another mail":      {resummed(set("mails/00001-in-human-reply.eml", "x")), "is not what mails.json says"},
		"another check":     {resummed(set("check.sh", "echo ok\n")), "check.sh is not the one"},
		"mails of no list":  {resummed(set("mails.json", "x")), "mails.json cannot be read"},
		"a link of nothing": {resummed(set("chain/00002.link", "x")), "chain/00002.link: it is not what a link"},
		"nothing":           {nil, "README.txt is missing"},
	} {
		var b bytes.Buffer
		pack(&b, c.files)
		if r := Verify(b.Bytes()); !strings.Contains(strings.Join(r.Faults, "\n"), c.says) {
			t.Errorf("%s: %q", name, r.Faults)
		}
	}
	for _, b := range [][]byte{nil, []byte("PK"), append(zipped(t, small()), 0), append([]byte{0}, zipped(t, small())...)} {
		if r := Verify(b); len(r.Faults) == 0 {
			t.Errorf("%d bytes are a bundle", len(b))
		}
	}
}

// TestFaultsAreBounded: a hostile zip of many files is read once, and not all that is wrong is listed.
func TestFaultsAreBounded(t *testing.T) {
	var b bytes.Buffer
	pack(&b, make([]File, maxFiles+1))
	if r := Verify(b.Bytes()); len(r.Faults) != 1 || !strings.Contains(r.Faults[0], "more than") {
		t.Errorf("%.500q", r.Faults)
	}
	b.Reset()
	pack(&b, make([]File, 1000))
	if r := Verify(b.Bytes()); len(r.Faults) != mostFaults {
		t.Errorf("%d faults", len(r.Faults))
	}
	many := small()
	many.Facts = make([]Fact, maxFacts+1)
	if _, err := many.Zip(); err == nil {
		t.Error("a bundle of more facts than one holds")
	}
}

// TestItIsCheckedWithoutUs follows the README: the shell finds the same.
func TestItIsCheckedWithoutUs(t *testing.T) {
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("needs sha256sum")
	}
	files, err := small().Files()
	if err != nil {
		t.Fatal(err)
	}
	commands := ""
	for line := range strings.Lines(string(files[0].Data)) {
		if c, ok := strings.CutPrefix(line, "    "); ok && !strings.HasPrefix(c, "unzip ") && !strings.HasPrefix(c, " ") {
			commands += c
		}
	}
	try := func(change func(dir string)) string {
		dir := t.TempDir()
		for _, f := range files {
			path := filepath.Join(dir, filepath.FromSlash(f.Name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		change(dir)
		run := exec.Command("sh", "-c", commands)
		run.Dir = dir
		out, _ := run.CombinedOutput()
		return string(out)
	}
	write := func(name, text string) func(string) {
		return func(dir string) { _ = os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600) }
	}
	if out := try(func(string) {}); out != "ok\n" {
		t.Errorf("%s\nsays %s", commands, out)
	}
	for name, says := range map[string]string{"chain/00001.payload.json": "is not what", "chain/00001.link": "continue",
		"ID": "chain/00001.link", "timeline.txt": "FAILED", "more": "files, and"} {
		if out := try(write(name, "x")); out == "ok\n" || !strings.Contains(out, says) {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func FuzzVerify(f *testing.F) {
	b, err := small().Zip()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Fuzz(func(t *testing.T, other []byte) {
		r := Verify(other)
		if len(r.Faults) == 0 && r.ID == "HO-7K3QX2" && !bytes.Equal(b, other) {
			t.Errorf("another file of %d bytes passes", len(other))
		}
		if len(r.Faults) > mostFaults {
			t.Errorf("%d faults", len(r.Faults))
		}
	})
}

// TestOldSilenceIsInNoBundle: a payload that tells of it is left out, and that is said.
func TestOldSilenceIsInNoBundle(t *testing.T) {
	c := small()
	c.Facts[0].Untold = true
	b := zipped(t, c)
	if r := Verify(b); len(r.Faults) > 0 || r.Blanked != 3 || bytes.Contains(b, []byte(`"briefed"`)) {
		t.Errorf("%+v", r)
	}
	if !bytes.Contains(b, []byte("Not told: 1 payloads")) {
		t.Error("the README does not say so")
	}
}

// TestPackedAgain: who unpacks a bundle and packs it again, compressed, has the same files: they are checked, also where
// one of them is not the same, and nothing is unpacked without bounds.
func TestPackedAgain(t *testing.T) {
	again := func(change func(*zip.File, []byte) []byte) []byte {
		b := zipped(t, large())
		in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		if _, err := w.Create("chain/"); err != nil {
			t.Fatal(err)
		}
		for _, f := range in.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			to, err := w.Create(f.Name)
			if err == nil {
				_, err = to.Write(change(f, data))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	same := func(_ *zip.File, b []byte) []byte { return b }
	r, want := Verify(again(same)), Verify(zipped(t, large()))
	if len(r.Faults) > 0 || !r.Repacked || want.Repacked || r.Files != want.Files || r.End != want.End {
		t.Errorf("packed again: %+v", r)
	}
	r = Verify(again(func(f *zip.File, b []byte) []byte {
		if f.Name == fileTimeline {
			return append(b, '!')
		}
		return b
	}))
	if len(r.Faults) != 1 || !strings.Contains(r.Faults[0], fileTimeline) {
		t.Errorf("one file is another: %q", r.Faults)
	}
	if _, _, err := compressed(again(same), 1000); err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("a bomb: %v", err)
	}
	broken := again(same)
	for i := bytes.Index(broken, []byte(fileTimeline)) + len(fileTimeline); i < len(broken); i += 7919 {
		if b := slices.Clone(broken); len(Verify(append(b[:i:i], b[i+1:]...)).Faults) == 0 {
			t.Errorf("without byte %d it is whole", i)
		}
	}
}

// TestTheTimelineTellsTheChain: of an altered timeline the times, kinds and people are found to differ from the facts,
// also where every sum was made anew; words are not.
func TestTheTimelineTellsTheChain(t *testing.T) {
	c := small()
	var history, text []string
	for i := range c.Facts {
		l, err := parseLink(c.Facts[i].Link)
		if err != nil {
			t.Fatal(err)
		}
		at := l.at.Truncate(time.Second)
		history = append(history, `{"at":"`+at.Format(time.RFC3339)+`","fact":"replied","by":"rita"}`)
		text = append(text, "  "+fmt.Sprintf("%-16s", at.Format("Mon 2 Jan 15:04"))+" replied          Rita has\n                     replied\n")
	}
	told, said := `{"history":[`+strings.Join(history, ",")+"]}", "\nWhat happened\n"+strings.Join(text, "")+"\nMails\n"
	for name, tc := range map[string]struct{ file, was, is string }{
		"as it was":        {},
		"a word":           {"", "Rita has", "Rita had"},
		"a time":           {fileJSON, "Z", "-01:00"},
		"a kind":           {fileJSON, "replied", "reject"},
		"a person":         {fileJSON, "rita", "ben"},
		"a fact left out":  {fileJSON, history[0] + ",", ""},
		"a time in words":  {fileTimeline, text[0][:18], "  Mon 1 Jan 00:00"},
		"a kind in words":  {fileTimeline, " replied  ", " reject  "},
		"a line left out":  {fileTimeline, text[0], ""},
		"all words erased": {fileTimeline, said, "nothing\n"},
	} {
		b := c
		b.JSON, b.Timeline = []byte(told+"\n"), said
		if tc.was != "" && tc.file == fileJSON {
			b.JSON = []byte(strings.Replace(told, tc.was, tc.is, 1) + "\n")
		} else if tc.was != "" {
			b.Timeline = strings.Replace(said, tc.was, tc.is, 1)
		}
		if r := Verify(zipped(t, b)); len(r.Faults) > 0 != (tc.file != "") || tc.file != "" && !named(r, tc.file) {
			t.Errorf("%s: %q", name, r.Faults)
		}
	}
}
