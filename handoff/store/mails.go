package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"handoffd/handoff"
)

// Cursor is how far a mailbox was read.
type Cursor struct {
	Place  string    // in words of the mailbox's own
	ReadAt time.Time // when the source was last read successfully
}

// Cursor gives how far the source was read; false if it never was.
func (tx Sources) Cursor(source string) (Cursor, bool, error) {
	var c Cursor
	var at int64
	err := tx.one("SELECT place, read_at FROM cursors WHERE source = $1", []any{source}, []any{&c.Place, &at})
	if errors.Is(err, sql.ErrNoRows) {
		return Cursor{}, false, nil
	}
	if err != nil {
		return Cursor{}, false, tx.fail(err, "read the cursor of %s", source)
	}
	c.ReadAt = instant(at)
	return c, true, nil
}

// SetCursor remembers how far the source was read.
func (tx Sources) SetCursor(source string, c Cursor) error {
	err := tx.exec(`INSERT INTO cursors (source, place, read_at) VALUES ($1, $2, $3) ON CONFLICT (source) DO UPDATE
		SET place = excluded.place, read_at = excluded.read_at`, source, c.Place, nanos(c.ReadAt))
	if err != nil {
		return tx.fail(err, "set the cursor of %s", source)
	}
	return nil
}

// InMail is a mail that came in, and what became of it.
type InMail struct {
	Source    string
	Ref       string // its id in the mailbox; empty: not from a mailbox
	MessageID string
	Sender    string
	Subject   string
	Kind      string
	Arrived   time.Time
	Handoff   handoff.ID // empty: belongs to none
	Verdict   string     // MailTaken …
	Why       handoff.Reason
	Auth      string
	Raw       []byte    // only given to PutMail
	Acted     time.Time // when it was acted upon, if that was later than when it came in
	Due       bool      // something is due that it may answer: it waits no longer
	Packed    []byte    // Raw as Pack gives it; nil: PutMail packs it, while every other writer waits
}

// PutMail keeps a mail and returns its number; the same mail of the same mailbox again replaces what was known of it.
// The raw mail is kept, compressed, if it belongs to a handoff that was not forgotten, or is held.
func (tx Mailbook) PutMail(m InMail) (int64, error) {
	n, err := tx.putMail(m)
	if err != nil {
		return 0, tx.fail(err, "keep mail %s of %s", m.Ref, m.Source)
	}
	return n, nil
}

func (tx *txn) putMail(m InMail) (int64, error) {
	forgotten := false
	if m.Handoff != "" {
		forget, err := tx.stage(m.Handoff)
		if err != nil {
			return 0, err
		}
		forgotten = forget == forgetDone
	}
	if forgotten {
		m = InMail{Source: m.Source, Ref: m.Ref, Kind: m.Kind, Arrived: m.Arrived, Handoff: m.Handoff, Verdict: m.Verdict}
	}
	var n int64
	err := tx.one(`INSERT INTO mails (source, ref, message_id, sender, subject, kind, arrived, handoff, verdict, why,
		auth, acted)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (source, ref) WHERE ref <> '' DO UPDATE SET message_id = excluded.message_id, sender = excluded.sender,
			subject = excluded.subject, kind = excluded.kind, arrived = excluded.arrived, handoff = excluded.handoff,
			verdict = excluded.verdict, why = excluded.why, auth = excluded.auth, acted = excluded.acted
		RETURNING id`,
		[]any{m.Source, m.Ref, messageID(m.MessageID), clip(m.Sender, longest), clip(m.Subject, longest),
			clip(m.Kind, longest),
			nanos(m.Arrived), text(string(m.Handoff)), m.Verdict, whole(m.Why), clip(m.Auth, 4*longest),
			later(m.Acted)}, []any{&n})
	if err != nil {
		return 0, err
	}
	if len(m.Raw) == 0 || m.Handoff == "" && m.Verdict != handoff.MailHeld && m.Verdict != handoff.MailDeferred {
		return n, nil
	}
	if m.Packed == nil {
		m.Packed = Pack(m.Raw)
	}
	return n, tx.exec(`INSERT INTO raws (mail, size, data) VALUES ($1, $2, $3) ON CONFLICT (mail) DO UPDATE
		SET size = excluded.size, data = excluded.data`, n, len(m.Raw), m.Packed)
}

// later is an instant that may not be there.
func later(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return nanos(t)
}

