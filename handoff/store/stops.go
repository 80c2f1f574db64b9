package store

import (
	"crypto/sha256"
	"time"

	"handoffd/handoff"
)

// stopHash is what is kept of an address that wants no mail.
func stopHash(address string) []byte {
	h := sha256.Sum256([]byte("handoffd stop\x00" + handoff.FoldAddress(address)))
	return h[:]
}

// stop keeps, as a hash, that addresses want no mail from here, and forgets it of those of whom that was lifted.
func (tx *txn) stop(stops []handoff.Stop, now time.Time) error {
	for _, s := range stops {
		query, args := "INSERT INTO stops (address, at) VALUES ($1, $2) ON CONFLICT (address) DO NOTHING",
			[]any{stopHash(s.Address), now.UnixMilli()}
		if s.Lifted {
			query, args = "DELETE FROM stops WHERE address = $1", args[:1]
		}
		if _, err := tx.change(query, args...); err != nil {
			return tx.fail(err, "keep who wants no mail")
		}
	}
	return nil
}

// stopped are those of the addresses that want no mail from here.
func (tx *txn) stopped(addresses []string) ([]string, error) {
	var out []string
	for _, a := range addresses {
		var n int
		if err := tx.one("SELECT COUNT(*) FROM stops WHERE address = $1", []any{stopHash(a)}, []any{&n}); err != nil {
			return nil, tx.fail(err, "look up who wants no mail")
		}
		if n > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}
