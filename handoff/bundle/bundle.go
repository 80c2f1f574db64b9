// Package bundle is the proof of one handoff in one file: a zip that is the same bytes for the same record, says how to
// check it with what every machine has, and is checked by Verify to the last byte.
//
// It holds what was stored: the chain of facts with salts and payloads, mails and calendar objects as they were sent
// and received, the configs that were in force. The event numbers of reps are blanked, since whoever knows one can
// answer an invitation in the rep's name; only the prospect's stands as it was. What was erased is named as erased.
//
// It says nothing about who made it: whoever can write the database can write another chain. Compare the last hash with
// one that was kept elsewhere, and mails with those that their recipients hold. Words of the timeline and mails are in
// no chain: they are checked against sums, which whoever can write the zip can make anew. Keep the sum of the zip, too.
package bundle

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"handoffd/handoff/text"
	"slices"
	"strings"
	"text/template"
)

// Bounds of a bundle. Verify reads none that is larger.
const (
	MaxBytes = 512 << 20
	maxFiles = 60_000 // what a zip can hold without extensions is 65,535
	maxFacts = 20_000
)

// ErrLarge says that a handoff does not fit into a bundle.
var ErrLarge = errors.New("too large for a bundle")

// Contents are what goes into a bundle.
type Contents struct {
	ID       string
	Timeline string // for people
	JSON     []byte // the same for programs
	Facts    []Fact
	Mails    []Mail // in the order in which they went out and came in
	Configs  []Config
	Secrets  []string // what is blanked wherever it stands
}

// Fact is one link of the chain as it is stored.
type Fact struct {
	Link    []byte // what is hashed: see the README of the bundle
	Salt    []byte
	Decided []byte // SHA-256 of the decided handoff; nil: unknown
	Payload []byte // nil: erased
	Untold  bool   // it is left out, as it tells of silence that is told of nobody any more
	Short   bool   // what calendars showed was taken out of it, and it proves nothing any more
}

// Mail is a mail or calendar object.
type Mail struct {
	Out       bool   `json:"out"` // sent, else received
	At        string `json:"at"`
	What      string `json:"what"` // purpose, or kind of what came in
	Who       string `json:"who"`  // recipient or sender
	MessageID string `json:"message_id,omitempty"`
	State     string `json:"state"` // of a sent one, or the verdict on a received one
	Why       string `json:"why,omitempty"`
	File      string `json:"file,omitempty"`   // empty: no bytes in here
	SHA256    string `json:"sha256,omitempty"` // of the bytes as they went out or came in
	Note      string `json:"note,omitempty"`   // on the file, or why there is none
	Raw       []byte `json:"-"`
	Others    bool   `json:"-"` // it is about other handoffs as well
}

// Why a mail of the list has no bytes in a bundle; as its note.
const (
	AbsentWaiting = "is still to be sent"
	AbsentUnsent  = "was not sent"
	AbsentNoMail  = "was no mail: something was written into a calendar, or deleted there"
	AbsentErased  = "was erased on request"
	AbsentOver    = "was dropped, as it was kept long enough"
	AbsentUntold  = "tells what is told of nobody after 90 days"
	AbsentOthers  = "is about other handoffs as well, and not in here"
)

// absences are all of them, in the order in which they are told.
var absences = []string{AbsentWaiting, AbsentUnsent, AbsentNoMail, AbsentErased, AbsentOver, AbsentUntold,
	AbsentOthers}

// Absent counts mails that have no bytes in a bundle, for one reason.
type Absent struct {
	Why string // empty: a bundle of an earlier version, which does not say
	N   int
}

// absent counts the mails without bytes by why.
func absent(list []Mail) (out []Absent) {
	n := map[string]int{}
	for _, m := range list {
		if m.File == "" {
			n[m.Note]++
		}
	}
	for _, why := range absences {
		if n[why] > 0 {
			out = append(out, Absent{why, n[why]})
		}
		delete(n, why)
	}
	rest := 0
	for _, k := range n {
		rest += k
	}
	if rest > 0 {
		out = append(out, Absent{N: rest})
	}
	return out
}

// Config is a config under which facts were decided.
type Config struct {
	Hash string
	TOML string // without secrets; empty: not recorded then
	JSON []byte // as it was understood, for want of the TOML
}

// The files that stand in every bundle.
const (
	fileReadme   = "README.txt"
	fileCheck    = "check.sh"
	fileID       = "ID"
	fileTimeline = "timeline.txt"
	fileJSON     = "timeline.json"
	fileChain    = "chain.csv"
	fileMails    = "mails.json"
	fileSums     = "SHA256SUMS"
)

