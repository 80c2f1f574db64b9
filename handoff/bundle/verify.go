package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Result is what a bundle was found to be.
type Result struct {
	ID    string
	Files int

	Repacked bool // somebody packed the files again, compressed: of the zip itself nothing is checked

	Facts   int
	Erased  int // payloads that were erased on request
	Blanked int // payloads that stand in here with something blanked
	Mails   int // with their bytes
	Gone    int // mails without their bytes
	Absent  []Absent
	End     string
	Sum     string   // SHA-256 of the zip
	Faults  []string // nothing else counts where there are any
}

// mostFaults are listed.
const mostFaults = 20

func (r *Result) fault(format string, args ...any) {
	if len(r.Faults) < mostFaults {
		r.Faults = append(r.Faults, fmt.Sprintf(format, args...))
	}
}

// Verify checks a bundle to the last byte: what is in it, and that nothing else is.
func Verify(b []byte) Result {
	var r Result
	if len(b) > MaxBytes {
		r.fault("it is larger than %d MB: no bundle is", MaxBytes>>20)
		return r
	}
	files, again, err := compressed(b, MaxBytes)
	if !again {
		files, err = unpack(b)
	}
	if err != nil {
		r.fault("it is no zip as bundles are: %v", err)
		return r
	}
	r.Files, r.Repacked, r.Sum = len(files), again, sum(b)
	c := checking{Result: &r, files: files, byName: map[string][]byte{}}
	c.names()
	c.sums()
	if len(r.Faults) == 0 && !again {
		if stray := strayByte(b, files); stray != "" {
			r.fault("the zip itself was changed: %s", stray)
		}
	}
	c.chain()
	c.told()
	c.mails()
	c.order()
	return r
}

// checking is one bundle while it is checked.
type checking struct {
	*Result
	files  []File
	byName map[string][]byte
	links  []link
}

// names checks that each file is there once, under a name that stays within the folder where it is unpacked.
func (c *checking) names() {
	for _, f := range c.files {
		if !safeName.MatchString(f.Name) || strings.Contains(f.Name, "..") {
			c.fault("%.200q: no file of a bundle is called so", f.Name)
		}
		if _, twice := c.byName[f.Name]; twice {
			c.fault("%.200q is in it twice", f.Name)
		}
		c.byName[f.Name] = f.Data
	}
	for _, name := range []string{fileReadme, fileCheck, fileID, fileTimeline, fileJSON, fileChain, fileMails, fileSums} {
		if _, there := c.byName[name]; !there {
			c.fault("%s is missing", name)
		}
	}
}

// sums checks each file against the list of sums, and the list against the files.
func (c *checking) sums() {
	listed := map[string]bool{}
	for line := range strings.Lines(string(c.byName[fileSums])) {
		line = strings.TrimSuffix(line, "\n")
		want, name, ok := strings.Cut(line, "  ")
		data, there := c.byName[name]
		switch {
		case !ok || len(want) != 64:
			c.fault("%s: %.100q is no line of it", fileSums, line)
		case listed[name]:
			c.fault("%s names %.200q twice", fileSums, name)
		case !there:
			c.fault("%.200q is missing; %s names it", name, fileSums)
		case sum(data) != want:
			c.fault("%.200q is not what %s says: SHA-256 is %s, and not %s", name, fileSums, sum(data), want)
		}
		listed[name] = true
	}
	for _, f := range c.files {
		if f.Name != fileSums && !listed[f.Name] {
			c.fault("%.200q was added; %s does not name it", f.Name, fileSums)
		}
	}
}

// chain checks that each fact continues the one before, and that the payloads are those it was made of.
func (c *checking) chain() {
	c.ID = string(c.byName[fileID])
	root := sha256.Sum256(c.byName[fileID])
	before := root[:]
	var rows [][]string
	known := map[string]bool{}
	for n := 1; ; n++ {
		name := factName(n)
		b, there := c.byName[name+endLink]
		if !there {
			break
		}
		l, err := parseLink(b)
		if err != nil {
			c.fault("%s: %v", name+endLink, err)
			return
		}
		if !bytes.Equal(l.before, before) {
			c.fault("%s does not continue what stands before it", name+endLink)
		}
		rows = append(rows, l.row(n, c.payload(name, l, known)))
		known[name+endLink] = true
		c.links = append(c.links, l)
		before = l.hash
		c.Facts, c.End = n, fmt.Sprintf("%x", l.hash)
	}
	if c.Facts == 0 {
		c.fault("it has no fact")
	}
	if !bytes.Equal(chainTable(rows), c.byName[fileChain]) {
		c.fault("%s does not say what the links say", fileChain)
	}
	for _, f := range c.files {
		if strings.HasPrefix(f.Name, "chain/") && !known[f.Name] {
			c.fault("%.200q belongs to no fact", f.Name)
		}
	}
}

