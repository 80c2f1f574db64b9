package main

import (
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"sync"
	"time"

	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// How often progress is shown: in a terminal, and in a log; there also after so many mails.
const (
	redraw    = 100 * time.Millisecond
	relog     = 10 * time.Second
	relogMail = 1000
)

// progress shows on standard error how far long work is: one line that is drawn anew in a terminal, log lines
// elsewhere. Several kinds of work may go on at once.
type progress struct {
	out      io.Writer
	terminal bool
	log      *slog.Logger
	now      func() time.Time

	mu      sync.Mutex
	courses map[string]*course
	drawn   bool // the line in the terminal is not ended yet
}

// course is one kind of work.
type course struct {
	began, shown time.Time
	told         int64 // how much was done when it was shown
}

func newProgress(s streams) *progress {
	return &progress{out: s.err, terminal: isTerminal(s.err), log: slog.New(slog.NewTextHandler(s.err, nil)), now: s.now,
		courses: map[string]*course{}}
}

func isTerminal(w io.Writer) bool {
	f := fileOf(w)
	if f == nil {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// Write writes lines of a log, which may come while a line is drawn.
func (p *progress) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
	return p.out.Write(line)
}

// tell shows how far a copy of the database is.
func (p *progress) tell(at store.Progress) {
	unit := unitOf("handoff", "handoffs")
	if at.Stage == store.StageCopy {
		unit = templates.Size[float64]
	}
	p.show(at.Stage, at.Done, at.Total, 0, unit)
}

// tellReading shows how far the reading of a mailbox is.
func (p *progress) tellReading(source string, done, left int) {
	p.show("reading "+source, int64(done), int64(done+left), relogMail, unitOf("mail", "mails"))
}

// unitOf says how many there are of a thing.
func unitOf(one, many string) func(float64) string {
	return func(n float64) string { return text.Count(int(math.Round(n)), one, many) }
}

// show shows the beginning and the end of each stage, and what lies between now and then; in a log also each time that
// so much more is done, if every is not 0.
func (p *progress) show(name string, done, total, every int64, unit func(float64) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	s, known := p.courses[name]
	if !known {
		s = &course{began: now}
		p.courses[name] = s
		p.end()
	}
	pause, ended := relog, done >= total
	if p.terminal {
		pause = redraw
	}
	due := now.Sub(s.shown) >= pause || !p.terminal && every > 0 && done-s.told >= every
	if known && !ended && !due {
		return
	}
	s.shown, s.told = now, done
	p.write(name, s.span(now), done, total, unit)
	if ended {
		delete(p.courses, name)
		p.end()
	}
}

func (s *course) span(now time.Time) float64 { return now.Sub(s.began).Seconds() }

func (p *progress) write(name string, span float64, done, total int64, unit func(float64) string) {
	percent, rate, left := int64(100), "–", "–"
	if total > 0 {
		percent = 100 * done / total
	}
	if span > 0 && done > 0 {
		rate = unit(float64(done)/span) + "/s"
		left = time.Duration(float64(total-done) * span / float64(done) * float64(time.Second)).Round(time.Second).String()
	}
	if !p.terminal {
		p.log.Info(name, "percent", percent, "done", unit(float64(done)), "of", unit(float64(total)), "rate", rate, "left",
			left)
		return
	}
	p.drawn = true
	fmt.Fprintf(p.out, "\r\x1b[K%s: %s of %s, %d %%, %s, %s left", name, unit(float64(done)), unit(float64(total)),
		percent, rate, left)
}

// end ends the line in the terminal.
func (p *progress) end() {
	if p.drawn {
		fmt.Fprintln(p.out)
	}
	p.drawn = false
}
