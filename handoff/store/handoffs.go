package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff"
)

// known is what Save must know of the stored row.
type known struct {
	there     bool
	names     string // columns that hardly ever change
	keys      string // columns with an index, which is costly to touch for nothing
	addresses string
	rep       string
	offered   bool
	forget    int
}

// The stages of column forget.
const (
	forgetAsked = 1
	forgetDone  = 2
)

// knownOf is what the row of a handoff holds.
func knownOf(h *handoff.Handoff, forget int) known {
	k := known{there: true, addresses: addresses(h), rep: string(h.Rep()), offered: h.State == handoff.Offered && h.Current() != nil, forget: forget}
	k.names = strings.Join([]string{string(h.Qualifier), h.UID, h.Token}, "\n")
	k.keys = strings.Join([]string{string(h.State), h.Team, k.rep, string(h.Next.Owner), strconv.FormatBool(meets(h)),
		strconv.FormatInt(nanos(h.Start), 36), strconv.FormatInt(nanos(h.End), 36)}, "\n")
	return k
}

// Handoff reads a handoff; ErrNotFound if there is none of that id.
func (tx *Tx) Handoff(id handoff.ID) (handoff.Handoff, error) {
	h, forget, err := tx.handoff(id)
	if err != nil {
		return handoff.Handoff{}, tx.fail(err, "read handoff %s", id)
	}
	tx.remember(id, knownOf(&h, forget))
	return h, nil
}

func (tx *Tx) handoff(id handoff.ID) (h handoff.Handoff, forget int, err error) {
	var data []byte
	err = tx.one("SELECT data, forget FROM handoffs WHERE id = $1", []any{string(id)}, []any{&data, &forget})
	if err == nil {
		err = json.Unmarshal(data, &h)
	}
	return h, forget, err
}

// recall is what is stored of a handoff.
func (tx *Tx) recall(id handoff.ID) (known, error) {
	if k, ok := tx.known[id]; ok {
		return k, nil
	}
	h, forget, err := tx.handoff(id)
	if errors.Is(err, sql.ErrNoRows) {
		return known{}, nil
	}
	if err != nil {
		return known{}, err
	}
	k := knownOf(&h, forget)
	tx.remember(id, k)
	return k, nil
}

func (tx *Tx) remember(id handoff.ID, k known) {
	if tx.reading {
		return
	}
	if tx.known == nil {
		tx.known = map[handoff.ID]known{}
	}
	tx.known[id] = k
}

// stage says whether a stored handoff was forgotten: 0, forgetAsked or forgetDone.
func (tx *Tx) stage(id handoff.ID) (forget int, err error) {
	if k, ok := tx.known[id]; ok && k.there {
		return k.forget, nil
	}
	err = tx.one("SELECT forget FROM handoffs WHERE id = $1", []any{string(id)}, []any{&forget})
	return forget, err
}

// Save inserts or replaces a handoff, with all that is looked up by it: the prospects' addresses, meetings and open offers.
// Of a forgotten handoff nothing about the people outside is kept.
func (tx *Tx) Save(h handoff.Handoff) error {
	if err := tx.save(h); err != nil {
		return tx.fail(err, "save handoff %s", h.ID)
	}
	return nil
}

func (tx *Tx) save(h handoff.Handoff) error {
	if h.ID == "" {
		return errors.New("it has no id")
	}
	old, err := tx.recall(h.ID)
	if err != nil {
		return err
	}
	if old.forget == forgetDone {
		h = without(h)
	}
	data, err := json.Marshal(h)
	if err != nil {
		return err
	}
	now := knownOf(&h, old.forget)
	if err := tx.put(&h, string(data), old, now); err != nil {
		return err
	}
	if err := tx.meet(h.ID, old.addresses, now.addresses); err != nil {
		return err
	}
	tx.offer(old, -1)
	tx.offer(now, +1)
	tx.remember(h.ID, now)
	return nil
}

