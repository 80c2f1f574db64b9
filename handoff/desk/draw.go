package desk

import (
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"handoffd/handoff"
)

// mostDraws bounds how often something is drawn again because it is in use: more often means that chance is none.
const mostDraws = 100

// drawn gives what must not be guessed: n random bytes in the form given, drawn again while that is in use. A nil
// inUse says that nothing is.
func (d *Decider) drawn(what string, n int, form func([]byte) string,
	inUse func(string) (bool, error)) (string, error) {
	b := make([]byte, n)
	for range mostDraws {
		if _, err := io.ReadFull(d.Rand, b); err != nil {
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

// uidBytes make the UID of an event: 128 random bits, because whoever knows it may answer where no server proves the
// sender.
const uidBytes = 16

// drawUID gives the UID of the event of a new handoff.
func (d *Decider) drawUID(tx inUse) (string, error) {
	return d.drawn("an event UID", uidBytes, uidText, func(uid string) (bool, error) {
		_, found, err := tx.ByUID(uid)
		return found, err
	})
}

// DrawToken gives what stands in a reply address, of a thread or of one mail, or in the subject of a confirmation: 80
// random bits.
func (d *Decider) DrawToken(tx tokens) (string, error) {
	return d.drawn("a reply address", 10, lowerText, tx.TokenInUse)
}

// DrawLink gives what the secrets of the links in a mail are made from: 160 random bits.
func (d *Decider) DrawLink() (string, error) { return d.drawn("a link", 20, lowerText, nil) }

// Draw gives a new handoff what must not be guessed and is nobody else's: id, the UID of the prospect's event, and
// thread token. It runs in the transaction that keeps them: only there is it certain that they are in no use.
func (d *Decider) Draw(tx inUse, f *handoff.Briefed) error {
	uid, err := d.drawUID(tx)
	if err != nil {
		return err
	}
	token, err := d.DrawToken(tx)
	if err != nil {
		return err
	}
	id, err := d.drawn("an id", 4, idText, func(id string) (bool, error) { return tx.IDInUse(handoff.ID(id)) })
	if err != nil {
		return err
	}
	f.UID, f.Token, f.ID = uid, token, handoff.ID(id)
	return nil
}
