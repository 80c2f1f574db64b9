package store

import (
	"strings"
	"time"
)

// Forgetting is somebody whose traces are still to be erased wherever they stand.
type Forgetting struct {
	ID    int64
	Words []string // addresses and names
}

// KeepForgetting keeps that somebody is to be forgotten, until nothing of them is left.
func (tx Proof) KeepForgetting(words []string, now time.Time) error {
	err := tx.exec("INSERT INTO forgetting (words, asked) VALUES ($1, $2)", strings.Join(words, "\n"), nanos(now))
	if err != nil {
		return tx.fail(err, "keep that somebody is to be forgotten")
	}
	return nil
}

// Forgettings are those who are still to be forgotten.
func (tx Proof) Forgettings() ([]Forgetting, error) {
	var out []Forgetting
	err := tx.each(func(scan func(...any) error) error {
		var f Forgetting
		var words string
		err := scan(&f.ID, &words)
		f.Words = strings.Split(words, "\n")
		out = append(out, f)
		return err
	}, "SELECT id, words FROM forgetting ORDER BY id")
	if err != nil {
		return nil, tx.fail(err, "read who is to be forgotten")
	}
	return out, nil
}

// DropForgetting says that nothing of somebody is left.
func (tx Proof) DropForgetting(id int64) error {
	tx.erased = true
	if err := tx.exec("DELETE FROM forgetting WHERE id = $1", id); err != nil {
		return tx.fail(err, "note that somebody was forgotten")
	}
	return nil
}
