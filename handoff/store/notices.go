package store

import (
	"strings"
	"time"

	"handoffd/handoff"
)

// Notice is a mail of the service itself, to one colleague: it belongs to no handoff, and so to no row of the outbox.
type Notice struct {
	ID      int64
	Key     string // there is one notice for each key, ever
	To      handoff.PersonID
	Subject string
	Body    string
	HTML    string   // second alternative; empty: none
	Items   []string // what the numbers in it stand for: the first is 1. Kept after it is sent
	Created time.Time
}

// longestNotice bounds the text of a notice, in bytes.
const longestNotice = 100_000

// PutNotice keeps a notice to be sent; false if one with its key was there before. One without a body is never sent: it only
// says that there is nothing to say.
func (tx *Tx) PutNotice(n Notice) (bool, error) {
	var sent any
	if n.Body == "" {
		sent = nanos(n.Created)
	}
	html := n.HTML
	if len(html) > longestNotice { // half a page is worse than none
		html = ""
	}
	changed, err := tx.change(`INSERT INTO notices (key, person, subject, body, html, items, created, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO NOTHING`,
		n.Key, string(n.To), clip(n.Subject, longest), clip(n.Body, longestNotice), html, strings.Join(n.Items, "\n"), nanos(n.Created), sent)
	if err != nil {
		return false, tx.fail(err, "keep the notice %s", n.Key)
	}
	return changed == 1, nil
}

// HasNotice says whether there was ever a notice with the key.
func (tx *Tx) HasNotice(key string) (bool, error) {
	var there bool
	if err := tx.one("SELECT EXISTS (SELECT 1 FROM notices WHERE key = $1)", []any{key}, []any{&there}); err != nil {
		return false, tx.fail(err, "look for the notice %s", key)
	}
	return there, nil
}

// Notices lists up to limit of those that wait to be sent, the oldest first.
func (tx *Tx) Notices(limit int) ([]Notice, error) {
	var out []Notice
	err := tx.each(func(scan func(...any) error) error {
		var n Notice
		var person string
		var created int64
		err := scan(&n.ID, &n.Key, &person, &n.Subject, &n.Body, &n.HTML, &created)
		n.To, n.Created = handoff.PersonID(person), instant(created)
		out = append(out, n)
		return err
	}, "SELECT id, key, person, subject, body, html, created FROM notices WHERE sent_at IS NULL ORDER BY id"+atMost(limit))
	if err != nil {
		return nil, tx.fail(err, "list the notices to be sent")
	}
	return first(out, limit), nil
}

// NoticeDone says that a notice was sent, or refused for good. Its text is not kept.
func (tx *Tx) NoticeDone(id int64, at time.Time) error {
	if err := tx.exec("UPDATE notices SET sent_at = $2, body = '', html = '' WHERE id = $1", id, nanos(at)); err != nil {
		return tx.fail(err, "mark the notice %d as sent", id)
	}
	return nil
}

// NoticeItems lists the latest notices to a person whose key begins with the prefix, with Key, Items and Created only.
func (tx *Tx) NoticeItems(person handoff.PersonID, prefix string, limit int) ([]Notice, error) {
	var out []Notice
	err := tx.each(func(scan func(...any) error) error {
		n := Notice{To: person}
		var items string
		var created int64
		err := scan(&n.ID, &n.Key, &items, &created)
		if n.Created = instant(created); items != "" {
			n.Items = strings.Split(items, "\n")
		}
		out = append(out, n)
		return err
	}, "SELECT id, key, items, created FROM notices WHERE person = $1 AND substr(key, 1, $2) = $3 ORDER BY id DESC"+atMost(limit), string(person), len(prefix), prefix)
	if err != nil {
		return nil, tx.fail(err, "list the notices to %s", person)
	}
	return first(out, limit), nil
}
