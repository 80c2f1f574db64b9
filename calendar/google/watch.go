package google

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// Channel is Google's promise to call an address when the organizer's calendar changes. It says only that something
// did: what, is for Changes to find out. Such calls get lost, so a watched calendar is polled too, less often.
type Channel struct {
	ID       string
	Resource string    // Google's name for the calendar, needed to stop
	Token    string    // secret that comes with each call
	Until    time.Time // when Google stops calling
	Renew    time.Time // when to watch anew; the old channel is stopped after that
}

// channelTime is how long a channel is asked for; Google may give less.
const channelTime = 7 * 24 * time.Hour

// Watch opens a channel to a public https address. The token is a secret of the caller's choice.
func (p *Provider) Watch(ctx context.Context, address, token string) (Channel, error) {
	op := "watch the calendar of " + p.options.Organizer
	if token == "" {
		return Channel{}, &calendar.Error{Op: op, Kind: calendar.Refused,
			Err: errors.New("a channel without a token could be called by anybody")}
	}
	w, err := p.own(ctx, op)
	if err != nil {
		return Channel{}, err
	}
	now := p.options.Now()
	got, err := call(ctx, p, op, func() (*gcal.Channel, error) {
		return w.client.calendar.Events.Watch(w.calendar, &gcal.Channel{
			Id: rand.Text(), Type: "web_hook", Address: address, Token: token, Expiration: now.Add(channelTime).UnixMilli(),
		}).Context(ctx).Do()
	})
	if err != nil {
		return Channel{}, err
	}
	ch := Channel{ID: got.Id, Resource: got.ResourceId, Token: token, Until: now.Add(channelTime)}
	if got.Expiration > 0 {
		ch.Until = time.UnixMilli(got.Expiration).UTC()
	}
	ch.Renew = ch.Until.Add(-ch.Until.Sub(now) / 10)
	return ch, nil
}

// Stop closes a channel. One that is closed already is no error.
func (p *Provider) Stop(ctx context.Context, ch Channel) error {
	op := "stop watching the calendar of " + p.options.Organizer
	w, err := p.own(ctx, op)
	if err != nil {
		return err
	}
	_, err = call(ctx, p, op, func() (struct{}, error) {
		return struct{}{}, w.client.calendar.Channels.Stop(&gcal.Channel{Id: ch.ID,
			ResourceId: ch.Resource}).Context(ctx).Do()
	})
	if err != nil && calendar.KindOf(err) != calendar.Gone {
		return err
	}
	return nil
}

// Called answers Google's calls on the channels that known gives by their id, and calls changed when the calendar of
// one may have changed. Whoever does not know a channel's token is refused.
func Called(known func(id string) (Channel, bool), changed func(Channel)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ch, found := known(r.Header.Get("X-Goog-Channel-ID"))
		token := r.Header.Get("X-Goog-Channel-Token")
		if !found || ch.Token == "" || subtle.ConstantTimeCompare([]byte(ch.Token), []byte(token)) != 1 {
			http.Error(w, "not a channel of ours", http.StatusForbidden)
			return
		}
		if r.Header.Get("X-Goog-Resource-State") != "sync" { // the call that opens the channel
			changed(ch)
		}
		w.WriteHeader(http.StatusNoContent)
	}
}
