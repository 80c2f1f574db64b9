package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/burst"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// fetched is one batch as read from the mailbox, its mails understood.
type fetched struct {
	intake.Batch
	read    []intake.Understood
	packed  [][]byte
	begun   time.Time
	err     error
	done    chan struct{} // closed when it is taken: the next one waits for it; nil: it does not
	passed  chan struct{} // closed when it is read and about to be taken: the next one waits for it; nil: it does not
	deadly  bool          // its only mail has ended the process again and again
	through string        // id of the last mail that is in hand with this one; empty: the last of the batch
}

// intake reads what is new in a mailbox, batch by batch: fetched, read by several goroutines, decided and committed as
// one, and only then marked as seen. While one batch is decided the next is read, the one after that fetched, and the
// one before marked. The seen mark is for people who look into the mailbox; the cursor in the store is what counts.
func (e *Engine) intake(ctx context.Context, s *source) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer e.letGo(ctx, s)
	total, long := 0, false
	calm := func() {}
	defer func() { calm() }()
	fetching, stop := context.WithCancel(ctx)
	inHand, batches, taken := make(chan fetched), make(chan fetched), make(chan intake.Batch)
	var done sync.WaitGroup
	done.Go(func() {
		defer close(inHand)
		e.fetch(fetching, s, inHand)
	})
	done.Go(func() {
		defer close(batches)
		e.readAll(fetching, inHand, batches)
	})
	done.Go(func() {
		for b := range taken {
			e.markSeen(ctx, s, b)
		}
	})
	defer done.Wait()
	defer close(taken)
	defer stop()
	for b := range batches {
		if b.err != nil {
			e.outage(ctx, s, b.begun, b.err)
			return total, b.err
		}
		if b.More && total == 0 {
			calm = burst.Begin()
		}
		if err := e.takeBatch(ctx, s, b); err != nil {
			return total, err
		}
		total += len(b.Mails)
		if len(b.Mails) > 0 {
			e.kick()
			taken <- b.Batch
		}
		if b.done != nil {
			close(b.done)
		}
		if !b.More {
			s.mark(b.begun)
			s.inHand.Store(false)
		}
		if long = long || b.More; long && e.Progress != nil {
			e.Progress(Progress{Source: s.Name, Done: total, Left: b.Left})
		}
	}
	return total, ctx.Err()
}

// fetch fetches batches after the cursor until nothing more is there, and writes down that they are in hand.
func (e *Engine) fetch(ctx context.Context, s *source, out chan<- fetched) {
	at, err := e.cursor(ctx, s)
	if err == nil {
		err = e.resumeTaking(ctx, s, at)
	}
	for {
		f := fetched{begun: e.Now(), err: err}
		if err == nil {
			if f.Batch, f.err = s.Mailbox.Poll(ctx, at); f.err != nil {
				f.err = fmt.Errorf("read mailbox %s: %w", s.Name, f.err)
			}
		}
		for _, part := range s.parts(f) {
			e.takeInHand(ctx, s, part)
			if part.bytes() > heavy {
				part.passed = make(chan struct{})
			}
			if !pass(ctx, out, part) {
				return
			}
		}
		if f.err != nil || !f.More {
			return
		}
		at = f.Cursor
	}
}

// readAll reads the mails of the batches that are in hand.
func (e *Engine) readAll(ctx context.Context, inHand <-chan fetched, out chan<- fetched) {
	for f := range inHand {
		switch {
		case f.deadly:
			f.read, f.packed = []intake.Understood{{Message: &mail.Message{Why: "not read"}}}, [][]byte{nil}
		case len(f.Mails) > 0:
			f.read, f.packed = e.understandAll(f.Mails)
		}
		select {
		case out <- f:
		case <-ctx.Done():
			return
		}
		if f.passed != nil {
			close(f.passed)
		}
	}
}

