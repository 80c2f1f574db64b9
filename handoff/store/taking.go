package store

import (
	"database/sql"
	"errors"
)

// Taking is which mails of a mailbox are in hand: those after its cursor, up to Through. What is found at a start has ended the process.
type Taking struct {
	UIDValidity, Through uint32
	UID                  uint32 // the only mail in hand; 0 if there are several
	Tries                int    // how often that one was taken in hand
}

// Taking gives what is in hand; false if nothing is.
func (tx *Tx) Taking(source string) (Taking, bool, error) {
	var t Taking
	err := tx.one("SELECT uidvalidity, through, uid, tries FROM taking WHERE source = $1", []any{source}, []any{&t.UIDValidity, &t.Through, &t.UID, &t.Tries})
	if errors.Is(err, sql.ErrNoRows) {
		return Taking{}, false, nil
	}
	if err != nil {
		return Taking{}, false, tx.fail(err, "read what was in hand of %s", source)
	}
	return t, true, nil
}

// SetTaking says what is in hand before it is looked at.
func (tx *Tx) SetTaking(source string, t Taking) error {
	err := tx.exec(`INSERT INTO taking (source, uidvalidity, through, uid, tries) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (source) DO UPDATE
		SET uidvalidity = excluded.uidvalidity, through = excluded.through, uid = excluded.uid, tries = excluded.tries`,
		source, int64(t.UIDValidity), int64(t.Through), int64(t.UID), t.Tries)
	if err != nil {
		return tx.fail(err, "note what is in hand of %s", source)
	}
	return nil
}

// Taken says that the mails up to the number are done: nothing is in hand any more, unless more was taken meanwhile.
func (tx *Tx) Taken(source string, uidValidity, through uint32) error {
	err := tx.exec("DELETE FROM taking WHERE source = $1 AND (uidvalidity <> $2 OR through <= $3)", source, int64(uidValidity), int64(through))
	if err != nil {
		return tx.fail(err, "note that nothing is in hand of %s", source)
	}
	return nil
}
