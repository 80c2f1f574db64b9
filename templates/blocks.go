package templates

import (
	"embed"
	"errors"
	"fmt"
	"path/filepath"
)

//go:embed blocks/*.txt
var embeddedBlocks embed.FS

// blocksFolder holds the sentences and titles that several mails have in common, one file a block, "code: sentence" one
// a line. A line of an overriding file takes the place of the line with the same code; all others stay.
const blocksFolder = "blocks"

// blocks are the files, each with the view that its lines print.
var blocks = []struct {
	name string
	view any
}{
	{"people", People{}}, {"next", Next{}}, {"standing", Standing{}}, {"turns", Turn{}}, {"reps", Choosing{}},
	{"clash", InTheWay{}}, {"facts", Facts{}}, {"commands", Effect{}}, {"letter", Aside{}}, {"event", Entry{}},
	{"trial", Trial{}}, {"calendar", Tidy{}}, {listsBlock, List{}}, {"first", Next{}}, {"taps", Effect{}},
	{"playbook", Because{}},
}

// People is what the lines of the block "people" can print.
type People struct {
	Name    string // of somebody, or of a lead; in a greeting perhaps several
	Address string
	Company string
	Subject string // of the mail that brought a brief
}

// Next is what the lines of the block "next" can print.
type Next struct {
	Owner     Person // who moves
	Rep       Person // who has the lead
	To        Person // who gets it next
	Manager   Person
	Prospect  string
	On        string // until when
	By        string // the same with a word: "by …", or "now"
	Start     string // of the meeting
	Task      string // what is to be done, in other words of this block
	Otherwise string // what follows if it is not
	Then      string // the same as a sentence
	First     string // first name of who gets it next
	Zone      string // of On
	Left      string // working time until then, in other words of this block
	Note      string // zone and working time, in other words of this block
	Length    string // of a span, in hours or minutes: "1.5"
}

// Standing is what the lines of the block "standing" can print.
type Standing struct {
	Rep       Person
	Manager   Person
	Qualifier Person
	Prospect  string
	Lacking   string // what the rep has not done yet, in other words of this block
	Done      string // what they have: "accepted the invitation Mon 23 Nov, 09:00 CET"
	Day       string // until when the lead sleeps
	AtOnce    string // all who are asked at once
	AskedAt   string // when they read so; empty: they were asked
}

// Turn is what the lines of the block "turns" can print.
type Turn struct {
	At       string
	Span     string // from when to when the rep could answer
	Number   int
	Prospect string
	Rep      string
	What     string // what was done, in other words of this block
	Words    string // as they stand
}

// Choosing is what the lines of the block "reps" can print.
type Choosing struct {
	Name   string
	First  string // first name
	Why    string
	By     string // what put somebody before the next one
	Note   string // what the calendar leaves open
	At     string // when the calendars were looked into
	Prefix string // of answers, where a mail is about several leads: "HO-7K3QX2 "
}

// InTheWay is what the lines of the block "clash" can print.
type InTheWay struct {
	Rep      Person
	Name     string
	First    string // first name
	Prospect string
	Span     string
	There    string // the same on other clocks
	At       string
	What     string // what is in the way, in other words of this block
	Cause    string // why it may be no appointment; why calendars could not be read
	Number   int
	Has      int // meetings of the rep
	Most     int // that are to be
}

// Facts is what the lines of the block "facts" can print.
type Facts struct{ Name, Value, Address, Became string }

// Effect is what the lines of the block "commands" can print.
type Effect struct{ Name string }

// Aside is what the lines of the block "letter" can print.
type Aside struct {
	Lead     string // the case: "Pat Kim (Globex)"
	Prospect string
	Standing string
	Label    string // of a field that is missing
	Subject  string
	Token    string
	Number   int64
}

// Entry is what the lines of the block "event" can print.
type Entry struct {
	Name, Company string
	Theirs        string // company of the prospect, or else their name
	Topic         string // what the meeting is about; empty: not said
	Place         string
	Label, Value  string
	Files         string
	Megabytes     int
	ID            string // of the lead
}

// Trial is what the lines of the block "trial" can print.
type Trial struct {
	Subject  string
	Address  string
	Banner   string
	Prospect string
}

// Tidy is what the lines of the block "calendar" can print.
type Tidy struct {
	Span   string // a length of time
	One    bool   // it is a single hour or minute
	Number int64
	What   string // other words of this block; why an entry is told, or a calendar could not be read; names
	When   string // of an entry
	Until  string // the day of the last time of a series
}

// loadBlocks parses the blocks with the overrides in the folder. The error names every file that cannot be used.
func loadBlocks(dir string, funcs map[string]any) (map[string]lines, error) {
	all := make(map[string]lines, len(blocks))
	var errs []error
	for _, b := range blocks {
		l, err := loadLines(embeddedBlocks, blockFile(b.name), dir, b.view, funcs)
		errs = append(errs, err)
		all[b.name] = l
	}
	return all, errors.Join(errs...)
}

func blockFile(name string) string { return blocksFolder + "/" + name + ".txt" }

// Line fills in a line of a block. The view must be of the kind that belongs to the block.
func (s *Set) Line(block, code string, view any) (string, error) {
	l, ok := s.blocks[block][code]
	if !ok {
		return "", fmt.Errorf("%w: there is no line %q in %s", ErrTemplate, code, filepath.Base(blockFile(block)))
	}
	out, err := l.say(view)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return out, nil
}
