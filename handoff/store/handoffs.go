package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"handoffd/handoff"
)

// known is what Save must know of the stored row.
type known struct {
	there     bool
	version   int
	columns   [len(columnNames)]any // as columnsOf gives them
	addresses string
	uids      []handoff.EventUID
	rep       handoff.PersonID
	offered   bool
	forget    int
	end       chainEnd         // where its chain of facts ends
	read      *handoff.Handoff // as it was decoded; nil: not since it was saved
	saved     *written         // as it was saved; nil: not in this transaction
}

// The stages of column forget.
const (
	forgetAsked = 1
	forgetDone  = 2
)

// knownOf is what the row of a handoff holds.
func knownOf(h *handoff.Handoff, forget int) known {
	return known{
		there: true, version: h.Version, columns: columnsOf(h), addresses: addresses(h), uids: uidsOf(h), rep: h.Rep(),
		offered: h.State == handoff.Offered && h.Current() != nil, forget: forget,
	}
}

// columnNames are those by which handoffs are looked up. Most have an index, which is costly to touch for nothing.
var columnNames = [...]string{"state", "open", "team", "qualifier", "rep", "turn", "owner", "due_at", "due_what",
	"start_at", "end_at", "uid", "token", "company"}

// columnsOf are the values of columnNames.
func columnsOf(h *handoff.Handoff) [len(columnNames)]any {
	open := h.State.Open()
	var due any
	at, what, wakes := handoff.Wakes(h)
	if wakes {
		due = nanos(at)
	}
	return [...]any{string(h.State), flag(open), h.Team, string(h.Qualifier), string(h.Rep()), flag(h.Meets()),
		string(h.Next.Owner), due,
		string(what), nanos(h.Start), nanos(h.End), text(h.UID), text(h.Token),
		text(clip(handoff.CompanyOf(h), longest))}
}

// Handoff reads a handoff; ErrNotFound if there is none of that id. In a transaction that writes, each version is
// decoded once: what is given is shared, and only its own fields may be changed, as Decide does.
func (tx Record) Handoff(id handoff.ID) (handoff.Handoff, error) {
	if h, known, err := tx.again(id); err != nil {
		return h, tx.fail(err, "read handoff %s", id)
	} else if known {
		return h, nil
	}
	k, err := tx.handoff(id)
	if err != nil {
		return handoff.Handoff{}, tx.fail(err, "read handoff %s", id)
	}
	return *k.read, nil
}

// again gives a handoff that was read or saved in this transaction; false if it was neither.
func (tx *txn) again(id handoff.ID) (handoff.Handoff, bool, error) {
	k, ok := tx.known[id]
	if !ok || !k.there || k.read == nil && k.saved == nil {
		return handoff.Handoff{}, false, nil
	}
	if err := tx.usable(); err != nil {
		return handoff.Handoff{}, false, err
	}
	if k.read == nil {
		k.read = &handoff.Handoff{}
		if err := k.saved.write(); err != nil {
			return handoff.Handoff{}, false, err
		}
		if err := json.Unmarshal([]byte(k.saved.data), k.read); err != nil {
			return handoff.Handoff{}, false, err
		}
		tx.known[id] = k
	}
	return *k.read, true, nil
}

// handoff reads a row and remembers it. What is read may be decided on.
func (tx *txn) handoff(id handoff.ID) (known, error) {
	r, ok := tx.takeAhead(id)
	if !ok {
		if err := tx.lockHandoffs(id); err != nil {
			return known{}, err
		}
		r = &reading{id: id, from: tx.decoded}
		err := tx.one("SELECT data, forget FROM handoffs WHERE id = $1", []any{string(id)}, []any{&r.data, &r.forget})
		if err != nil {
			return known{}, err
		}
		r.decode()
	}
	if r.err != nil {
		return known{}, r.err
	}
	k := knownOf(&r.h, r.forget)
	k.read, k.end = &r.h, r.end
	tx.remember(id, k)
	return k, nil
}

// recall is what is stored of a handoff.
func (tx *txn) recall(id handoff.ID) (known, error) {
	if k, ok := tx.known[id]; ok {
		return k, nil
	}
	k, err := tx.handoff(id)
	if errors.Is(err, sql.ErrNoRows) {
		return known{}, nil
	}
	return k, err
}

func (tx *txn) remember(id handoff.ID, k known) {
	if tx.reading {
		return
	}
	if tx.known == nil {
		tx.known = map[handoff.ID]known{}
	}
	tx.known[id] = k
}

// stage says whether a stored handoff was forgotten: 0, forgetAsked or forgetDone.
func (tx *txn) stage(id handoff.ID) (forget int, err error) {
	if k, ok := tx.known[id]; ok && k.there {
		return k.forget, nil
	}
	err = tx.one("SELECT forget FROM handoffs WHERE id = $1", []any{string(id)}, []any{&forget})
	return forget, err
}

// Save inserts or replaces a handoff, with all that is looked up by it: the prospects' addresses, meetings and open
// offers. Every decision raises the version by one: what is stored must be the version before, else it was decided on
// what is not so any more, and nothing is written: ErrChanged. Of a forgotten handoff nothing about the people outside
// is kept.
func (tx Record) Save(h handoff.Handoff) error {
	w := &written{}
	err := tx.save(&h, h.Version-1, w)
	if err == nil {
		err = w.write()
	}
	if err != nil {
		return tx.fail(err, "save handoff %s", h.ID)
	}
	return nil
}

