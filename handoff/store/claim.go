package store

import (
	"cmp"
	"crypto/rand"
	"database/sql"
	"errors"
	"slices"
	"time"

	"handoffd/handoff"
)

// Claim marks up to limit mails as being sent and gives them: first those that take an appointment away or move it,
// then invitations, then the rest, each by age. Of a lane only the first unfinished row can be claimed, and none before
// the rows it names are finished. Rows with a digest key wait while one of that key is on its way or was sent within
// five minutes; then all that are ready go as one.
func (tx Queue) Claim(by Claimant, now time.Time, limit int) ([]Job, error) {
	if _, err := tx.TakeOver(by, now); err != nil {
		return nil, err
	}
	groups, err := tx.ready(now, limit)
	if err == nil {
		groups, err = tx.secured(groups, now)
	}
	if err != nil {
		return nil, tx.fail(err, "look for mail to send")
	}
	jobs, err := tx.claimed(groups, by, now)
	if err != nil {
		return nil, tx.fail(err, "claim rows of the outbox")
	}
	return jobs, nil
}

// claimed claims the rows of groups, all that go by themselves with one statement. A row that somebody else was faster
// to claim is left out.
func (tx *txn) claimed(groups [][]stored, by Claimant, now time.Time) ([]Job, error) {
	ours := map[int64]string{} // tokens
	take := func(rows []int64, token, text string) error {
		return inNumbers(tx, rows, func(scan func(...any) error) error {
			var id int64
			var claim string
			err := scan(&id, &claim)
			ours[id] = claim
			return err
		}, `UPDATE outbox SET state = 'claimed', attempts = attempts + 1, host = $1, run = $2, lease = $3, claim = `+text+`
			WHERE id IN (%s) AND state = 'pending' AND blocked = 0 RETURNING id, claim`,
			by.Host, by.Run, nanos(now.Add(Lease)), token)
	}
	var alone []int64
	for _, g := range groups {
		if len(g) == 1 {
			alone = append(alone, g[0].ID)
			continue
		}
		rows := make([]int64, len(g))
		for i, s := range g {
			rows[i] = s.ID
		}
		if err := take(rows, rand.Text(), "$4"); err != nil {
			return nil, err
		}
	}
	if err := take(alone, rand.Text(), "CAST($4 AS TEXT) || '.' || CAST(id AS TEXT)"); err != nil {
		return nil, err
	}
	var jobs []Job
	for _, g := range groups {
		var j Job
		for _, s := range g {
			token, ok := ours[s.ID]
			if !ok {
				continue
			}
			s.State = RowClaimed
			s.Attempts++
			j.Token, j.Rows = token, append(j.Rows, s.Row)
		}
		if len(j.Rows) > 0 {
			jobs = append(jobs, j)
		}
	}
	return jobs, nil
}