// pass hands a batch on, and waits until it is taken, or read, if it says so; false if the context ended.
func pass(ctx context.Context, out chan<- fetched, f fetched) bool {
	select {
	case out <- f:
	case <-ctx.Done():
		return false
	}
	for _, waits := range []chan struct{}{f.passed, f.done} {
		if waits == nil {
			continue
		}
		select {
		case <-waits:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// heavy is how large a batch may be so that, while it is read, the next is fetched already: there are three in memory
// then, not two.
const heavy = 1 << 20

// bytes is how much the mails of a batch hold.
func (f fetched) bytes() (n int) {
	for _, m := range f.Mails {
		n += len(m.Raw)
	}
	return n
}

// cursor is where reading goes on. A first run begins at the end of the mailbox as it is then, and keeps that at once:
// what arrives from then on is read, whatever happens to this process. Where the mailbox could not be opened at first,
// reading begins with what has arrived since that was tried.
func (e *Engine) cursor(ctx context.Context, s *source) (intake.Cursor, error) {
	var c store.Cursor
	known, since := false, e.Since
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) {
		if c, known, err = tx.Cursor(s.Name); err != nil || known || !since.IsZero() {
			return err
		}
		open, err := tx.OpenOutages()
		for _, o := range open {
			if o.Source == s.source() {
				since = o.From
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if known {
		if !e.Since.IsZero() {
			e.Log.Warn("a day to begin with counts at the first start only; reading goes on where it was", "mailbox", s.Name)
		}
		e.opened(s)
		return intake.Cursor(c.Place), nil
	}
	var at intake.Cursor
	if since.IsZero() {
		at, err = s.Mailbox.Start(ctx)
	} else {
		at, err = s.Mailbox.Since(ctx, since)
	}
	if err != nil {
		return at, fmt.Errorf("open mailbox %s: %w", s.Name, err)
	}
	err = e.desk.Update(ctx, func(tx *store.Tx) error {
		return tx.SetCursor(s.Name, store.Cursor{Place: string(at)}) // nothing is read yet
	})
	if err != nil {
		return at, fmt.Errorf("keep where mailbox %s begins: %w", s.Name, err)
	}
	e.opened(s)
	return at, nil
}

// opened notes that it is kept where reading of a mailbox goes on, and tells once all are.
func (e *Engine) opened(s *source) {
	if s.opened {
		return
	}
	s.opened = true
	if e.unopened.Add(-1) == 0 && e.Ready != nil {
		e.Ready()
	}
}

// keepEvery is how often an idle mailbox's time of reading is written down: it bounds what a restart takes for an
// outage.
const keepEvery = time.Minute

// takeBatch decides and commits one batch together with the cursor.
func (e *Engine) takeBatch(ctx context.Context, s *source, b fetched) error {
	if len(b.Mails) == 0 && s.sound && b.begun.Sub(s.kept) < keepEvery {
		return nil
	}
	readAt := b.begun
	if b.More {
		readAt = s.kept
	}
	failed := make([]*store.InMail, len(b.Mails))
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		err := tx.Halved(len(b.Mails), func(i int) (err error) {
			failed[i], err = e.takeSafely(tx, s, b.Mails[i], b.read[i], b.packed[i], b.deadly)
			return err
		}, func(i int, cause error) (err error) {
			in := s.inMail(b.Mails[i], b.packed[i])
			failed[i], err = e.fails(tx, in, b.read[i], cause)
			return err
		})
		if err != nil {
			return err
		}
		if len(b.Mails) > 0 {
			e.hook("decided")
		}
		if err := e.stood(tx, s, b.begun); err != nil {
			return err
		}
		if err := e.outageEnds(tx, s.source(), b.begun); err != nil {
			return err
		}
		if n := len(b.Mails); n > 0 {
			if err := tx.Taken(s.Name, b.Mails[n-1].ID); err != nil {
				return err
			}
		}
		return tx.SetCursor(s.Name, store.Cursor{Place: string(b.Cursor), ReadAt: readAt})
	})
	if err != nil {
		return fmt.Errorf("take mail from %s: %w", s.Name, err)
	}
	s.kept, s.sound = readAt, true
	if len(b.Mails) > 0 {
		e.hook("committed")
	}
	e.setAside(ctx, s, failed)
	return nil
}

// understandAll reads and packs the mails side by side: that is most of the work, and needs no store.
func (e *Engine) understandAll(mails []intake.Fetched) ([]intake.Understood, [][]byte) {
	out, packed := make([]intake.Understood, len(mails)), make([][]byte, len(mails))
	now, r := e.Now(), e.desk.Reader()
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(mails)) {
		wg.Go(func() {
			for i := range next {
				out[i] = r.Read(mails[i].Raw, now)
				packed[i] = store.Pack(mails[i].Raw)
			}
		})
	}
	for i := range mails {
		next <- i
	}
	close(next)
	wg.Wait()
	return out, packed
}

// errPoison marks a mail that made the program fail, as against a store that cannot be written.
var errPoison = errors.New("mail could not be processed")

// takeSafely takes one mail. One that makes the code fail is set aside, and given back; the rest goes on.
func (e *Engine) takeSafely(tx taking, s *source, m intake.Fetched, u intake.Understood, packed []byte,
	deadly bool) (failed *store.InMail, err error) {
	in := s.inMail(m, packed)
	if deadly {
		e.Log.Error("a mail has ended the process again and again and is set aside unread", "mailbox", s.Name, "mail", m.ID,
			"bytes", m.Size)
		in.Verdict, in.Why = handoff.MailFailed,
			handoff.Because("failed/died", handoff.NumberArg(aloneTries+1), handoff.NumberArg(m.Size))
		return &in, e.desk.PutUnread(tx, &in)
	}
	if m.Raw == nil {
		in.Verdict = intake.TooLarge.Verdict()
		in.Why = handoff.Because("too-large", handoff.NumberArg(m.Size))
		return nil, e.desk.PutUnread(tx, &in)
	}
	return e.takePatiently(tx, s.Address, in, u)
}

func (s *source) inMail(m intake.Fetched, packed []byte) store.InMail {
	return store.InMail{Source: s.Name, Ref: m.ID, Arrived: m.Arrived, Raw: m.Raw, Packed: packed}
}

// takeGuarded takes one mail in a savepoint of its own. The error is errPoison if the code failed on it.
func (e *Engine) takeGuarded(tx taking, box string, in *store.InMail, u intake.Understood) error {
	return tx.Savepoint(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				e.Log.Error("a mail made the program fail", "mailbox", in.Source, "mail", in.Ref, "panic", r,
					"stack", string(debug.Stack()))
				err = fmt.Errorf("%w: %v", errPoison, r)
			}
		}()
		if u.Broken != nil {
			return fmt.Errorf("%w: %w", errPoison, u.Broken)
		}
		e.poison(u.Message)
		_, err = e.desk.Take(tx, box, in, u)
		return err
	})
}

