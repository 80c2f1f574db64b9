package store

import (
	"crypto/sha256"

	"handoffd/handoff"
)

// IDInUse says whether there is a handoff with the id, forgotten ones too.
func (tx Record) IDInUse(id handoff.ID) (bool, error) {
	return tx.inUse("an id", "SELECT EXISTS (SELECT 1 FROM handoffs WHERE id = $1)", string(id))
}

// TokenInUse says whether a reply address with the secret was given out: that of a thread, of one mail, or of a
// confirmation.
func (tx Tokens) TokenInUse(secret string) (bool, error) {
	hash := sha256.Sum256([]byte(secret))
	return tx.inUse("a reply address",
		"SELECT EXISTS (SELECT 1 FROM handoffs WHERE token = $1) OR EXISTS (SELECT 1 FROM tokens WHERE hash = $2)",
		secret, hash[:])
}

func (tx *txn) inUse(what, query string, args ...any) (in bool, err error) {
	if err := tx.one(query, args, []any{&in}); err != nil {
		return false, tx.fail(err, "look whether %s is in use", what)
	}
	return in, nil
}
