package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"handoffd/handoff"
)

// Finder finds words in texts as they are kept.
type Finder interface {
	In(text []byte) bool
	Replace(in, by string) string
}

// Traces are where words were found.
type Traces struct {
	Came    int // mails that came in, held ones too
	Sent    int // mails that went out, and what they were made of
	Facts   int // payloads of facts
	Leads   int // other leads that mention them
	Lines   int // reasons, lists, names of sources
	Waiting int // what is still to go out: it is erased when it is
	Configs int // configs, earlier ones too: they are not erased
}

// Erasable says whether there is anything to erase.
func (t Traces) Erasable() bool { return t.Came+t.Sent+t.Facts+t.Leads+t.Lines+t.Waiting > 0 }

// replaced stands where words were erased within a text that stays.
const replaced = "[erased]"

// sweep goes through all that is kept.
type sweep struct {
	Finder
	Traces
	look bool // erases nothing
	now  time.Time
	sent map[int64]bool // rows of the outbox whose action or bytes tell of them
}

// sweepRows are looked at in one transaction.
const sweepRows = 200

// Traces looks where words stand, apart from addresses that are only kept as hashes.
func (s *Store) Traces(ctx context.Context, f Finder) (Traces, error) {
	w := &sweep{Finder: f, look: true, sent: map[int64]bool{}}
	err := w.run(func(step func(*Tx) error) error { return s.View(ctx, step) })
	return w.Traces, err
}

// Erase erases what words stand in: mails as a whole, payloads of facts, and within the texts that stay the words. It
// writes in small transactions, so that nobody waits. Afterwards the log of the database is emptied; on a server its
// tables are vacuumed.
func (s *Store) Erase(ctx context.Context, f Finder, now time.Time) (Traces, error) {
	w := &sweep{Finder: f, now: now, sent: map[int64]bool{}}
	err := w.run(func(step func(*Tx) error) error { return s.Update(ctx, step) })
	if err == nil {
		err = s.Clean(ctx)
	}
	return w.Traces, err
}

