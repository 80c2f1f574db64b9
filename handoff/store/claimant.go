package store

import (
	"crypto/rand"
	"time"
)

// Claimant is who claims mails: one run of a process. Of two runs on one host the earlier is gone: one process serves.
type Claimant struct{ Host, Run string }

// NewClaimant is a run that begins now. The host may stay empty for a database that only one host can reach.
func NewClaimant(host string) Claimant { return Claimant{Host: host, Run: rand.Text()} }

// Lease is how long a claim holds: longer than a mail server can keep us waiting for its last word.
const Lease = 15 * time.Minute

// Claimed names rows of the outbox and the claim under which they are in hand. A mark under another claim than that of
// the row changes nothing: its time was over, and somebody else has the row.
type Claimed struct {
	Token string
	Rows  []int64
}

// Claimed names all rows of the job.
func (j Job) Claimed() Claimed {
	c := Claimed{Token: j.Token, Rows: make([]int64, len(j.Rows))}
	for i, r := range j.Rows {
		c.Rows[i] = r.ID
	}
	return c
}

// TakeOver makes the rows claimable again, with the bytes that were rendered, whose claim has ended: their lease is
// over, or another run of the same host has them. It counts them.
func (tx Queue) TakeOver(by Claimant, now time.Time) (int, error) {
	n, err := tx.change("UPDATE outbox SET state = 'pending' WHERE state = 'claimed' AND run <> $1 AND (lease <= $2 OR "+
		"host = $3)", by.Run, nanos(now), by.Host)
	if err != nil {
		return 0, tx.fail(err, "take over what others have claimed")
	}
	return int(n), nil
}
