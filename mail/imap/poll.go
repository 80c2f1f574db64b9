package imap

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"time"
)

const (
	resetDays = 7    // read again after a UIDVALIDITY change
	window    = 5000 // UIDs whose sizes are asked for at once, and sizes kept
	maxTries  = 3    // before a mail that the server cannot hand out comes without Raw
)

var errNoBody = errors.New("server gives no body")

// entry is a mail whose body was not fetched yet.
type entry struct {
	uid     uint32
	place   uint32 // message sequence number when it was asked for
	size    int64
	arrived time.Time
}

// ahead is what is known of the mails after the last cursor.
type ahead struct {
	from, through uint32  // entries are complete for from < UID <= through
	entries       []entry // ascending
}

// resetSpan limits what is read again after a UIDVALIDITY change.
type resetSpan struct {
	uidValidity, through uint32
	since                time.Time
}

// Poll returns the mails after the cursor, oldest first: at most 100 and 8 MiB, or a
// single larger one. A mail expunged meanwhile is left out. When the folder was
// renumbered the batch says Reset and begins with the mails of the last 7 days; the
// batches after it follow through its cursor. A zero cursor reads from the first mail.
func (s *Source) Poll(ctx context.Context, after Cursor) (Batch, error) {
	var b Batch
	err := s.use(ctx, "poll", func(ctx context.Context) (err error) {
		b, err = s.poll(ctx, after)
		return err
	})
	if err != nil {
		return Batch{}, err
	}
	return b, nil
}

func (s *Source) poll(ctx context.Context, after Cursor) (Batch, error) {
	// FETCH says nothing of mails that the session was not told of.
	if err := s.session.noop(ctx); err != nil {
		return Batch{}, err
	}
	select { // what was told by now is fetched here, no need to wake Wait
	case <-s.notices:
	default:
	}
	b := Batch{Cursor: after}
	if after.UIDValidity != s.session.uidValidity {
		b.Reset = after.UIDValidity != 0
		from, err := s.restart(ctx, b.Reset)
		if err != nil {
			return Batch{}, err
		}
		b.Cursor = Cursor{s.session.uidValidity, from}
	}
	s.polled = s.session.uidValidity
	if err := s.lookAhead(ctx, b.Cursor.UID); err != nil {
		return Batch{}, err
	}
	return s.collect(ctx, b)
}

// restart returns the UID to read after when the cursor is of another numbering.
func (s *Source) restart(ctx context.Context, reset bool) (uint32, error) {
	s.ahead, s.reset = ahead{}, resetSpan{}
	clear(s.stuck)
	if !reset {
		return 0, nil
	}
	since := s.config.Now().AddDate(0, 0, -resetDays)
	first, err := s.session.firstSince(ctx, since)
	if refused(err) {
		first, err = 1, nil // the dates of all mails are looked at instead
	}
	if err != nil {
		return 0, err
	}
	s.reset = resetSpan{s.session.uidValidity, s.session.uidNext - 1, since}
	return first - 1, nil
}

// before is the UID before the first mail behind another that arrived at t or later; the last there is if none did.
func (s *Source) before(ctx context.Context, after uint32, t time.Time) (uint32, error) {
	for s.ahead = (ahead{}); ; {
		if err := s.lookAhead(ctx, after); err != nil {
			return 0, err
		}
		if len(s.ahead.entries) == 0 {
			return max(after, s.session.uidNext-1), nil
		}
		for _, e := range s.ahead.entries {
			if e.arrived.IsZero() || !e.arrived.Before(t) {
				return e.uid - 1, nil
			}
		}
		after = s.ahead.entries[len(s.ahead.entries)-1].uid
	}
}

