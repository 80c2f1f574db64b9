package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"handoffd/handoff/store"
)

// How often progress is shown: in a terminal, and in a log.
const (
	redraw = 100 * time.Millisecond
	relog  = 10 * time.Second
)

// progress shows on standard error how far a copy is: one line that is drawn anew in a terminal, log lines elsewhere.
type progress struct {
	out      io.Writer
	terminal bool
	log      *slog.Logger
	now      func() time.Time
	stage    string
	began    time.Time // the stage
	shown    time.Time
	drawn    bool // the line in the terminal is not ended yet
}

func newProgress(s streams) *progress {
	return &progress{out: s.err, terminal: isTerminal(s.err), log: slog.New(slog.NewTextHandler(s.err, nil)), now: s.now}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// tell shows the beginning and the end of each stage, and what lies between now and then.
func (p *progress) tell(at store.Progress) {
	now := p.now()
	every := relog
	if p.terminal {
		every = redraw
	}
	begins := at.Stage != p.stage
	if begins {
		p.end()
		p.stage, p.began = at.Stage, now
	}
	if !begins && at.Done < at.Total && now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	percent := int64(100)
	if at.Total > 0 {
		percent = 100 * at.Done / at.Total
	}
	rate := "–"
	if span := now.Sub(p.began).Seconds(); span > 0 {
		rate = p.amount(float64(at.Done)/span) + "/s"
	}
	if !p.terminal {
		p.log.Info(p.stage, "percent", percent, "of", p.amount(float64(at.Total)), "rate", rate)
		return
	}
	p.drawn = true
	fmt.Fprintf(p.out, "\r\x1b[K%s: %d %% of %s, %s", p.stage, percent, p.amount(float64(at.Total)), rate)
}

// amount is in bytes or handoffs, as the stage counts.
func (p *progress) amount(n float64) string {
	if p.stage == store.StageCopy {
		return sizeText(n)
	}
	return fmt.Sprintf("%.0f handoffs", n)
}

// end ends the line in the terminal.
func (p *progress) end() {
	if p.drawn {
		fmt.Fprintln(p.out)
	}
	p.drawn = false
}
