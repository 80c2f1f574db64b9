package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"handoffd/handoff"
)

// Enqueued says whether there was ever an action with the key.
func (tx Queue) Enqueued(key string) (bool, error) {
	var there bool
	if err := tx.one("SELECT EXISTS (SELECT 1 FROM outbox WHERE key = $1)", []any{key}, []any{&there}); err != nil {
		return false, tx.fail(err, "look for %s in the outbox", key)
	}
	return there, nil
}

// ServiceMails lists the latest mails of the service to a person whose key begins with the prefix, the latest first.
// Of those that are out the words are not kept.
func (tx Queue) ServiceMails(person handoff.PersonID, prefix string, limit int) ([]handoff.Action, error) {
	var out []handoff.Action
	prefix = handoff.ServiceKey(prefix)
	of := handoff.ServiceMail("", person, handoff.ServiceDetail{}).Lane()
	err := tx.each(func(scan func(...any) error) error {
		var data []byte
		var a handoff.Action
		if err := scan(&data); err != nil {
			return err
		}
		err := json.Unmarshal(data, &a)
		out = append(out, a)
		return err
	}, "SELECT action FROM outbox WHERE handoff IS NULL AND lane = $1 AND substr(key, 1, $2) = $3 ORDER BY id DESC"+
		atMost(limit),
		of, len([]rune(prefix)), prefix)
	if err != nil {
		return nil, tx.fail(err, "list the mails of the service to %s", person)
	}
	return first(out, limit), nil
}

// LatestKey is the key of the latest mail of the service, or part of one, whose key begins with the words and a space;
// empty if there is none.
func (tx Queue) LatestKey(words string) (string, error) {
	var key string
	begins := handoff.ServiceKey(words)
	err := tx.one("SELECT key FROM outbox WHERE key > $1 AND key < $2 ORDER BY id DESC"+atMost(1),
		[]any{begins + " ", begins + "!"}, []any{&key})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", tx.fail(err, "look for mails of the service about %s", words)
	}
	return strings.TrimPrefix(key, handoff.ServiceKey("")), nil
}

// ServicePart is the part of a mail that has the key, as it is kept; empty if there is none.
func (tx Queue) ServicePart(key string) (handoff.ServiceDetail, error) {
	var data []byte
	err := tx.one("SELECT action FROM outbox WHERE key = $1", []any{handoff.ServiceKey(key)}, []any{&data})
	if errors.Is(err, sql.ErrNoRows) {
		return handoff.ServiceDetail{}, nil
	}
	var a handoff.Action
	if err == nil {
		err = json.Unmarshal(data, &a)
	}
	if err != nil {
		return handoff.ServiceDetail{}, tx.fail(err, "find the part %s", key)
	}
	return handoff.DetailOf[handoff.ServiceDetail](a), nil
}

// PartSent is when the part of a mail that has the key was written, if it was sent; zero if not.
func (tx Queue) PartSent(key string) (time.Time, error) {
	var created int64
	err := tx.one("SELECT created FROM outbox WHERE key = $1 AND state = 'sent'", []any{handoff.ServiceKey(key)},
		[]any{&created})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, tx.fail(err, "find when the part %s was sent", key)
	}
	return instant(created), nil
}