// run goes through all tables, in transactions of begin.
func (w *sweep) run(begin func(func(*Tx) error) error) error {
	for _, step := range []func(*Tx, int64) (int64, error){w.mails, w.bodies, w.outbox, w.payloads, w.handoffs} {
		for after := int64(0); after >= 0; {
			before := w.Traces
			err := begin(func(tx *Tx) (err error) {
				w.Traces = before // a transaction may be tried again
				after, err = step(tx, after)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return begin(func(tx *Tx) error {
		for _, step := range []func(*Tx) error{w.columns, w.messageIDs, w.digests, w.configs} {
			if err := step(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// page reads the next rows, with their numbers first. It gives the number of the last one; below 0: there are no more.
func page(tx *Tx, what, query string, after int64, row func(scan func(...any) error) (int64, error)) (int64, error) {
	n, last := 0, after
	err := tx.each(func(scan func(...any) error) (err error) {
		n++
		last, err = row(scan)
		return err
	}, query+atMost(sweepRows), after)
	if err != nil {
		return 0, tx.fail(err, "look through the %s", what)
	}
	if n < sweepRows {
		return -1, nil
	}
	return last, nil
}

// erase runs statements for each of the rows.
func (w *sweep) erase(tx *Tx, rows []int64, statements ...string) error {
	if w.look {
		return nil
	}
	for _, n := range rows {
		for _, s := range statements {
			if err := tx.exec(s, n); err != nil {
				return tx.fail(err, "erase row %d", n)
			}
		}
	}
	tx.erased = tx.erased || len(rows) > 0
	return nil
}

func (w *sweep) mails(tx *Tx, after int64) (int64, error) {
	var texts, heads []int64
	next, err := page(tx, "mails", `SELECT m.id, m.message_id || ' ' || m.sender || ' ' || m.subject || ' ' || m.why || ' '
		|| m.auth, m.verdict, coalesce(r.size, 0), r.data FROM mails m LEFT JOIN raws r ON r.mail = m.id WHERE m.id > $1
		ORDER BY m.id`, after, func(scan func(...any) error) (int64, error) {
		var id int64
		var size int
		var head, verdict string
		var data []byte
		if err := scan(&id, &head, &verdict, &size, &data); err != nil {
			return 0, err
		}
		inHead, inText, err := w.In([]byte(head)), false, error(nil)
		if data != nil {
			if data, err = unpack(data, size); err != nil {
				return 0, err
			}
			inText = w.In(data)
		}
		if inHead || inText {
			w.Came++
			texts = append(texts, id)
		}
		if inHead || inText && (verdict == handoff.MailHeld || verdict == handoff.MailDeferred) {
			heads = append(heads, id)
		}
		return id, nil
	})
	if err == nil {
		err = w.erase(tx, texts, "DELETE FROM raws WHERE mail = $1")
	}
	if err == nil {
		err = w.erase(tx, heads, "DELETE FROM tokens WHERE mail = $1", "DELETE FROM deferred WHERE mail = $1",
			`UPDATE mails SET message_id = '', sender = '', subject = '', why = '', auth = '',
			verdict = CASE WHEN verdict IN ('held', 'deferred') THEN 'ignored' ELSE verdict END WHERE id = $1`)
	}
	return next, err
}

func (w *sweep) bodies(tx *Tx, after int64) (int64, error) {
	var found []int64
	next, err := page(tx, "mails that went out", `SELECT b.row, b.size, b.data, coalesce(o.finished_at, 0) FROM bodies b
		JOIN outbox o ON o.id = b.row WHERE b.row > $1 ORDER BY b.row`, after,
		func(scan func(...any) error) (int64, error) {
			var row, finished int64
			var size int
			var data []byte
			err := scan(&row, &size, &data, &finished)
			if err == nil {
				data, err = unpack(data, size)
			}
			switch {
			case err != nil || !w.In(data):
			case finished == 0:
				w.Waiting++
			default:
				found = append(found, row)
				w.sent[row] = true
			}
			return row, err
		})
	w.Sent = len(w.sent)
	if err == nil {
		err = w.erase(tx, found, "DELETE FROM bodies WHERE row = $1")
	}
	return next, err
}

// sentRow is a row of the outbox that tells of them.
type sentRow struct {
	id                              int64
	key, lane, digest, problem, why string
	action                          []byte
}

func (w *sweep) outbox(tx *Tx, after int64) (int64, error) {
	var found []sentRow
	next, err := page(tx, "outbox", `SELECT o.id, o.key, o.lane, o.digest, o.error, o.why_text, o.action,
		coalesce(o.finished_at, 0), coalesce(o.body, 0), coalesce(h.forget, 0) FROM outbox o
		LEFT JOIN handoffs h ON h.id = o.handoff WHERE o.id > $1 ORDER BY o.id`, after,
		func(scan func(...any) error) (int64, error) {
			var r sentRow
			var finished, body int64
			var forget int
			err := scan(&r.id, &r.key, &r.lane, &r.digest, &r.problem, &r.why, &r.action, &finished, &body, &forget)
			all := slices.Concat([]byte(r.key+" "+r.lane+" "+r.digest+" "+r.problem+" "+r.why+" "), r.action)
			switch {
			case err != nil || !w.In(all):
			case finished == 0 && (body != 0 || forget == forgetAsked || w.In([]byte(r.key+" "+r.lane))):
				w.Waiting++ // theirs, or already written
			default:
				found = append(found, r)
				w.sent[r.id] = true
			}
			return r.id, err
		})
	w.Sent = len(w.sent)
	for _, r := range found {
		if err == nil && !w.look {
			err = w.eraseSent(tx, r)
		}
	}
	return next, err
}

func (w *sweep) eraseSent(tx *Tx, r sentRow) error {
	clean := func(s string) string { return w.Replace(s, replaced) }
	action := clean(string(r.action))
	var a handoff.Action
	if err := json.Unmarshal([]byte(action), &a); err != nil || w.In([]byte(action)) {
		var was handoff.Action
		if err := json.Unmarshal(r.action, &was); err != nil {
			return tx.fail(err, "read outbox row %d", r.id)
		}
		bare, err := json.Marshal(bareAction(was))
		if err != nil {
			return tx.fail(err, "erase outbox row %d", r.id)
		}
		action = string(bare)
	}
	key := r.key
	if w.In([]byte(key)) {
		key = "/erased/" + strconv.FormatInt(r.id, 10)
	}
	tx.erased = true
	err := tx.exec(`UPDATE outbox SET key = $2, lane = $3, digest = $4, error = $5, why_text = $6, action = $7
		WHERE id = $1`, r.id, key, clean(r.lane), clean(r.digest), clean(r.problem), clean(r.why), action)
	if err != nil {
		return tx.fail(err, "erase outbox row %d", r.id)
	}
	return nil
}

func (w *sweep) payloads(tx *Tx, after int64) (int64, error) {
	var found []int64
	next, err := page(tx, "facts", "SELECT p.fact, p.body FROM payloads p WHERE p.fact > $1 ORDER BY p.fact", after,
		func(scan func(...any) error) (int64, error) {
			var fact int64
			var body []byte
			err := scan(&fact, &body)
			if err == nil && w.In(body) {
				found = append(found, fact)
			}
			return fact, err
		})
	w.Facts += len(found)
	if err == nil {
		err = erasePayloads(tx, found, w.look, w.now)
	}
	return next, err
}

// erasePayloads erases payloads of leads that go on, and notes that the chain is to hold without them.
func erasePayloads(tx *Tx, facts []int64, look bool, now time.Time) error {
	for _, fact := range facts {
		if look {
			break
		}
		err := tx.exec("INSERT INTO erased (fact, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", fact, nanos(now))
		if err == nil {
			err = tx.exec("DELETE FROM looked WHERE fact = $1", fact)
		}
		if err == nil {
			err = tx.exec("DELETE FROM payloads WHERE fact = $1", fact)
		}
		if err != nil {
			return tx.fail(err, "erase fact %d", fact)
		}
		tx.erased = true
	}
	return nil
}

func (w *sweep) handoffs(tx *Tx, after int64) (int64, error) {
	found := map[handoff.ID]string{}
	next, err := page(tx, "leads", "SELECT h.n, h.id, h.data, h.forget FROM handoffs h WHERE h.n > $1 ORDER BY h.n", after,
		func(scan func(...any) error) (int64, error) {
			var n int64
			var id string
			var data []byte
			var forget int
			err := scan(&n, &id, &data, &forget)
			switch {
			case err != nil || !w.In(data):
			case forget == forgetAsked:
				w.Waiting++
			default:
				found[handoff.ID(id)] = w.Replace(string(data), replaced)
			}
			return n, err
		})
	w.Leads += len(found)
	for id, data := range found {
		if err == nil && !w.look {
			err = tx.rewrite(id, data)
		}
	}
	return next, err
}

// rewrite keeps a handoff with other words in it, and what it is found by.
func (tx *Tx) rewrite(id handoff.ID, data string) error {
	var h handoff.Handoff
	was, err := tx.Handoff(id)
	if err == nil {
		err = json.Unmarshal([]byte(data), &h)
	}
	if err == nil && h.Version != was.Version {
		err = ErrChanged
	}
	if err == nil {
		tx.erased = true
		err = tx.save(&h, h.Version, &written{})
	}
	if err != nil {
		return tx.fail(err, "erase words of handoff %s", id)
	}
	return nil
}

// wordColumns are further columns in which words can stand that people wrote.
var wordColumns = [][2]string{{"ledger", "why_text"}, {"outages", "why"}, {"endings", "source"}, {"patterns", "data"},
	{"today_lines", "entry"}, {"troubles", "args"}, {"links", "words"}}

func (w *sweep) columns(tx *Tx) error {
	for _, c := range wordColumns {
		found, err := w.distinct(tx, "SELECT DISTINCT "+c[1]+" FROM "+c[0])
		if err != nil {
			return err
		}
		for _, old := range found {
			if w.look {
				continue
			}
			tx.erased = true
			err := tx.exec("UPDATE "+c[0]+" SET "+c[1]+" = $2 WHERE "+c[1]+" = $1", old, w.Replace(old, replaced))
			if err != nil {
				return tx.fail(err, "erase words of table %s", c[0])
			}
		}
		w.Lines += len(found)
	}
	return nil
}

// distinct are the texts of a column in which the words stand.
func (w *sweep) distinct(tx *Tx, query string) ([]string, error) {
	var found []string
	err := tx.each(func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		if err == nil && w.In([]byte(s)) {
			found = append(found, s)
		}
		return err
	}, query)
	if err != nil {
		return nil, tx.fail(err, "look through what is kept")
	}
	return found, nil
}

func (w *sweep) messageIDs(tx *Tx) error {
	return w.drop(tx, "SELECT DISTINCT message_id FROM message_ids WHERE noted = 1",
		"DELETE FROM message_ids WHERE message_id = $1 AND noted = 1")
}

func (w *sweep) digests(tx *Tx) error {
	return w.drop(tx, "SELECT key FROM digests", "DELETE FROM digests WHERE key = $1")
}

func (w *sweep) drop(tx *Tx, query, statement string) error {
	found, err := w.distinct(tx, query)
	w.Lines += len(found)
	for _, s := range found {
		if err == nil && !w.look {
			tx.erased = true
			err = tx.exec(statement, s)
		}
	}
	return err
}

func (w *sweep) configs(tx *Tx) error {
	found, err := w.distinct(tx, "SELECT body || coalesce(toml, '') FROM configs")
	w.Configs += len(found)
	return err
}

// cleanTries are how often it is looked whether nobody reads what was erased any more, and cleanWait the time between.
const (
	cleanTries = 20
	cleanWait  = 100 * time.Millisecond
)

// errStillRead says that the log of the database could not be emptied.
var errStillRead = errors.New("somebody still reads what was there before: what was erased stays in the log of the " +
	"database until the next word is erased")

// Clean empties the write-ahead log of what was erased; on a server it vacuums.
func (s *Store) Clean(ctx context.Context) error {
	if s.d == postgresDialect {
		return s.Vacuum(ctx)
	}
	for range cleanTries {
		left := false
		err := s.Update(ctx, func(tx *Tx) error {
			tx.erased = true
			tx.AfterCommit(func() { left = s.unclean.Load() })
			return nil
		})
		if err != nil || !left {
			return err
		}
		select {
		case <-time.After(cleanWait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return errStillRead
}

// vacuumed are the tables in which something is erased.
var vacuumed = []string{"payloads", "looked", "raws", "mails", "bodies", "outbox", "outbox_after", "handoffs",
	"prospects", "message_ids", "ledger", "outages", "endings", "patterns", "today_lines", "digests", "tokens", "links",
	"sessions",
	"bookings", "talks", "presences", "deferred", "troubles", "aliases", "forgetting"}

// Vacuum takes what was erased out of the pages of a server's tables, as far as nobody reads it any more. SQLite needs
// none: it overwrites what it erases.
func (s *Store) Vacuum(ctx context.Context) error {
	if s.d != postgresDialect {
		return nil
	}
	c, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer c.close()
	for _, table := range vacuumed {
		if err := c.exec(ctx, "VACUUM "+table); err != nil {
			return explain(err, "vacuum table "+table, s.path)
		}
	}
	return nil
}