// secured locks what is about to be claimed, and leaves out the digests that others have claimed meanwhile.
func (tx *txn) secured(groups [][]stored, now time.Time) ([][]stored, error) {
	if !tx.c.d.concurrent {
		return groups, nil
	}
	var ids []handoff.ID
	var digests []string
	for _, g := range groups {
		for _, s := range g {
			ids = append(ids, s.Action.Handoff)
		}
		digests = append(digests, g[0].Action.Digest())
	}
	if err := tx.lockHandoffs(ids...); err != nil {
		return nil, err
	}
	if err := tx.lockNames(lockDigest, digests); err != nil {
		return nil, err
	}
	var out [][]stored
	for i, g := range groups {
		if digests[i] != "" {
			busy, err := tx.digestBusy(digests[i])
			if err != nil {
				return nil, err
			}
			opens, err := tx.opens(digests[i])
			if err != nil {
				return nil, err
			}
			if busy || opens.After(now) {
				continue
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// ready finds what can be sent, the most urgent first.
func (tx *txn) ready(now time.Time, limit int) ([][]stored, error) {
	if limit <= 0 {
		return nil, nil
	}
	groups, err := tx.readyDigests(now)
	if err != nil {
		return nil, err
	}
	singles := 0
	for p := 0; p < priorities &&
		singles < limit; p++ { // one by one: rows of one priority must not be read past for those of the next
		found, err := tx.readyRows("", p, now, limit)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			groups = append(groups, []stored{s})
		}
		singles += len(found)
	}
	slices.SortStableFunc(groups, func(a, b []stored) int {
		x, y := a[0], b[0]
		return cmp.Or(cmp.Compare(x.priority, y.priority), x.NotBefore.Compare(y.NotBefore), cmp.Compare(x.ID, y.ID))
	})
	return first(groups, limit), nil
}

// readyRows finds the oldest rows of a digest key and priority that can be sent.
func (tx *txn) readyRows(digest string, priority int, now time.Time, limit int) ([]stored, error) {
	found, err := tx.rows(`WHERE o.state = 'pending' AND o.blocked = 0 AND o.digest = $1 AND o.priority = $2
		AND o.not_before <= $3
		ORDER BY o.not_before, o.id`+atMost(limit), digest, priority, nanos(now))
	return first(found, limit), err
}

// readyDigests finds, per digest key, the rows that go as one mail now.
func (tx *txn) readyDigests(now time.Time) ([][]stored, error) {
	keys, err := tx.digestKeys()
	if err != nil {
		return nil, err
	}
	var groups [][]stored
	for _, key := range keys {
		opens, err := tx.opens(key.text)
		if err != nil {
			return nil, err
		}
		if opens.After(now) {
			continue
		}
		found, err := tx.readyRows(key.text, key.priority, now, mostTogether)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		body := found[0].body // what was rendered as one mail stays that mail
		groups = append(groups, slices.DeleteFunc(found, func(s stored) bool { return s.body != body }))
	}
	return groups, nil
}

// digestKey is what the rows have in common that may become one mail.
type digestKey struct {
	text     string
	priority int
}

// digestKeys lists the digest keys that have a row to send and none on its way.
func (tx *txn) digestKeys() ([]digestKey, error) {
	var keys []digestKey
	for k := (digestKey{}); ; {
		err := tx.one("SELECT digest, priority FROM outbox WHERE state = 'pending' AND blocked = 0 AND digest > $1 ORDER "+
			"BY digest LIMIT 1",
			[]any{k.text}, []any{&k.text, &k.priority})
		if errors.Is(err, sql.ErrNoRows) {
			return keys, nil
		}
		if err != nil {
			return nil, err
		}
		busy, err := tx.digestBusy(k.text)
		if err != nil {
			return nil, err
		}
		if !busy {
			keys = append(keys, k)
		}
	}
}

// digestBusy says whether a mail with the digest key is on its way.
func (tx *txn) digestBusy(key string) (busy bool, err error) {
	err = tx.one("SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'claimed' AND digest = $1)", []any{key}, []any{&busy})
	return busy, err
}

// opens is when rows with the digest key may go: some time after the last mail with it.
func (tx *txn) opens(key string) (time.Time, error) {
	if key == "" || !handoff.JoinsLater(key) {
		return time.Time{}, nil
	}
	var sent int64
	err := tx.one("SELECT sent_at FROM digests WHERE key = $1", []any{key}, []any{&sent})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil || sent == 0 {
		return time.Time{}, err
	}
	return instant(sent).Add(together), nil
}

// NextSend is when the next row can be claimed, as far as is known now; false if none is pending or all wait for
// others. It may lie in the past.
func (tx Queue) NextSend() (time.Time, bool, error) {
	next, found, err := tx.nextSend()
	if err != nil {
		return time.Time{}, false, tx.fail(err, "find what is to be sent next")
	}
	return next, found, nil
}

func (tx *txn) nextSend() (next time.Time, found bool, err error) {
	keys, err := tx.digestKeys()
	if err != nil {
		return time.Time{}, false, err
	}
	for p := range priorities {
		keys = append(keys, digestKey{"", p})
	}
	for _, k := range keys {
		var at sql.NullInt64
		err := tx.one("SELECT min(not_before) FROM outbox WHERE state = 'pending' AND blocked = 0 AND digest = $1 AND "+
			"priority = $2",
			[]any{k.text, k.priority}, []any{&at})
		if err != nil {
			return time.Time{}, false, err
		}
		if !at.Valid {
			continue
		}
		ready := instant(at.Int64)
		if opens, err := tx.opens(k.text); err != nil {
			return time.Time{}, false, err
		} else if opens.After(ready) {
			ready = opens
		}
		if !found || ready.Before(next) {
			next, found = ready, true
		}
	}
	return next, found, nil
}
