package outbox

import (
	"context"
	"sync"
	"time"

	"handoffd/handoff"
)

// way makes what is to be carried of an action beside its mail; alone says that nothing is mailed.
type way func(o *Outbox, tx rendering, h handoff.Handoff, a handoff.Action, now time.Time) (
	l *load, alone bool, err error)

// ways are the channels by which something else than mail leaves. What leaves by another is only mailed.
var ways = map[handoff.Channel]way{
	handoff.ChannelCalendar: (*Outbox).invitation,
	handoff.ChannelCopy:     (*Outbox).eventCopy,
	handoff.ChannelOwn:      (*Outbox).preparation,
}

// beside makes what is to be carried of an action beside its mail; nil if nothing.
func (o *Outbox) beside(tx rendering, h handoff.Handoff, a handoff.Action, now time.Time) (
	l *load, alone bool, err error) {
	if a.Purpose == handoff.PurposeService {
		return o.talk(tx, a, now)
	}
	if carried, ok := ways[a.Purpose.Channel()]; ok {
		return carried(o, tx, h, a, now)
	}
	return nil, false, nil
}

// asideAtOnce is how many items are carried at the same time: Microsoft takes four requests for one mailbox.
const asideAtOnce = 4

// carryAside carries what a round has beside mails, each once however many of its deliveries have it.
func (o *Outbox) carryAside(ctx context.Context, deliveries []*delivery) {
	first := map[any]*load{}
	var again [][2]*load // what is the same as an earlier one
	var wg sync.WaitGroup
	turn := make(chan struct{}, asideAtOnce)
	for _, p := range deliveries {
		l := p.aside()
		if l == nil {
			continue
		}
		at := l.item.once()
		if same, ok := first[at]; ok {
			again = append(again, [2]*load{l, same})
			continue
		}
		first[at] = l
		o.Hook("handed")
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			l.got, l.err = l.carrier.Carry(ctx, l.item)
		})
	}
	wg.Wait()
	for _, pair := range again {
		pair[0].got, pair[0].err = pair[1].got, pair[1].err
	}
	for _, p := range deliveries {
		if l := p.aside(); l != nil {
			l.at = o.Now()
			o.Hook("accepted")
		}
	}
}
