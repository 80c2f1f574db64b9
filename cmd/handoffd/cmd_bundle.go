package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/bundle"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// proofReader reads what a bundle is made of.
type proofReader interface {
	recordReader
	Links(id handoff.ID) ([]store.Link, error)
	Letters(id handoff.ID) ([]store.InMail, error)
	Joined(id handoff.ID) (map[int64]bool, error)
	Rendered(id handoff.ID) (map[int64]bool, error)
	Forgotten(id handoff.ID) (bool, error)
	Config(hash string) (store.StoredConfig, error)
}

// bundle writes the proof of a handoff into a file that is not there yet.
func (c *showCmd) bundle(s streams, tx proofReader, d *handoff.Config, set *templates.Reasons, h handoff.Handoff,
	shown view.Whole) error {
	b := bundle.Contents{ID: string(h.ID), Secrets: repsUIDs(h)}
	var told bytes.Buffer
	since := func() time.Time { return h.Since } // the record alone decides what the bundle says
	c.print(streams{out: &told, now: since}, d, set, h, shown)
	b.Timeline = told.String()
	told.Reset()
	if err := printJSON(streams{out: &told}, shown); err != nil {
		return err
	}
	b.JSON = told.Bytes()
	links, err := tx.Links(h.ID)
	if err != nil {
		return err
	}
	if b.Configs, err = configsOf(tx, links); err != nil {
		return err
	}
	facts, err := tx.Facts(h.ID)
	if err != nil {
		return err
	}
	for i, l := range links {
		b.Facts = append(b.Facts, bundle.Fact{Link: l.Bytes, Salt: l.Salt, Decided: l.Decided, Payload: l.Payload,
			Short: l.Shortened, Untold: i < len(facts) && untold(facts[i], s.now())})
	}
	if b.Mails, err = bundledMails(tx, d, set, h, s.now()); err != nil {
		return err
	}
	zip, err := b.Zip()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.Bundle, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fileTrouble("write the bundle", c.Bundle, "a file that is not there yet", err)
	}
	_, err = f.Write(zip)
	if err = cmp.Or(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the bundle %s: %w", c.Bundle, err)
	}
	fmt.Fprint(s.out, text.Wrap(c.Bundle+": "+resultText(bundle.Verify(zip)), screenOf(s.out).width))
	return nil
}

// untold says whether the payload of a fact tells of neglect that is too long ago to be told: what came of it, or how
// often reps did not answer, by which it was decided.
func untold(f store.StoredFact, now time.Time) bool {
	kind, _, why := handoff.UntoldFact(f.Kind, handoff.About{At: f.At}, f.Reason, now)
	silent := func(l handoff.Load) bool { return l.Silent > 0 || l.Cost > 0 }
	return kind != f.Kind || !why.Same(f.Reason) || !handoff.NeglectTold(f.At, now) &&
		slices.ContainsFunc(slices.Collect(maps.Values(f.Load)), silent)
}

// repsUIDs are the event numbers that nobody but a rep may know: only the prospect's stands in a bundle. Of each it is
// the drawn part.
func repsUIDs(h handoff.Handoff) []string {
	var out []string
	for _, e := range h.Events().UIDs() {
		if drawn, _, _ := strings.Cut(e.UID, "@"); e.Person != "" && drawn != "" {
			out = append(out, drawn)
		}
	}
	return out
}

// configsOf are the configs under which the facts were decided, in the order of their first.
func configsOf(tx proofReader, links []store.Link) ([]bundle.Config, error) {
	var out []bundle.Config
	for _, l := range links {
		known := func(c bundle.Config) bool { return c.Hash == l.Config }
		if l.Config == "" || slices.ContainsFunc(out, known) {
			continue
		}
		conf, err := tx.Config(l.Config)
		if err != nil {
			return nil, err
		}
		body, err := handoff.EncodeConfig(conf.Config)
		if err != nil {
			return nil, err
		}
		out = append(out, bundle.Config{Hash: l.Config, TOML: conf.TOML, JSON: body})
	}
	return out, nil
}

// bundledMails are all mails and calendar objects of a handoff, by the time at which they went out or came in.
func bundledMails(tx proofReader, d *handoff.Config, set *templates.Reasons, h handoff.Handoff, now time.Time) (
	[]bundle.Mail, error) {
	id := h.ID
	rows, err := tx.Outbox(id)
	if err != nil {
		return nil, err
	}
	joined, err := tx.Joined(id)
	if err != nil {
		return nil, err
	}
	letters, err := tx.Letters(id)
	if err != nil {
		return nil, err
	}
	rendered, err := tx.Rendered(id)
	if err != nil {
		return nil, err
	}
	forgotten, err := tx.Forgotten(id)
	if err != nil {
		return nil, err
	}
	erased, err := erasure(tx, &h)
	if err != nil {
		return nil, err
	}
	gone := droppedAs(h, forgotten, rows, joined, letters)
	var out []bundle.Mail
	for _, m := range letters { // first those that came in: what went out at the same moment answers them
		one := bundle.Mail{At: view.Stamp(m.Arrived, time.UTC), What: m.Kind, Who: m.Sender, MessageID: m.MessageID,
			State: m.Verdict, Why: view.Why(set, d, m.Why), Raw: m.Raw}
		if forgotten {
			one.Who = cmp.Or(one.Who, handoff.ErasedMark)
		}
		if m.Raw == nil {
			one.Note = gone
		}
		out = append(out, one)
	}
	for _, r := range rows {
		at := r.Finished
		if at.IsZero() {
			at = r.Created
		}
		sent := sentOf(r, erased, d, set, now)
		if forgotten {
			sent.To, sent.Why = cmp.Or(sent.To, handoff.ErasedMark), cmp.Or(sent.Why, handoff.ErasedMark)
		}
		one := bundle.Mail{Out: true, At: view.Stamp(at, time.UTC), What: string(r.Action.Purpose), Who: sent.To,
			MessageID: r.MessageID, State: r.State, Why: sent.Why, Raw: r.Bytes, Others: joined[r.ID]}
		if !handoff.NeglectTold(r.Created, now) && (r.Action.Why.TellsNeglect() || r.Reason.TellsNeglect()) {
			one.Raw, one.Note = nil, bundle.AbsentUntold
		} else if r.Bytes == nil {
			one.Note = absentAs(r, rendered[r.ID], joined[r.ID], forgotten, gone)
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b bundle.Mail) int { return strings.Compare(a.At, b.At) })
	return out, nil
}

// droppedAs is why bytes of the handoff that were there are there no more. Those of a closed lead go all at once when
// their time is over, but for mails that told of others; where some are left, somebody asked for it.
func droppedAs(h handoff.Handoff, forgotten bool, rows []store.Row, joined map[int64]bool,
	letters []store.InMail) string {
	left := slices.ContainsFunc(rows, func(r store.Row) bool { return r.Bytes != nil && !joined[r.ID] }) ||
		slices.ContainsFunc(letters, func(m store.InMail) bool { return m.Raw != nil })
	if forgotten || left || !h.State.Finished() {
		return bundle.AbsentErased
	}
	return bundle.AbsentOver
}

// absentAs is why there are no bytes of a row of the outbox.
func absentAs(r store.Row, rendered, joined, forgotten bool, gone string) string {
	switch {
	case r.Finished.IsZero():
		return bundle.AbsentWaiting
	case r.State != store.RowSent:
		return bundle.AbsentUnsent
	case joined:
		return bundle.AbsentOthers
	case forgotten || rendered:
		return gone
	}
	return bundle.AbsentNoMail
}