func (e *Engine) markSeen(ctx context.Context, s *source, b intake.Batch) {
	ids := make([]string, len(b.Mails))
	for i, m := range b.Mails {
		ids[i] = m.ID
	}
	if err := s.Mailbox.Seen(ctx, ids); err != nil && !errors.Is(err, intake.ErrReadOnly) {
		e.Log.Warn("mails could not be marked as seen; they are taken all the same", "mailbox", s.Name, "error", err)
	}
	e.hook("seen")
}

// source is the mailbox as a source of outages.
func (s *source) source() handoff.Source {
	return handoff.Source{Kind: handoff.SourceMailbox, Name: s.Name}
}

// outage keeps that the mailbox cannot be read, from the last good reading on: no window closes for it.
func (e *Engine) outage(ctx context.Context, s *source, now time.Time, cause error) {
	if ctx.Err() != nil {
		return
	}
	s.sound = false
	err := e.Store.Update(ctx, func(tx *store.Tx) error {
		from := now
		if r := s.watermark(); !r.IsZero() {
			from = r
		} else if c, ok, err := tx.Cursor(s.Name); err != nil {
			return err
		} else if ok && !c.ReadAt.IsZero() {
			from = c.ReadAt
		}
		_, err := tx.OutageBegin(s.source(), from, cause.Error())
		return err
	})
	if err != nil {
		e.Log.Error("an outage could not be kept", "mailbox", s.Name, "error", err)
	}
}
