package oauth_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

// TestState: a login says how its last request went and when its consent ends, as far as the provider tells; what
// differs by seconds is not written again.
func TestState(t *testing.T) {
	w, now := newWorld(t, oauthtest.Config{}), time.Now()
	w.source = oauth.NewSource(oauth.Options{Load: w.load, Save: w.save, HTTP: w.Client(),
		Now: func() time.Time { return now }})
	if s := w.source.State(); s.Asked || s.Err != nil || !s.Ends.IsZero() {
		t.Errorf("before the first request: %+v", s)
	}
	answer := func(left string) string {
		return `{"access_token":"x","token_type":"Bearer"` + left + `}`
	}
	for _, c := range []struct {
		left  string
		days  float64 // 0: not known
		saves int
	}{
		{"", 0, 0},
		{`,"refresh_token_expires_in":604800`, 7, 1},
		{`,"refresh_token_expires_in":604790`, 7, 1},
		{"", 7, 1},
		{`,"refresh_token_expires_in":86400`, 1, 2},
		{`,"refresh_token_expires_in":-5`, 1, 2},
		{`,"refresh_token_expires_in":1e300`, 1, 2},
		{`,"refresh_token_expires_in":"soon"`, 1, 2},
	} {
		now = now.Add(11 * time.Minute) // a token of unknown life is used for ten
		w.FailNext(200, answer(c.left))
		_, _, err := w.source.Token(t.Context())
		must(t, err)
		s := w.source.State()
		if got := s.Ends.Sub(now).Hours() / 24; !s.Asked || s.Err != nil || s.Ends.IsZero() != (c.days == 0) ||
			c.days != 0 && (got < c.days-0.1 || got > c.days+0.1) || w.saves != c.saves {
			t.Errorf("%s: %+v, %d saves", c.left, s, w.saves)
		}
	}
	now = now.Add(time.Hour)
	w.FailNext(400, `{"error":"invalid_grant"}`)
	_, _, err := w.source.Token(t.Context())
	failed, ok := errors.AsType[*oauth.Error](w.source.State().Err)
	if err == nil || !ok || !failed.Revoked() || w.source.State().Ends.IsZero() {
		t.Errorf("refused: %v, %+v", err, w.source.State())
	}
	if fmt.Sprint(w.kept) == "" || w.kept.Ends == 0 {
		t.Errorf("the end is not kept: %+v", w.kept.Ends)
	}
}