// MailFilter says which mails Mails gives; empty fields do not limit.
type MailFilter struct {
	Held     bool
	Deferred bool // what waits until the rate of its sender allows it
	Handoff  handoff.ID
	Limit    int // 0: all
}

// Mails lists mails that came in, the newest first, without their raw text.
func (tx Mailbook) Mails(f MailFilter) ([]InMail, error) {
	query := `SELECT source, ref, message_id, sender, subject, kind, arrived, coalesce(handoff, ''), verdict, why, auth
		FROM mails`
	var terms []string
	var args []any
	if f.Held {
		terms = append(terms, "verdict = 'held'")
	}
	if f.Deferred {
		terms = append(terms, "verdict = 'deferred'")
	}
	if f.Handoff != "" {
		terms, args = append(terms, "handoff = $1"), append(args, string(f.Handoff))
	}
	if len(terms) > 0 {
		query += " WHERE " + strings.Join(terms, " AND ")
	}
	query += " ORDER BY id DESC"
	if f.Limit > 0 {
		args = append(args, f.Limit)
		query += " LIMIT " + places(len(args), 1)
	}
	var out []InMail
	err := tx.each(func(scan func(...any) error) error {
		var m InMail
		var at int64
		var why string
		err := scan(&m.Source, &m.Ref, &m.MessageID, &m.Sender, &m.Subject, &m.Kind, &at, &m.Handoff, &m.Verdict, &why,
			&m.Auth)
		m.Arrived, m.Why = instant(at), reasonIn(why)
		out = append(out, m)
		return err
	}, query, args...)
	if err != nil {
		return nil, tx.fail(err, "list mails")
	}
	return out, nil
}

// MailRaw gives a mail as it came in; id is empty for one that belongs to no handoff. ErrNotFound if none was kept.
func (tx Mailbook) MailRaw(message string, id handoff.ID) ([]byte, error) {
	query, args := `SELECT r.size, r.data FROM mails m JOIN raws r ON r.mail = m.id WHERE m.handoff = $2
		AND m.message_id = $1 ORDER BY m.id DESC LIMIT 1`,
		[]any{messageID(message), string(id)}
	if id == "" {
		query, args = strings.Replace(query, "m.handoff = $2", "m.handoff IS NULL", 1), args[:1]
	}
	var size int
	var data []byte
	err := tx.one(query, args, []any{&size, &data})
	if err == nil {
		data, err = unpack(data, size)
	}
	if err != nil {
		return nil, tx.fail(err, "read the mail %s of handoff %s", messageID(message), id)
	}
	return data, nil
}

// FirstTime says whether this is the first mail of that kind from that sender with that Message-ID in the handoff, and
// remembers it. What is proved is told apart: a proved mail is new after one that was not, which may have been forged,
// but not the other way round. Ask after the verdict on trust.
func (tx Mailbook) FirstTime(id handoff.ID, kind, sender, message string, proved bool) (bool, error) {
	return tx.FirstTimes(id, kind, sender, []string{message}, proved)
}

// FirstTimes is FirstTime for a mail that has several names: whether it is the first under each of them.
func (tx Mailbook) FirstTimes(id handoff.ID, kind, sender string, names []string, proved bool) (bool, error) {
	keys := make(map[[sha256.Size]byte]bool, len(names))
	args := []any{flag(proved)}
	var rows []string
	for _, name := range names {
		h := sha256.New()
		for _, s := range []string{string(id), kind, sender, name} {
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
			h.Write([]byte(s))
		}
		key := [sha256.Size]byte(h.Sum(nil))
		if !keys[key] {
			keys[key] = true
			args = append(args, key[:])
			rows = append(rows, "("+places(len(args), 1)+", $1)")
		}
	}
	if len(rows) == 0 {
		return true, nil
	}
	n, err := tx.change("INSERT INTO seen (key, proved) VALUES "+strings.Join(rows, ", ")+` ON CONFLICT (key) DO UPDATE
		SET proved = excluded.proved WHERE seen.proved < excluded.proved`, args...)
	if err != nil {
		return false, tx.fail(err, "look whether a mail is new to handoff %s", id)
	}
	return n == int64(len(rows)), nil
}

// clip bounds a text from outside and leaves what every database takes: valid UTF-8 without NUL.
func clip(s string, n int) string {
	if len(s) > n {
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n]
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "?")
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return s
}
