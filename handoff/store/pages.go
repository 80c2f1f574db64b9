package store

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"handoffd/handoff"
)

// Pages keeps who is signed in to the pages, and what the links in mails may do.
type Pages struct{ *txn }

// Session is a browser in which somebody is signed in. Its secret is known to that browser alone.
type Session struct {
	Hash    []byte // of the secret; names the session
	Person  handoff.PersonID
	How     string // how they proved who they are
	Agent   string // the browser, as it names itself
	Begun   time.Time
	Seen    time.Time
	Expires time.Time
}

// PageLink is what a link in a mail to one colleague stands for.
type PageLink struct {
	Handoff handoff.ID // empty: it signs in
	Person  handoff.PersonID
	Words   string // what it says, as a plain reply would; one that is to be filled in ends in a blank or a colon.
	// Of a link that signs in: the page to which it leads
	Stand   string // of the handoff when the mail was written, see handoff.Stand
	Issued  time.Time
	Expires time.Time
	Used    time.Time // zero: not yet
	Shown   bool      // nobody used it: a mail that showed it to others ended it then
}

// hashOf is how a secret is kept.
func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// BeginSession keeps a new session. Those that have ended are forgotten.
func (tx Pages) BeginSession(secret string, s Session) error {
	err := tx.exec("DELETE FROM sessions WHERE expires <= $1", nanos(s.Begun))
	if err == nil {
		err = tx.exec("INSERT INTO sessions (hash, person, how, agent, begun, seen, expires) "+
			"VALUES ($1, $2, $3, $4, $5, $6, $7)", hashOf(secret), string(s.Person), s.How, clip(s.Agent, 200),
			nanos(s.Begun), nanos(s.Begun), nanos(s.Expires))
	}
	if err != nil {
		return tx.fail(err, "begin a session of %s", s.Person)
	}
	return nil
}

// Session finds the session of a secret; false if there is none, or it has ended by then.
func (tx Pages) Session(secret string, now time.Time) (Session, bool, error) {
	all, err := tx.sessions("hash = $1 AND expires > $2", hashOf(secret), nanos(now))
	if err != nil || len(all) == 0 {
		return Session{}, false, err
	}
	return all[0], true, nil
}

// Sessions lists those of a person that have not ended, or everybody's; the one that was seen last comes first.
func (tx Pages) Sessions(person handoff.PersonID, now time.Time) ([]Session, error) {
	if person == "" {
		return tx.sessions("expires > $1", nanos(now))
	}
	return tx.sessions("person = $1 AND expires > $2", string(person), nanos(now))
}

func (tx Pages) sessions(which string, args ...any) ([]Session, error) {
	var out []Session
	err := tx.each(func(scan func(...any) error) error {
		var s Session
		var begun, seen, expires int64
		err := scan(&s.Hash, &s.Person, &s.How, &s.Agent, &begun, &seen, &expires)
		s.Begun, s.Seen, s.Expires = instant(begun), instant(seen), instant(expires)
		out = append(out, s)
		return err
	}, "SELECT hash, person, how, agent, begun, seen, expires FROM sessions WHERE "+which+" ORDER BY seen DESC, begun",
		args...)
	if err != nil {
		return nil, tx.fail(err, "list sessions")
	}
	return out, nil
}

// SeeSession notes that a session was used.
func (tx Pages) SeeSession(hash []byte, at time.Time) error {
	if err := tx.exec("UPDATE sessions SET seen = $2 WHERE hash = $1 AND seen < $2", hash, nanos(at)); err != nil {
		return tx.fail(err, "note that a session was used")
	}
	return nil
}

// EndSession ends a session; of a person, unless that is empty. It says whether there was such a one.
func (tx Pages) EndSession(hash []byte, person handoff.PersonID) (bool, error) {
	n, err := tx.change("DELETE FROM sessions WHERE hash = $1 AND (person = $2 OR $2 = '')", hash, string(person))
	if err != nil {
		return false, tx.fail(err, "end a session")
	}
	return n > 0, nil
}

// linksKept is how long a link is known after it has expired, so that its reader is told what it was.
const linksKept = 60 * 24 * time.Hour

// KeepLink keeps what the links of a mail stand for, by the hash of their secret.
func (tx Pages) KeepLink(secret string, l PageLink) error {
	err := tx.exec("DELETE FROM links WHERE expires < $1", nanos(l.Issued.Add(-linksKept)))
	if err == nil {
		err = tx.exec("INSERT INTO links (hash, handoff, person, words, stand, issued, expires) "+
			"VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING", hashOf(secret), text(string(l.Handoff)),
			string(l.Person), l.Words, l.Stand, nanos(l.Issued), nanos(l.Expires))
	}
	if err != nil {
		return tx.fail(err, "keep the links of a mail to %s", l.Person)
	}
	return nil
}

// Link finds what a secret stands for, used or expired as it may be; false if it was never given out.
func (tx Pages) Link(secret string) (PageLink, bool, error) {
	var l PageLink
	var issued, expires, used int64
	err := tx.one("SELECT coalesce(handoff, ''), person, words, stand, issued, expires, used FROM links WHERE hash = $1",
		[]any{hashOf(secret)}, []any{&l.Handoff, &l.Person, &l.Words, &l.Stand, &issued, &expires, &used})
	if errors.Is(err, sql.ErrNoRows) {
		return PageLink{}, false, nil
	}
	if err != nil {
		return PageLink{}, false, tx.fail(err, "look a link up")
	}
	if l.Shown = used < 0; l.Shown {
		used = -used
	}
	l.Issued, l.Expires, l.Used = instant(issued), instant(expires), instant(used)
	return l, true, nil
}

// SpendLink uses a link up. It says whether nobody was faster.
func (tx Pages) SpendLink(secret string, at time.Time) (bool, error) {
	n, err := tx.change("UPDATE links SET used = $2 WHERE hash = $1 AND used = 0", hashOf(secret), nanos(at))
	if err != nil {
		return false, tx.fail(err, "use a link")
	}
	return n == 1, nil
}

// EndLink ends a link that others were shown; one that was used before stays so.
func (tx Pages) EndLink(secret string, at time.Time) error {
	err := tx.exec("UPDATE links SET used = $2 WHERE hash = $1 AND used = 0", hashOf(secret), -nanos(at))
	if err != nil {
		return tx.fail(err, "end a link")
	}
	return nil
}

// SignInsSince counts the links to sign in that a person was sent at or after the instant.
func (tx Pages) SignInsSince(person handoff.PersonID, since time.Time) (n int, err error) {
	err = tx.one("SELECT count(*) FROM links WHERE person = $1 AND issued >= $2 AND handoff IS NULL",
		[]any{string(person), nanos(since)}, []any{&n})
	if err != nil {
		return 0, tx.fail(err, "count the sign-ins of %s", person)
	}
	return n, nil
}
