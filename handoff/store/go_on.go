package store

import (
	"maps"
	"slices"
)

// goOn lets go on what waited for any of many rows: it looks first whether anything does, as mostly nothing.
func (tx *txn) goOn(ends []end) error {
	var ids, keys []string
	for _, e := range ends {
		keys = append(keys, e.key)
		if e.handoff.Valid {
			ids = append(ids, e.handoff.String)
		}
	}
	type lane struct{ handoff, name string }
	lanes, named := map[lane]bool{}, map[string]bool{}
	err := in(tx, ids, func(scan func(...any) error) error {
		var l lane
		err := scan(&l.handoff, &l.name)
		lanes[l] = true
		return err
	}, "SELECT handoff, lane FROM outbox WHERE handoff IN (%s) AND finished_at IS NULL AND blocked = 1")
	if err == nil {
		err = in(tx, keys, func(scan func(...any) error) error {
			var key string
			err := scan(&key)
			named[key] = true
			return err
		}, "SELECT key FROM outbox_after WHERE key IN (%s)")
	}
	if err != nil {
		return err
	}
	for _, e := range ends {
		if lanes[lane{e.handoff.String, e.lane}] {
			if err := tx.unblockLane(e); err != nil {
				return err
			}
		}
	}
	return tx.unblockNamed(slices.Sorted(maps.Keys(named))...)
}

// unblock lets the next row of the lane go, and the rows that name the key, if nothing else keeps them.
func (tx *txn) unblock(e end) error {
	if err := tx.unblockLane(e); err != nil {
		return err
	}
	return tx.unblockNamed(e.key)
}

func (tx *txn) unblockLane(e end) error {
	return tx.exec(`UPDATE outbox SET blocked = 0 WHERE id = (SELECT min(id) FROM outbox WHERE handoff = $1
			AND lane = $2 AND finished_at IS NULL)
		AND blocked = 1
		AND NOT EXISTS (SELECT 1 FROM outbox_after a JOIN outbox d ON d.key = a.key WHERE a.row = outbox.id
			AND d.finished_at IS NULL)`, e.handoff, e.lane)
}

// unblockNamed lets go the rows that wait for any of the keys.
func (tx *txn) unblockNamed(keys ...string) error {
	return in(tx, keys, ignored, `UPDATE outbox SET blocked = 0
		WHERE id IN (SELECT row FROM outbox_after WHERE key IN (%s)) AND blocked = 1 AND finished_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.handoff = outbox.handoff AND e.lane = outbox.lane
			AND e.finished_at IS NULL AND e.id < outbox.id)
		AND NOT EXISTS (SELECT 1 FROM outbox_after a JOIN outbox d ON d.key = a.key WHERE a.row = outbox.id
			AND d.finished_at IS NULL)
		RETURNING id`)
}
