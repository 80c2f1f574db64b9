package caldav

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"handoffd/calendar"
)

// snapshotToken begins the tokens for servers without sync-collection: the rest is a hash of the versions of all events, so that a restarted
// process knows by the token alone whether anything changed.
const snapshotToken = "handoffd-listing:"

const maxSnapshots = 4

// snapshot is the versions of a collection's events at one moment.
type snapshot struct {
	token string
	ctag  string            // version of the collection, where the server has one
	etags map[string]string // by path
}

// compare lists what changed since the snapshot with the token. One that is not remembered gives everything, unless nothing changed.
func (c *Calendar) compare(ctx context.Context, op string, collection *url.URL, token string) (calendar.Changes, error) {
	before, remembered := c.remembered(token)
	if remembered && before.ctag != "" {
		if ctag, err := c.ctag(ctx, op, collection); err != nil || ctag == before.ctag {
			return calendar.Changes{Token: token}, err
		}
	}
	now, err := c.snapshot(ctx, op, collection)
	if err != nil || now.token == token {
		return calendar.Changes{Token: token}, err
	}
	var members []member
	add := func(path string, gone bool) {
		members = append(members, member{url: &url.URL{Scheme: collection.Scheme, Host: collection.Host, Path: path}, gone: gone})
	}
	for _, path := range slices.Sorted(maps.Keys(now.etags)) {
		if before.etags[path] != now.etags[path] {
			add(path, false)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(before.etags)) {
		if _, ok := now.etags[path]; !ok {
			add(path, true)
		}
	}
	return c.changed(ctx, op, collection, members, calendar.Changes{Token: now.token, Reset: !remembered})
}

func (c *Calendar) remembered(token string) (snapshot, bool) {
	c.listing.Lock()
	defer c.listing.Unlock()
	i := slices.IndexFunc(c.snapshots, func(s snapshot) bool { return s.token == token })
	if i < 0 {
		return snapshot{}, false
	}
	return c.snapshots[i], true
}

// ctag asks for the version of the whole collection, empty if it has none.
func (c *Calendar) ctag(ctx context.Context, op string, collection *url.URL) (string, error) {
	m, err := c.ask(ctx, op, "PROPFIND", collection, "0", propfind("<S:getctag/>"))
	if err != nil || len(m.responses) != 1 || m.responses[0].known() == nil {
		return "", err
	}
	return m.responses[0].known().CTag, nil
}

// snapshot lists the collection and remembers the list.
func (c *Calendar) snapshot(ctx context.Context, op string, collection *url.URL) (snapshot, error) {
	ctag, err := c.ctag(ctx, op, collection) // before the list: a change in between is seen next time
	if err != nil {
		return snapshot{}, err
	}
	m, err := c.ask(ctx, op, "PROPFIND", collection, "1", propfind("<resourcetype/><getetag/>"))
	if err != nil {
		return snapshot{}, err
	}
	s := snapshot{ctag: ctag, etags: map[string]string{}}
	for i := range m.responses {
		r := &m.responses[i]
		u, err := c.resolve(m.url, r.Href)
		if err != nil {
			return snapshot{}, c.failed(request{op: op, method: "PROPFIND"}, err)
		}
		if p := r.known(); p != nil && p.ETag != "" && memberOf(collection, u) {
			s.etags[u.Path] = p.ETag
		} else if code := status(r.Status); code != http.StatusOK && !gone(r) {
			return snapshot{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Status: code, Err: fmt.Errorf("the list of %s is not whole", collection.Path)}
		}
	}
	s.token = s.sum()
	c.listing.Lock()
	defer c.listing.Unlock()
	c.snapshots = slices.DeleteFunc(c.snapshots, func(old snapshot) bool { return old.token == s.token })
	c.snapshots = append(c.snapshots[max(0, len(c.snapshots)-maxSnapshots+1):], s)
	return s, nil
}

func (s *snapshot) sum() string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(s.etags)) {
		fmt.Fprintf(&b, "%q %q\n", path, s.etags[path])
	}
	sum := sha256.Sum256([]byte(b.String()))
	return snapshotToken + hex.EncodeToString(sum[:])
}
