package caldav

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"handoffd/calendar"
)

const (
	snapshotToken = "handoffd-listing:" // begins the tokens for servers without sync-collection
	maxToken      = 256 << 10           // bytes; a larger calendar is told by its sum alone
	maxListing    = 16 << 20
)

// snapshot is the versions of a collection's events at one moment. It is its own token, so that a restarted process
// knows what it knew.
type snapshot struct {
	ctag  string            // version of the collection, where the server has one
	etags map[string]string // by name of the resource
}

// compare lists what changed since the snapshot in the token. A token that is only a sum tells no more than whether
// anything changed: then everything is listed.
func (c *Calendar) compare(ctx context.Context, op string, collection *url.URL, token string) (calendar.Changes,
	error) {
	before, known := parseSnapshot(token)
	if known && before.ctag != "" {
		if ctag, err := c.ctag(ctx, op, collection); err != nil || ctag == before.ctag {
			return calendar.Changes{Token: token}, err
		}
	}
	now, err := c.snapshot(ctx, op, collection)
	if err != nil {
		return calendar.Changes{}, err
	}
	next := now.token()
	if next == token {
		return calendar.Changes{Token: token}, nil
	}
	return c.changed(ctx, op, collection, differing(collection, before, now), calendar.Changes{Token: next, Reset: !known})
}

func differing(collection *url.URL, before, now snapshot) []member {
	var members []member
	for _, name := range slices.Sorted(maps.Keys(now.etags)) {
		if before.etags[name] != now.etags[name] {
			members = append(members, member{url: place(collection, name)})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before.etags)) {
		if _, ok := now.etags[name]; !ok {
			members = append(members, member{url: place(collection, name), gone: true})
		}
	}
	return members
}

// ctag asks for the version of the whole collection, empty if it has none.
func (c *Calendar) ctag(ctx context.Context, op string, collection *url.URL) (string, error) {
	m, err := c.ask(ctx, op, "PROPFIND", collection, "0", propfind("<S:getctag/>"))
	if err != nil || len(m.responses) != 1 || m.responses[0].known() == nil {
		return "", err
	}
	return short(m.responses[0].known().CTag), nil
}

// snapshot lists the collection.
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
			s.etags[lastPart(u.Path)] = short(p.ETag)
		} else if code := status(r.Status); code != http.StatusOK && !gone(r) {
			return snapshot{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Status: code,
				Err: fmt.Errorf("the list of %s is not whole", collection.Path)}
		}
	}
	return s, nil
}

// short is a version in few bytes, empty for none.
func short(version string) string {
	if version == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(version))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// token writes the snapshot: the collection's version, then a line for each event with its version and name,
// compressed.
func (s snapshot) token() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.etags)) {
		fmt.Fprintf(&b, "%s %s\n", s.etags[name], url.PathEscape(name))
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err == nil {
		_, _ = io.WriteString(w, s.ctag+"\n"+b.String()) // into memory
		_ = w.Close()
	}
	if text := base64.RawURLEncoding.EncodeToString(packed.Bytes()); err == nil && len(text) <= maxToken {
		return snapshotToken + text
	}
	sum := sha256.Sum256([]byte(b.String()))
	return snapshotToken + "sum:" + hex.EncodeToString(sum[:])
}

// parseSnapshot reads a token, false if it is only a sum, or none.
func parseSnapshot(token string) (snapshot, bool) {
	packed, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(token, snapshotToken))
	if err != nil {
		return snapshot{}, false
	}
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxListing+1))
	ctag, list, ok := strings.Cut(string(text), "\n")
	if err != nil || !ok || len(text) > maxListing {
		return snapshot{}, false
	}
	s := snapshot{ctag: ctag, etags: map[string]string{}}
	for line := range strings.Lines(list) {
		etag, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if name, err = url.PathUnescape(name); err != nil || !ok || name == "" {
			return snapshot{}, false
		}
		s.etags[name] = etag
	}
	return s, true
}
