package engine

import (
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// mostDraws bounds how often something is drawn again because it is in use: more often means that chance is none.
const mostDraws = 100

// drawn gives what must not be guessed: n random bytes in the form given, drawn again while that is in use. A nil inUse says that
// nothing is.
func (e *Engine) drawn(what string, n int, form func([]byte) string, inUse func(string) (bool, error)) (string, error) {
	b := make([]byte, n)
	for range mostDraws {
		if _, err := io.ReadFull(e.Rand, b); err != nil {
			return "", fmt.Errorf("draw %s: %w", what, err)
		}
		s := form(b)
		if inUse == nil {
			return s, nil
		}
		if used, err := inUse(s); err != nil || !used {
			return s, err
		}
	}
	return "", fmt.Errorf("draw %s: all of %d drawn are in use; is the source of randomness broken?", what, mostDraws)
}

var drawnText = base32.StdEncoding.WithPadding(base32.NoPadding)

func lowerText(b []byte) string { return strings.ToLower(drawnText.EncodeToString(b)) }
func idText(b []byte) string    { return "HO-" + drawnText.EncodeToString(b)[:6] }
func uidText(b []byte) string   { return lowerText(b) + "@handoffd" }

// drawUID gives the UID of an event. It has 128 random bits, because whoever knows it may answer where no server proves the sender.
func (e *Engine) drawUID(tx *store.Tx) (string, error) {
	return e.drawn("an event UID", 16, uidText, func(uid string) (bool, error) {
		_, found, err := tx.ByUID(calendar.NormalizeUID(uid))
		return found, err
	})
}

// drawToken gives what stands in a reply address: 80 random bits.
func (e *Engine) drawToken() (string, error) {
	return e.drawn("a reply address", 10, lowerText, nil)
}

// draw gives a new handoff what must not be guessed: id, the UID of the prospect's event, and thread token.
func (e *Engine) draw(tx *store.Tx, f *handoff.Briefed) error {
	uid, err := e.drawUID(tx)
	if err != nil {
		return err
	}
	token, err := e.drawn("a thread token", 10, lowerText, nil)
	if err != nil {
		return err
	}
	id, err := e.drawn("an id", 4, idText, nil)
	if err != nil {
		return err
	}
	f.UID, f.Token, f.ID = uid, token, handoff.ID(id)
	return nil
}
