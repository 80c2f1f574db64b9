package google

import (
	"context"
	"math/rand/v2"
	"time"

	"handoffd/calendar"
)

// call asks until there is an answer that more tries would not change. All requests of this package may be sent again:
// what is inserted has an id of its own, and what is changed carries the version it was made from.
func call[T any](ctx context.Context, p *Provider, op string, ask func() (T, error)) (T, error) {
	var none T
	for try := 0; ; try++ {
		got, err := ask()
		if err == nil {
			return got, nil
		}
		e := p.explain(op, err)
		pause := max(e.RetryAfter, backoff(try))
		if e.Kind != calendar.Temporary || try+1 == maxTries || pause > patience || ctx.Err() != nil {
			return none, e
		}
		if p.options.Wait(ctx, pause) != nil {
			return none, e
		}
	}
}

// backoff doubles with each try and is spread over half of itself, so that clients who failed together do not come back
// together.
func backoff(try int) time.Duration {
	d := firstWait << try
	return d/2 + rand.N(d/2+1)
}
