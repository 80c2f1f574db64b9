package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"handoffd/handoff"
)

func incompressible(n int) []byte {
	out := make([]byte, n)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

// TestExpire: what nobody took goes when its time is over, and the oldest text when there is too much; what belongs to
// a handoff, and what a colleague was asked about, stays findable.
func TestExpire(t *testing.T) {
	s := openStore(t)
	put := func(tx *Tx, uid uint32, verdict string, id handoff.ID, age time.Duration) int64 {
		n, err := tx.PutMail(InMail{Source: "imap", Ref: fmt.Sprint("7:", uid), MessageID: "<m@x>", Sender: "eve@x.example",
			Kind:    "human_reply",
			Arrived: epoch.Add(-age), Verdict: verdict, Handoff: id, Why: handoff.Because("stranger"),
			Raw: incompressible(10_000)})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	day := 24 * time.Hour
	var old, asked, about, middle, fresh int64
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		old, asked, about = put(tx, 1, handoff.MailHeld, "", 20*day), put(tx, 2, handoff.MailHeld, "", 20*day),
			put(tx, 3, handoff.MailHeld, "HO-1", 20*day)
		put(tx, 4, handoff.MailIgnored, "", 20*day)
		put(tx, 5, handoff.MailTaken, "HO-1", 20*day)
		middle, fresh = put(tx, 6, handoff.MailHeld, "", 2*day), put(tx, 7, handoff.MailHeld, "", day)
		return tx.Ask(handoff.Token{Person: "quinn", Mail: asked, Issued: epoch, Expires: epoch.Add(day)}, []byte("d"))
	})
	doUpdate(t, s, func(tx *Tx) error {
		gone, stripped, err := tx.Expire(epoch.Add(-14*day), 15_000)
		if gone != 4 || stripped != 1 || err != nil {
			t.Errorf("gone %d, stripped %d, %v", gone, stripped, err)
		}
		return err
	})
	doView(t, s, func(tx *Tx) error {
		all, err := tx.HeldAfter(0, 0)
		if len(all) != 2 || all[0].N != fresh || !all[0].Kept || all[1].N != middle || all[1].Kept {
			t.Errorf("held: %+v", all)
		}
		if newer, err := tx.HeldAfter(middle, 10); len(newer) != 1 || err != nil {
			t.Errorf("newer than %d: %+v %v", middle, newer, err)
		}
		if early, err := tx.Unlisted(epoch.Add(-day), 10); len(early) != 1 || early[0].N != middle || err != nil {
			t.Errorf("not listed yet and from before yesterday: %+v %v", early, err)
		}
		for _, n := range []int64{old, asked, about, middle} {
			if _, err := tx.HeldMail(n); !errors.Is(err, ErrNotFound) {
				t.Errorf("mail %d: %v", n, err)
			}
		}
		if until, ok, err := tx.HeldToken(asked); !ok || !until.Equal(epoch.Add(day)) || err != nil {
			t.Errorf("the question about it: %v %v %v", until, ok, err)
		}
		kept, err2 := tx.Mails(MailFilter{Handoff: "HO-1"})
		if len(kept) != 2 {
			t.Errorf("of the handoff: %+v", kept)
		}
		return errors.Join(err, err2)
	})
}

func TestDropHeld(t *testing.T) {
	s, _, held, _ := threeMails(t)
	doUpdate(t, s, func(tx *Tx) error {
		m, err := tx.HeldMail(2)
		if err != nil || !bytes.Equal(m.Raw, held.Raw) {
			t.Errorf("%v", err)
		}
		if n, err := tx.HeldOf(held.Sender, 50); n != 1 || err != nil {
			t.Errorf("held of the sender: %d %v", n, err)
		}
		for i, want := range []bool{true, false} {
			if was, err := tx.DropHeld(2, handoff.Because("dropped/cli")); was != want || err != nil {
				t.Errorf("drop %d: %v %v", i, was, err)
			}
		}
		if was, err := tx.DropHeld(1, handoff.Because("dropped/cli")); was || err != nil {
			t.Errorf("a mail that was taken: %v %v", was, err)
		}
		if all, err := tx.HeldAfter(0, 0); len(all) != 0 || err != nil {
			t.Errorf("%+v %v", all, err)
		}
		raws := 0
		err = tx.one("SELECT count(*) FROM raws", nil, []any{&raws})
		if raws != 1 {
			t.Errorf("%d texts are kept", raws)
		}
		return err
	})
}
