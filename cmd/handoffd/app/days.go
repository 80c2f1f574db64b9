package app

import (
	"context"
	"errors"
	"time"

	"handoffd/calendar/feed"
	"handoffd/cmd/handoffd/config"
)

// daysEvery is how often the addresses that hold days off are read.
const daysEvery = 24 * time.Hour

// RefreshDays reads the addresses that hold days off and keeps what they say. What cannot be read
// stays as it was kept. It says whether anything differs now.
func RefreshDays(ctx context.Context, c *config.Config) (changed bool, err error) {
	for i, p := range c.DaysPages {
		reader, e := feed.New(feed.Options{Sources: map[string]feed.Source{p.URL: {URL: p.URL, Zone: time.UTC}},
			Private: true})
		var body []byte
		if e == nil {
			body, e = reader.Body(ctx, p.URL)
		}
		differs := false
		if e == nil {
			differs, e = p.Refresh(body)
		}
		c.DaysPages[i].Failed = e
		changed, err = changed || differs, errors.Join(err, e)
	}
	return changed, err
}

// LoadWithDays loads a config once the addresses that hold days off were read. That one cannot be is no fault of the
// config: failed says so, and the last good copy holds.
func LoadWithDays(ctx context.Context, path string) (c *config.Config, failed, err error) {
	if c, err = config.Load(path); err != nil || len(c.DaysPages) == 0 {
		return c, nil, err
	}
	changed, failed := RefreshDays(ctx, c)
	if changed {
		tried := c.DaysPages
		if c, err = config.Load(path); err != nil {
			return c, failed, err
		}
		for i := range c.DaysPages {
			if i < len(tried) && tried[i].URL == c.DaysPages[i].URL {
				c.DaysPages[i].Failed = tried[i].Failed
			}
		}
	}
	return c, failed, err
}
