package store

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"handoffd/handoff"
)

// written is what a decision adds, as bytes. They are made once, by whoever comes first: a helper beside the writer,
// or who tells them the database, or the writer that needs them now.
type written struct {
	keeps   *handoff.Handoff // as it is kept; nil: it is not
	fact    handoff.Fact     // nil: none is added
	env     handoff.Env
	out     handoff.Decision
	actions []handoff.Action

	once    sync.Once
	data    string // the handoff
	body    string // the payload of the fact
	looked  *looked
	decided [sha256.Size]byte
	mails   []string // the actions
	moments string   // what figures count of it; empty: nothing
	err     error
}

func (w *written) write() error {
	w.once.Do(func() {
		defer func() { // the helper's goroutine is no place to die of one fact
			if p := recover(); p != nil {
				w.err = fmt.Errorf("panic while it was encoded: %v", p)
			}
		}()
		p := papers.Get().(*paper)
		w.err = w.encode(p)
		*p = paper{b: p.b[:0]}
		papers.Put(p)
	})
	return w.err
}

// paper is what a decision is written on, before it is cut into the values of rows.
type paper struct {
	b       []byte
	setting setting
	err     error
}

var papers = sync.Pool{New: func() any { return new(paper) }}

// piece is where something stands on the paper.
type piece struct{ from, to int }

func (w *written) encode(p *paper) error {
	var data, body, moments piece
	if w.keeps != nil {
		data = p.json(w.keeps)
	}
	if w.fact != nil {
		p.setting = setting{Now: w.env.Now, Reason: w.out.Reason, Load: w.env.Load, Lookups: w.env.Lookups}
		if w.env.Config != nil {
			p.setting.Config = w.env.Config.Hash
		}
		var err error
		if w.looked, err = lookedOf(&p.setting); err != nil {
			return err
		}
		body = p.payload(w.fact)
		w.decided = handoff.Sum(&w.out.Handoff)
	}
	if len(w.out.Moments) > 0 {
		moments = p.json(&w.out.Moments)
	}
	from := len(p.b)
	ends := make([]int, len(w.actions))
	for i := range w.actions {
		ends[i] = p.json(&w.actions[i]).to
	}
	if p.err != nil {
		return p.err
	}
	all := string(p.b)
	w.data, w.body, w.moments = all[data.from:data.to], all[body.from:body.to], all[moments.from:moments.to]
	w.mails = make([]string, len(ends))
	for i, to := range ends {
		w.mails[i], from = all[from:to], to
	}
	return nil
}

// json adds what is behind a pointer.
func (p *paper) json(pointer any) piece {
	from := len(p.b)
	if p.err == nil {
		p.b, p.err = handoff.AppendJSON(p.b, pointer)
	}
	return piece{from, len(p.b)}
}

// payload adds a fact with the setting, as payload has them.
func (p *paper) payload(f handoff.Fact) piece {
	from := len(p.b)
	p.b = append(p.b, `{"Fact":`...)
	p.json(f)
	p.b = append(p.b, `,"Env":`...)
	p.json(&p.setting)
	p.b = append(p.b, '}')
	return piece{from, len(p.b)}
}
