package store

import (
	"time"

	"handoffd/handoff"
)

// Say keeps what a person said of an entry of their own calendar, named by handoff.EventKey. The empty entry is the
// weekly mail itself. The last word counts.
func (tx People) Say(person handoff.PersonID, event, word string, at time.Time) error {
	if err := tx.exec(`INSERT INTO said (person, event, word, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person, event) DO UPDATE SET word = excluded.word, at = excluded.at`, string(person), event, word,
		nanos(at)); err != nil {
		return tx.fail(err, "keep what %s said of an entry", person)
	}
	return nil
}

// Said is what a person said, by entry.
func (tx People) Said(person handoff.PersonID) (map[string]string, error) {
	out := make(map[string]string)
	err := tx.each(func(scan func(...any) error) error {
		var event, word string
		err := scan(&event, &word)
		out[event] = word
		return err
	}, "SELECT event, word FROM said WHERE person = $1", string(person))
	if err != nil {
		return nil, tx.fail(err, "read what %s said of entries", person)
	}
	return out, nil
}