// lookAhead makes sure that s.ahead holds the next mails after the UID, if there
// are any. It goes through the numbers in windows, which double where they are empty.
func (s *Source) lookAhead(ctx context.Context, after uint32) error {
	if after < s.ahead.from || after > s.ahead.through {
		s.ahead = ahead{through: after}
	}
	known := s.ahead.entries
	s.ahead.entries = known[sort.Search(len(known), func(i int) bool { return known[i].uid > after }):]
	s.ahead.from = after
	top := s.session.uidNext - 1 // mails above arrived since SELECT
	for span := uint32(window); len(s.ahead.entries) == 0 && s.ahead.through < math.MaxUint32; {
		low, high := s.ahead.through+1, uint32(0)
		if low <= top {
			high = low + min(span-1, top-low)
		} else {
			s.session.news.Store(false) // all that was told of is asked for
		}
		entries, through, err := s.session.sizes(ctx, low, high)
		if err != nil {
			return err
		}
		s.ahead.entries, s.ahead.through = entries, max(through, s.ahead.through)
		if high == 0 {
			return nil
		}
		span = max(span, span*2)
	}
	return nil
}

// collect fetches the bodies of the next mails and completes the batch.
func (s *Source) collect(ctx context.Context, b Batch) (Batch, error) {
	taken, wanted, payload := s.pick()
	bodies, no, err := s.bodies(ctx, wanted, payload)
	if err != nil {
		return Batch{}, err
	}
	missing := slices.DeleteFunc(wanted, func(uid uint32) bool { return bodies[uid] != nil })
	alive, err := s.session.alive(ctx, missing)
	if err != nil {
		return Batch{}, err
	}
	used := 0
	for _, e := range taken {
		lost := slices.Contains(missing, e.uid)
		if lost && alive[e.uid] && !s.giveUp(e.uid, len(bodies) > 0) {
			if used == 0 {
				return Batch{}, fmt.Errorf("fetch mail %d: %w", e.uid, no)
			}
			break // the next batch begins with it
		}
		used++
		b.Cursor.UID = e.uid
		if s.skipped(e) || lost && !alive[e.uid] {
			continue
		}
		b.Mails = append(b.Mails, Mail{UID: e.uid, Arrived: e.arrived, Size: e.size, Raw: bodies[e.uid]})
	}
	if used == len(s.ahead.entries) {
		b.Cursor.UID = max(b.Cursor.UID, s.ahead.through)
	}
	b.More = used < len(s.ahead.entries) || s.ahead.through < s.session.uidNext-1 || s.session.news.Load()
	if b.More && used > 0 {
		b.Left = s.session.after(taken[used-1].place)
	}
	return b, nil
}

// bodies fetches the wanted mails, one by one after one of them failed. no is the
// server's refusal to hand out some.
func (s *Source) bodies(ctx context.Context, wanted []uint32, payload int64) (bodies map[uint32][]byte, no, err error) {
	no = errNoBody
	if len(s.stuck) == 0 {
		if bodies, err = s.session.bodies(ctx, wanted, payload); refused(err) {
			no, err = err, nil
		}
		return bodies, no, err
	}
	bodies = map[uint32][]byte{}
	for _, uid := range wanted {
		one, err := s.session.bodies(ctx, []uint32{uid}, payload)
		if refused(err) {
			no, err = err, nil
		}
		if err != nil {
			return nil, nil, err
		}
		maps.Copy(bodies, one)
	}
	return bodies, no, nil
}

// giveUp counts a failed try for a mail. After some, and only when others could be
// fetched meanwhile, the fault is the mail's and not the server's.
func (s *Source) giveUp(uid uint32, othersCame bool) bool {
	s.stuck[uid]++
	if s.stuck[uid] < maxTries || !othersCame {
		return false
	}
	delete(s.stuck, uid)
	return true
}

// pick takes the entries of the next batch and names those whose body to fetch.
func (s *Source) pick() (taken []entry, wanted []uint32, payload int64) {
	mails := 0
	for _, e := range s.ahead.entries {
		if s.skipped(e) {
			taken = append(taken, e)
			continue
		}
		small := e.size <= s.config.MaxMailSize
		if mails == maxBatchMails || small && mails > 0 && payload+e.size > maxBatchBytes {
			break
		}
		mails++
		taken = append(taken, e)
		if small {
			wanted = append(wanted, e.uid)
			payload += e.size
		}
	}
	return taken, wanted, payload
}

// skipped reports a mail that lies before the span read again after a reset.
func (s *Source) skipped(e entry) bool {
	return s.reset.uidValidity == s.session.uidValidity && e.uid <= s.reset.through &&
		!e.arrived.IsZero() && e.arrived.Before(s.reset.since)
}