// told checks that the timeline tells the facts of the chain: as many, of the same kinds, times and colleagues. Its
// words are in no chain, nor what is told no more.
func (c *checking) told() {
	var t struct {
		History *[]struct {
			At   time.Time
			Fact string
			By   string
		}
	}
	if err := json.Unmarshal(c.byName[fileJSON], &t); err != nil {
		c.fault("%s cannot be read: %v", fileJSON, err)
		return
	}
	if t.History == nil || len(c.links) != c.Facts { // nothing is told, or the chain is broken
		return
	}
	if len(*t.History) != c.Facts {
		c.fault("%s tells of %d facts, and the chain has %d", fileJSON, len(*t.History), c.Facts)
		return
	}
	lines := toldLines(c.byName[fileTimeline])
	if len(lines) != c.Facts {
		c.fault("%s tells of %d facts, and the chain has %d", fileTimeline, len(lines), c.Facts)
		return
	}
	for i, told := range *t.History {
		l := c.links[i]
		if told.Fact != l.kind && told.Fact != kindUntold || !told.At.Equal(l.at.Truncate(time.Second)) {
			c.fault("%s tells of fact %d as %q at %s, and the chain of %q at %s", fileJSON, i+1, told.Fact,
				told.At.UTC().Format(time.RFC3339), l.kind, l.at.Format(time.RFC3339))
		}
		if l.person != "" && told.By != l.person && told.Fact != kindUntold {
			c.fault("%s tells of fact %d as one of %q, and the chain of %q", fileJSON, i+1, told.By, l.person)
		}
		want := fmt.Sprintf("%-16s %s", told.At.Format("Mon 2 Jan 15:04"), told.Fact)
		if !strings.HasPrefix(lines[i]+" ", want+" ") {
			c.fault("%s tells of fact %d as %q, and the chain of %q", fileTimeline, i+1, lines[i], want)
		}
	}
}

// toldLines are the first lines of what timeline.txt tells of each fact: further ones are indented more.
func toldLines(timeline []byte) (out []string) {
	_, after, _ := strings.Cut(string(timeline), "\nWhat happened\n")
	told, _, _ := strings.Cut(after, "\n\n")
	for line := range strings.Lines(told) {
		if s, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "  "); ok && !strings.HasPrefix(s, " ") {
			out = append(out, s)
		}
	}
	return out
}

// kindUntold is what a fact about silence long ago is told as, see handoff.KindUntold.
const kindUntold = "untold"

// payload checks the payload of a fact, and says what is known of it.
func (c *checking) payload(name string, l link, known map[string]bool) string {
	body, there := c.byName[name+endPayload]
	if there {
		salt, decided := c.byName[name+endSalt], c.byName[name+endDecided]
		known[name+endPayload], known[name+endSalt], known[name+endDecided] = true, true, true
		if sha := sha256.Sum256(slices.Concat(salt, decided, body)); !bytes.Equal(sha[:], l.commitment) {
			c.fault("%s, with its salt, is not what %s was made of", name+endPayload, name+endLink)
		}
		if (l.rules == 0) != (len(decided) == 0) {
			c.fault("%s does not go with %s", name+endDecided, name+endLink)
		}
		return payloadWhole
	}
	if _, there := c.byName[name+endBlanked]; there {
		known[name+endBlanked] = true
		c.Blanked++
		return payloadBlanked
	}
	c.Erased++
	return payloadErased
}

// mails checks the list of mails against the mails.
func (c *checking) mails() {
	var list []Mail
	if err := json.Unmarshal(c.byName[fileMails], &list); err != nil {
		c.fault("%s cannot be read: %v", fileMails, err)
		return
	}
	c.Absent = absent(list)
	named := map[string]bool{}
	for _, m := range list {
		if m.File == "" {
			c.Gone++
			continue
		}
		c.Mails++
		data, there := c.byName[m.File]
		if !there {
			c.fault("%.200q is missing; %s names it", m.File, fileMails)
		} else if m.Note == "" && sum(data) != m.SHA256 {
			c.fault("%.200q is not what %s says", m.File, fileMails)
		}
		named[m.File] = true
	}
	for _, f := range c.files {
		if strings.HasPrefix(f.Name, "mails/") && !named[f.Name] {
			c.fault("%.200q is not named by %s", f.Name, fileMails)
		}
	}
}

// order checks what is the same in every bundle: what it tells people is what it was written with, and nothing stands
// where nothing belongs.
func (c *checking) order() {
	if !bytes.Equal(c.byName[fileCheck], []byte(check)) {
		c.fault("%s is not the one of this version of handoffd", fileCheck)
	}
	for _, f := range c.files {
		folder, _, in := strings.Cut(f.Name, "/")
		if in && !slices.Contains([]string{"chain", "mails", "config"}, folder) {
			c.fault("%.200q stands in no folder of a bundle", f.Name)
		}
	}
}
