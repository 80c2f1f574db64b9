package imap

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// sizes asks for size and date of the mails low to high; high 0 means the last one.
// It returns at most window of them, ascending, and the UID through which they are
// complete; there is news when some of n:* were left out.
func (s *session) sizes(ctx context.Context, low, high uint32) (entries []entry, through uint32, err error) {
	set := imap.UIDSet{{Start: imap.UID(low), Stop: imap.UID(high)}}
	entries, bare, err := s.entries(ctx, set)
	if err != nil {
		return nil, 0, err
	}
	if len(bare) > 0 {
		again, stillBare, err := s.entries(ctx, bare)
		if err != nil {
			return nil, 0, err
		}
		if len(stillBare) > 0 {
			return nil, 0, fmt.Errorf("fetch sizes: server gives none for %s", stillBare)
		}
		entries = append(entries, again...)
		sortByUID(entries)
	}
	through = high
	if len(entries) > window {
		entries = entries[:window]
		through = entries[window-1].uid
		s.news.Store(true)
	} else if high == 0 && len(entries) > 0 {
		through = entries[len(entries)-1].uid
	}
	return entries, through, nil
}

// entries reads size and date of a set, keeping the lowest UIDs when there are too
// many. bare are mails that came without a size: another client's flag change took
// the place of the answer.
func (s *session) entries(ctx context.Context, set imap.UIDSet) (entries []entry, bare imap.UIDSet, err error) {
	options := &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true}
	err = s.fetch(ctx, set, options, 0, func(m *imapclient.FetchMessageData) error {
		e, complete := readEntry(m)
		e.place = m.SeqNum
		switch {
		case !complete && len(bare) < window:
			bare.AddNum(imap.UID(e.uid))
		case complete:
			entries = append(entries, e)
		}
		if len(entries) >= 4*window {
			sortByUID(entries)
			entries = entries[:window+1] // one more, as a sign that there are more
		}
		return nil
	})
	sortByUID(entries)
	return entries, bare, err
}

// after is how many mails the folder has behind a place in it.
func (s *session) after(place uint32) int {
	if box := s.client.Mailbox(); box != nil && box.NumMessages > place {
		return int(box.NumMessages - place)
	}
	return 0
}

func readEntry(m *imapclient.FetchMessageData) (e entry, complete bool) {
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			e.uid = uint32(item.UID)
		case imapclient.FetchItemDataRFC822Size:
			e.size, complete = item.Size, true
		case imapclient.FetchItemDataInternalDate:
			e.arrived = item.Time
		}
	}
	return e, complete
}

func sortByUID(entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return int(int64(a.uid) - int64(b.uid)) })
}

// bodies fetches whole mails in one command. Mails that did not come are missing
// from the result; a NO of the server is returned beside what came.
func (s *session) bodies(ctx context.Context, uids []uint32, payload int64) (map[uint32][]byte, error) {
	bodies := make(map[uint32][]byte, len(uids))
	if len(uids) == 0 {
		return bodies, nil
	}
	options := &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}}
	err := s.fetch(ctx, uidSet(uids), options, payload, func(m *imapclient.FetchMessageData) error {
		uid, raw, err := s.readBody(m)
		if raw != nil {
			bodies[uid] = raw
		}
		return err
	})
	return bodies, err
}

func (s *session) readBody(m *imapclient.FetchMessageData) (uid uint32, raw []byte, err error) {
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = uint32(item.UID)
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil || item.Literal.Size() > s.maxSize {
				continue // Next reads over it
			}
			raw = make([]byte, item.Literal.Size())
			if _, err := io.ReadFull(item.Literal, raw); err != nil {
				return uid, nil, fmt.Errorf("fetch mail %d: %w", uid, err)
			}
		}
	}
	return uid, raw, nil
}

// alive asks which of the mails still exist.
func (s *session) alive(ctx context.Context, uids []uint32) (map[uint32]bool, error) {
	alive := map[uint32]bool{}
	if len(uids) == 0 {
		return alive, nil
	}
	if err := s.noop(ctx); err != nil { // hears of expunged mails
		return nil, err
	}
	err := s.fetch(ctx, uidSet(uids), &imap.FetchOptions{UID: true}, 0, func(m *imapclient.FetchMessageData) error {
		e, _ := readEntry(m)
		alive[e.uid] = true
		return nil
	})
	return alive, err
}

// fetch runs one FETCH and always reads it to its end, or the connection would hang.
func (s *session) fetch(ctx context.Context, set imap.NumSet, options *imap.FetchOptions, payload int64,
	each func(*imapclient.FetchMessageData) error) error {
	return s.run(ctx, payload, func() error {
		command := s.client.Fetch(set, options)
		for m := command.Next(); m != nil; m = command.Next() {
			if err := each(m); err != nil {
				s.conn.Close()
				<-s.client.Closed() // its reader must not be at the connection while Close reads over what is left
				command.Close()
				return err
			}
		}
		return command.Close()
	})
}

// firstSince returns the UID of the first mail that arrived on the day of t or later,
// or else the next one to come. A day is taken off for the server's time zone.
func (s *session) firstSince(ctx context.Context, t time.Time) (first uint32, err error) {
	first = s.uidNext
	err = s.run(ctx, 0, func() error {
		criteria := &imap.SearchCriteria{Since: t.AddDate(0, 0, -1)}
		found, err := s.client.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return fmt.Errorf("search since %s: %w", t.Format(time.DateOnly), err)
		}
		// Not AllUIDs: a range from a hostile server may span all numbers.
		if set, ok := found.All.(imap.UIDSet); ok && len(set) > 0 && set[0].Start > 0 {
			first = uint32(set[0].Start)
		}
		return nil
	})
	return first, err
}

// maxStore keeps a command line below the 8 KiB that servers must take (RFC 7162 section 4).
const maxStore = 500

// seen adds \Seen. Where the server does not say which flags can be changed, and may
// ignore the change silently as RFC 3501 allows, the answer is looked at.
func (s *session) seen(ctx context.Context, uids []uint32) error {
	known := slices.Contains(s.flags, imap.FlagSeen) || slices.Contains(s.flags, imap.FlagWildcard)
	if len(s.flags) > 0 && !known {
		return ErrReadOnly
	}
	changed := 0
	store := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: known, Flags: []imap.Flag{imap.FlagSeen}}
	var err error
	for part := range slices.Chunk(uids, maxStore) {
		err = s.run(ctx, 0, func() error {
			command := s.client.Store(uidSet(part), store, nil)
			for command.Next() != nil {
				changed++
			}
			return command.Close()
		})
		if err != nil {
			break
		}
	}
	if err = notPermitted(err); err == nil && !known && changed == 0 {
		return ErrReadOnly
	}
	return err
}

func uidSet(uids []uint32) imap.UIDSet {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return set
}