//go:embed readme.txt
var readme string

//go:embed check.sh
var check string

// File is one file of a bundle.
type File struct {
	Name string
	Data []byte
}

// Files are the files of the bundle in their order, the list of their sums last.
func (c Contents) Files() ([]File, error) {
	if len(c.Facts) > maxFacts {
		return nil, fmt.Errorf("%s has %d facts: %w", c.ID, len(c.Facts), ErrLarge)
	}
	b := text.SeekWithin(c.Secrets...)
	chain, blanked, err := chainFiles(c.Facts, b)
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", c.ID, err)
	}
	mails, list, err := mailFiles(c.Mails, b)
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", c.ID, err)
	}
	explained, err := explain(c, blanked, absent(list))
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", c.ID, err)
	}
	files := []File{{fileReadme, explained}, {fileCheck, []byte(check)}, {fileID, []byte(c.ID)},
		{fileTimeline, b.Blank([]byte(c.Timeline))}, {fileJSON, b.Blank(c.JSON)}}
	files = append(append(files, chain...), mails...)
	for _, conf := range c.Configs {
		f := File{"config/" + conf.Hash + ".toml", []byte(conf.TOML)}
		if conf.TOML == "" {
			f = File{"config/" + conf.Hash + ".json", conf.JSON}
		}
		files = append(files, f)
	}
	return append(files, File{fileSums, sums(files)}), nil
}

// Zip is the bundle as one file.
func (c Contents) Zip() ([]byte, error) {
	files, err := c.Files()
	if err != nil {
		return nil, err
	}
	size := 0
	for _, f := range files {
		size += len(f.Data) + 200
	}
	if size > MaxBytes || len(files) > maxFiles {
		return nil, fmt.Errorf("%s has %d files of %d MB: %w", c.ID, len(files), size>>20, ErrLarge)
	}
	var out bytes.Buffer
	pack(&out, files)
	return out.Bytes(), nil
}

// sums is the list of the files as sha256sum writes it.
func sums(files []File) []byte {
	var lines []string
	for _, f := range files {
		lines = append(lines, sum(f.Data)+"  "+f.Name+"\n")
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	return []byte(strings.Join(lines, ""))
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// explain is the README.
func explain(c Contents, blanked int, gone []Absent) ([]byte, error) {
	var erased, short, untold int
	for _, f := range c.Facts {
		if f.Payload == nil {
			erased++
		} else if f.Untold {
			untold++
		} else if f.Short {
			short++
		}
	}
	t, err := template.New(fileReadme).Parse(readme)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		ID                                           string
		Facts, Erased, Blanked, Short, Untold, Mails int
		Absent                                       []Absent
	}{c.ID, len(c.Facts), erased, blanked - short - untold, short, untold, len(c.Mails), gone})
	return out.Bytes(), err
}

// mailFiles are the mails, and the list of them.
func mailFiles(mails []Mail, b text.Sought) (files []File, list []Mail, err error) {
	list = slices.Clone(mails)
	before := map[string]string{} // one mail may have been several actions
	for i := range list {
		m := &list[i]
		if m.Raw == nil {
			continue
		}
		m.SHA256 = sum(m.Raw)
		if m.Others {
			m.Note = AbsentOthers
			continue
		}
		way := "in"
		if m.Out {
			way = "out"
		}
		data, name := b.Blank(m.Raw), before[way+m.SHA256]
		if name == "" {
			name = fmt.Sprintf("mails/%05d-%s-%s%s", i+1, way, plainName(m.What), suffix(m.Raw))
			before[way+m.SHA256] = name
			files = append(files, File{name, data})
		}
		m.File = name
		if !bytes.Equal(data, m.Raw) {
			m.Note = "the event number of a rep is blanked; sha256 is that of the mail as it was"
		}
	}
	all, err := json.MarshalIndent(list, "", "  ")
	return append([]File{{fileMails, append(b.Blank(all), '\n')}}, files...), list, err
}

// suffix tells mails from what was written into a calendar.
func suffix(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("BEGIN:VCALENDAR")):
		return ".ics"
	case bytes.HasPrefix(raw, []byte("{")):
		return ".json"
	}
	return ".eml"
}

// plainName is what of a word a file may be called.
func plainName(s string) string {
	out := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(s))
	return out[:min(len(out), 40)]
}
