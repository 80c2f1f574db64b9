package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/bundle"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// proofReader reads what a bundle is made of.
type proofReader interface {
	recordReader
	Links(id handoff.ID) ([]store.Link, error)
	Letters(id handoff.ID) ([]store.InMail, error)
	Joined(id handoff.ID) (map[int64]bool, error)
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
	for _, l := range links {
		b.Facts = append(b.Facts, bundle.Fact{Link: l.Bytes, Salt: l.Salt, Decided: l.Decided, Payload: l.Payload})
	}
	if b.Mails, err = bundledMails(tx, d, set, h.ID); err != nil {
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
	fmt.Fprint(s.out, c.Bundle, ": ", resultText(bundle.Verify(zip)))
	return nil
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
func bundledMails(tx proofReader, d *handoff.Config, set *templates.Reasons, id handoff.ID) ([]bundle.Mail, error) {
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
	var out []bundle.Mail
	for _, m := range letters { // first those that came in: what went out at the same moment answers them
		out = append(out, bundle.Mail{At: view.Stamp(m.Arrived, time.UTC), What: m.Kind, Who: m.Sender,
			MessageID: m.MessageID, State: m.Verdict, Why: view.Why(set, d, m.Why), Raw: m.Raw})
	}
	for _, r := range rows {
		at := r.Finished
		if at.IsZero() {
			at = r.Created
		}
		sent := view.SentOf(r.Action, cmp.Or(view.Why(set, d, r.Reason), r.Error, view.Why(set, d, r.Action.Why)))
		out = append(out, bundle.Mail{Out: true, At: view.Stamp(at, time.UTC), What: string(r.Action.Purpose), Who: sent.To,
			MessageID: r.MessageID, State: r.State, Why: sent.Why, Raw: r.Bytes, Others: joined[r.ID]})
	}
	slices.SortStableFunc(out, func(a, b bundle.Mail) int { return strings.Compare(a.At, b.At) })
	return out, nil
}
