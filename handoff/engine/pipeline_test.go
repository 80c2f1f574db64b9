package engine

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// stacked is a mailbox of batches of one mail each.
type stacked struct {
	Mailbox
	batches, bytes int
	polled, taken  atomic.Int32
	most           atomic.Int32 // batches that were fetched and not taken
	seen           []string
}

func (b *stacked) Since(context.Context, time.Time) (intake.Cursor, error) { return "0", nil }

func (b *stacked) Poll(_ context.Context, after intake.Cursor) (intake.Batch, error) {
	n, err := strconv.Atoi(string(after))
	if err != nil || n >= b.batches {
		return intake.Batch{Cursor: after}, err
	}
	n++
	b.most.Store(max(b.most.Load(), b.polled.Add(1)-b.taken.Load()))
	raw := fmt.Appendf(nil, "From: mallory@agency.example\r\nMessage-ID: <%d@agency.example>\r\n\r\n", n)
	raw = append(raw, bytes.Repeat([]byte("word\r\n"), b.bytes/6)...)
	at := intake.Cursor(strconv.Itoa(n))
	m := intake.Fetched{ID: string(at), After: at, Raw: raw, Size: int64(len(raw))}
	return intake.Batch{Mails: []intake.Fetched{m}, Cursor: at, More: n < b.batches, Left: b.batches - n}, nil
}

func (b *stacked) Seen(_ context.Context, ids []string) error {
	b.seen = append(b.seen, ids...)
	return nil
}

// TestWhileABatchIsTakenTheNextIsReadAndOneMoreFetched: what is in hand is written down before it is read, which a
// batch that is being decided does not hold up. Large batches are two at a time. All are seen in the end.
func TestWhileABatchIsTakenTheNextIsReadAndOneMoreFetched(t *testing.T) {
	t.Parallel()
	for bytes, most := range map[int]int32{1000: 3, heavy + heavy/2: 2} {
		o := newOffice(t)
		box := &stacked{Mailbox: o.e.sources[0].Mailbox, batches: 6, bytes: bytes}
		o.e.sources[0].Mailbox = box
		inHand := make(chan bool, box.batches)
		o.e.hook = func(step string) {
			switch step {
			case "fetched":
				inHand <- true
			case "committed":
				if box.taken.Add(1) > 1 {
					return
				}
				for range most {
					select {
					case <-inHand:
					case <-time.After(time.Minute):
						t.Errorf("%d bytes: %d batches in hand while the first is taken", bytes, box.polled.Load())
						return
					}
				}
			}
		}
		if n, err := o.e.intake(t.Context(), o.e.sources[0]); err != nil || n != box.batches {
			t.Errorf("%d mails: %v", n, err)
		}
		if got := box.most.Load(); got > most {
			t.Errorf("%d bytes: %d batches in memory, want %d", bytes, got, most)
		}
		if !slices.Equal(box.seen, []string{"1", "2", "3", "4", "5", "6"}) {
			t.Errorf("seen are %q", box.seen)
		}
		err := o.store.View(t.Context(), func(tx *store.Tx) error {
			if left, found, err := tx.Taking("inbox"); err != nil || found {
				t.Errorf("in hand in the end: %+v (%v)", left, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