// save keeps a handoff, which is not changed from now on, in place of the version given. w will have it as bytes.
func (tx *txn) save(h *handoff.Handoff, read int, w *written) error {
	if err := tx.writing(); err != nil {
		return err
	}
	if h.ID == "" {
		return errors.New("it has no id")
	}
	old, err := tx.recall(h.ID)
	if err != nil {
		return err
	}
	if old.there && old.version != read {
		return fmt.Errorf("%w (version %d is stored, %d was read)", ErrChanged, old.version, read)
	}
	if old.forget == forgetDone {
		bare := without(*h)
		h = &bare
	}
	w.keeps = h
	now := knownOf(h, old.forget)
	now.saved, now.end = w, old.end
	if !old.there {
		now.end = chainEnd{sure: true}
	}
	if err := tx.writing(); err != nil {
		return err
	}
	tx.top().change(h.ID, old, now)
	tx.issue(h.ID, old.uids, now.uids)
	if err := tx.meet(h.ID, old.addresses, now.addresses); err != nil {
		return err
	}
	if old.offered {
		tx.count(old.rep, -1)
	}
	if now.offered {
		tx.count(now.rep, +1)
	}
	tx.remember(h.ID, now)
	tx.move(h.ID, now.meeting())
	return nil
}

// changeOne runs a statement that writes one row, unless somebody else was faster: ErrChanged.
func (tx *txn) changeOne(query string, args ...any) error {
	n, err := tx.change(query, args...)
	if err == nil && n == 0 {
		err = ErrChanged
	}
	return err
}

// addresses are those under which a second brief finds this handoff, one a line, as far as they can be kept.
func addresses(h *handoff.Handoff) string {
	out := slices.DeleteFunc(h.Addresses(), func(a string) bool { return len(a) > longest || strings.Contains(a, "\n") })
	return strings.Join(out, "\n")
}

// meet keeps table prospects in step with the handoff.
func (tx *txn) meet(id handoff.ID, old, now string) error {
	if old == now {
		return nil
	}
	if err := tx.lockNames(lockAddress, strings.Split(now, "\n")); err != nil {
		return err
	}
	for a := range strings.SplitSeq(old, "\n") {
		if a == "" {
			continue
		}
		if err := tx.exec("DELETE FROM prospects WHERE address = $1 AND handoff = $2", a, string(id)); err != nil {
			return err
		}
	}
	for a := range strings.SplitSeq(now, "\n") {
		if a == "" {
			continue
		}
		p := tx.top()
		p.met = append(p.met, met{a, id})
		p.rows++
	}
	return nil
}

// ByToken finds the handoff of a thread token.
func (tx Record) ByToken(token string) (handoff.ID, bool, error) {
	return tx.by("token", "SELECT id FROM handoffs WHERE token = $1", token)
}

func (tx *txn) by(what, query, value string) (handoff.ID, bool, error) {
	if value == "" || len(value) > longest {
		return "", false, nil
	}
	var id string
	err := tx.one(query, []any{clip(value, longest)}, []any{&id})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, tx.fail(err, "find a handoff by its %s", what)
	}
	return handoff.ID(id), true, nil
}

// longest bounds every identifier that a stranger may choose; it is the longest line of a mail (RFC 5322 section
// 2.1.1).
const longest = 998

// messageID is the form in which a Message-ID is compared: without angle brackets. Empty if it cannot be one.
func messageID(id string) string {
	id = strings.TrimSpace(id)
	id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
	if len(id) > longest {
		return ""
	}
	return clip(id, longest)
}

// NoteMessageID remembers that a message belongs to the handoff, so that answers to it find the way.
func (tx Record) NoteMessageID(id handoff.ID, message string) error {
	if err := tx.keepMessageID(id, message, true); err != nil {
		return tx.fail(err, "note a message of handoff %s", id)
	}
	return nil
}

func (tx *txn) keepMessageID(id handoff.ID, message string, noted bool) error {
	message = messageID(message)
	if message == "" || id == "" {
		return nil
	}
	if noted { // a forgotten handoff keeps nothing that others sent
		forget, err := tx.stage(id)
		if err != nil || forget == forgetDone {
			return err
		}
	}
	if err := tx.writing(); err != nil {
		return err
	}
	p := tx.top()
	p.notes = append(p.notes, note{message, id, noted})
	p.rows++
	return nil
}

// ByMessageIDs finds the handoff of the first Message-ID that belongs to exactly one: sent ones and those noted. One
// that several share, that of a digest, says nothing.
func (tx Record) ByMessageIDs(ids []string) (handoff.ID, bool, error) {
	for _, id := range ids[:min(len(ids), 100)] {
		found, err := tx.byMessageID(id, 2)
		if err != nil {
			return "", false, err
		}
		if len(found) == 1 {
			return found[0], true, nil
		}
	}
	return "", false, nil
}

// mostJoined bounds the handoffs of one Message-ID that are looked at.
const mostJoined = 100

// OfMessages lists the handoffs of the first Message-ID that belongs to any, such as that of a digest.
func (tx Record) OfMessages(ids []string) ([]handoff.ID, error) {
	for _, id := range ids[:min(len(ids), 100)] {
		if found, err := tx.byMessageID(id, mostJoined); err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

// byMessageID lists handoffs that a Message-ID belongs to.
func (tx Record) byMessageID(id string, most int) (found []handoff.ID, _ error) {
	message := messageID(id)
	if message == "" {
		return nil, nil
	}
	err := tx.each(func(scan func(...any) error) error {
		var h string
		err := scan(&h)
		found = append(found, handoff.ID(h))
		return err
	}, "SELECT handoff FROM message_ids WHERE message_id = $1 ORDER BY handoff LIMIT $2", message, most)
	if err != nil {
		return nil, tx.fail(err, "find a handoff by Message-ID")
	}
	return found, nil
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// text keeps an empty identifier as NULL: many handoffs may have none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