// put writes the row.
func (tx *Tx) put(h *handoff.Handoff, data string, old, now known) error {
	open := isOpen(h.State)
	var due any
	if open {
		due = nanos(h.Next.At)
	}
	args := []any{string(h.ID), int64(h.Version), due, string(h.Next.What), data}
	keys := []any{string(h.State), flag(open), h.Team, now.rep, flag(meets(h)), string(h.Next.Owner), nanos(h.Start), nanos(h.End)}
	names := []any{string(h.Qualifier), text(h.UID), text(h.Token)}
	if !old.there {
		return tx.exec(`INSERT INTO handoffs (id, version, due_at, due_what, data, state, open, team, rep, turn, owner, start_at, end_at, qualifier, uid, token)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, slices.Concat(args, keys, names)...)
	}
	if old.names != now.names {
		if err := tx.exec("UPDATE handoffs SET qualifier = $2, uid = $3, token = $4 WHERE id = $1", slices.Concat(args[:1], names)...); err != nil {
			return err
		}
	}
	if old.keys == now.keys {
		return tx.exec("UPDATE handoffs SET version = $2, due_at = $3, due_what = $4, data = $5 WHERE id = $1", args...)
	}
	return tx.exec(`UPDATE handoffs SET version = $2, due_at = $3, due_what = $4, data = $5, state = $6, open = $7, team = $8, rep = $9, turn = $10,
		owner = $11, start_at = $12, end_at = $13 WHERE id = $1`, slices.Concat(args, keys)...)
}

// isOpen says whether something is owed in the state.
func isOpen(s handoff.State) bool { return s != "" && s != handoff.New && !s.Finished() }

// meets says whether the open assignment's rep has, or is asked for, an appointment.
func meets(h *handoff.Handoff) bool {
	switch h.State {
	case handoff.Offered, handoff.Accepted, handoff.Escalated:
		return h.Current() != nil
	}
	return false
}

// addresses are those under which a second brief finds this handoff, one a line; none once the meeting is past.
func addresses(h *handoff.Handoff) string {
	if !isOpen(h.State) || h.State == handoff.Past {
		return ""
	}
	var out []string
	for _, c := range h.Prospects {
		a := handoff.PlainAddress(c.Address)
		if a != "" && len(a) <= longest && !strings.Contains(a, "\n") && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// meet keeps table prospects in step with the handoff.
func (tx *Tx) meet(id handoff.ID, old, now string) error {
	if old == now {
		return nil
	}
	for a := range strings.SplitSeq(old, "\n") {
		if err := tx.exec("DELETE FROM prospects WHERE address = $1 AND handoff = $2", a, string(id)); err != nil {
			return err
		}
	}
	for a := range strings.SplitSeq(now, "\n") {
		if a == "" {
			continue
		}
		if err := tx.exec("INSERT INTO prospects (address, handoff) VALUES ($1, $2)", a, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// offer counts an open offer of the rep.
func (tx *Tx) offer(k known, n int) {
	if !k.offered {
		return
	}
	if tx.offers == nil {
		tx.offers = map[handoff.PersonID]int{}
	}
	tx.offers[handoff.PersonID(k.rep)] += n
}

// flush writes the counts of open offers: once per transaction, not once per handoff.
func (tx *Tx) flush() error {
	for rep, n := range tx.offers {
		if n == 0 {
			continue
		}
		err := tx.exec(`INSERT INTO loads (person, turns, last, offers) VALUES ($1, 0, 0, $2)
			ON CONFLICT (person) DO UPDATE SET offers = loads.offers + excluded.offers`, string(rep), n)
		if err != nil {
			return tx.fail(err, "count the open offers of %s", rep)
		}
	}
	tx.offers = nil
	return nil
}

// ByToken finds the handoff of a thread token.
func (tx *Tx) ByToken(token string) (handoff.ID, bool, error) {
	return tx.by("token", "SELECT id FROM handoffs WHERE token = $1", token)
}

// ByUID finds the handoff of an event; uid as calendar.NormalizeUID gives it.
func (tx *Tx) ByUID(uid string) (handoff.ID, bool, error) {
	return tx.by("uid", "SELECT id FROM handoffs WHERE uid = $1", uid)
}

func (tx *Tx) by(what, query, value string) (handoff.ID, bool, error) {
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

// longest bounds every identifier that a stranger may choose; it is the longest line of a mail (RFC 5322 section 2.1.1).
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
func (tx *Tx) NoteMessageID(id handoff.ID, message string) error {
	if err := tx.keepMessageID(id, message, true); err != nil {
		return tx.fail(err, "note a message of handoff %s", id)
	}
	return nil
}

func (tx *Tx) keepMessageID(id handoff.ID, message string, noted bool) error {
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
	return tx.exec("INSERT INTO message_ids (message_id, handoff, noted) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", message, string(id), flag(noted))
}

// ByMessageIDs finds the handoff of the first Message-ID that belongs to exactly one: sent ones and those noted. One that
// several share, that of a digest, says nothing.
func (tx *Tx) ByMessageIDs(ids []string) (handoff.ID, bool, error) {
	for _, id := range ids[:min(len(ids), 100)] {
		message := messageID(id)
		if message == "" {
			continue
		}
		var found []handoff.ID
		err := tx.each(func(scan func(...any) error) error {
			var h string
			found = append(found, "")
			err := scan(&h)
			found[len(found)-1] = handoff.ID(h)
			return err
		}, "SELECT handoff FROM message_ids WHERE message_id = $1 LIMIT 2", message)
		if err != nil {
			return "", false, tx.fail(err, "find a handoff by Message-ID")
		}
		if len(found) == 1 {
			return found[0], true, nil
		}
	}
	return "", false, nil
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
