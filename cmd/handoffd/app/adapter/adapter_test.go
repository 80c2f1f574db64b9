package adapter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/outbox"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// outcomeOf is the outcome of an error; -1 of none.
func outcomeOf(err error) outbox.Outcome {
	failed, ok := errors.AsType[*outbox.Error](err)
	if !ok {
		return -1
	}
	return failed.Outcome
}

func TestOutcomesOfMail(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, test := range map[string]struct {
		ctx  context.Context
		err  error
		want outbox.Outcome
	}{
		"taken": {t.Context(), nil, -1},
		"no connection": {t.Context(), &smtp.Error{Stage: smtp.StageDial, Temporary: true},
			outbox.Unreachable},
		"no login": {t.Context(), &smtp.Error{Stage: smtp.StageAuth, Code: 535, Temporary: true},
			outbox.Unreachable},
		"later": {t.Context(), &smtp.Error{Stage: smtp.StageRcpt, Code: 450, Temporary: true},
			outbox.Temporary},
		"never": {t.Context(), &smtp.Error{Stage: smtp.StageRcpt, Code: 550}, outbox.Refused},
		"lost after the dot": {t.Context(), &smtp.Error{Stage: smtp.StageData, Temporary: true, Uncertain: true},
			outbox.Uncertain},
		"wrapped": {t.Context(), fmt.Errorf("send: %w", &smtp.Error{Stage: smtp.StageRcpt, Code: 550}),
			outbox.Refused},
		"of another kind":          {t.Context(), errors.New("the sender is closed"), outbox.Uncertain},
		"stopped in silence":       {ended, &smtp.Error{Stage: smtp.StageMail, Temporary: true}, outbox.Stopped},
		"stopped while it dialled": {ended, &smtp.Error{Stage: smtp.StageDial, Temporary: true}, outbox.Stopped},
		"stopped, and refused":     {ended, &smtp.Error{Stage: smtp.StageRcpt, Code: 550}, outbox.Refused},
		"stopped, and perhaps taken": {ended, &smtp.Error{Stage: smtp.StageData, Temporary: true, Uncertain: true},
			outbox.Uncertain},
		"stopped, and to come later": {ended, &smtp.Error{Stage: smtp.StageRcpt, Code: 450, Temporary: true},
			outbox.Temporary},
		"stopped, with an error of it": {ended, context.Canceled, outbox.Uncertain},
	} {
		err := mailError(test.ctx, test.err)
		if got := outcomeOf(err); got != test.want {
			t.Errorf("%s: outcome %d, want %d", name, got, test.want)
		}
		if err != nil && (!errors.Is(err, test.err) || err.Error() != test.err.Error()) {
			t.Errorf("%s: %q does not say %q", name, err, test.err)
		}
	}
}

func TestOutcomesOfEvents(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want outbox.Error
	}{
		"refused": {&calendar.Error{Op: "put event", Kind: calendar.Refused, Status: 400},
			outbox.Error{Outcome: outbox.Refused}},
		"busy": {&calendar.Error{Op: "put event", Kind: calendar.Temporary, RetryAfter: time.Minute},
			outbox.Error{Outcome: outbox.Temporary, RetryAfter: time.Minute}},
		"stale": {&calendar.Error{Op: "put event", Kind: calendar.Stale}, outbox.Error{Outcome: outbox.Temporary}},
		"permission": {&calendar.Error{Op: "put event", Kind: calendar.Permission, Status: 403, Mend: "grant it"},
			outbox.Error{Outcome: outbox.Forbidden, Why: "put event: HTTP 403", Mend: "grant it"}},
		"gone": {&calendar.Error{Op: "put event", Kind: calendar.Gone, Status: 404},
			outbox.Error{Outcome: outbox.Forbidden, Why: "put event: HTTP 404"}},
		"cut off": {context.Canceled, outbox.Error{Outcome: outbox.Uncertain}},
	} {
		wrapped := fmt.Errorf("write the event of HO-AAAAAA: %w", test.err)
		got, ok := errors.AsType[*outbox.Error](eventError(wrapped))
		if !ok || got.Error() != wrapped.Error() {
			t.Errorf("%s: %v", name, got)
			continue
		}
		test.want.Err = got.Err
		if *got != test.want {
			t.Errorf("%s: %+v, want %+v", name, *got, test.want)
		}
	}
	if err := eventError(nil); err != nil {
		t.Errorf("an event that was taken: %v", err)
	}
}

func TestPlacesInAMailbox(t *testing.T) {
	for text, want := range map[string]imap.Cursor{"": {}, "7:2": {UIDValidity: 7, UID: 2},
		"4294967295:4294967295": {UIDValidity: 4294967295, UID: 4294967295}, "0:0": {}} {
		got, err := cursor(text)
		if err != nil || got != want {
			t.Errorf("%q is %+v: %v", text, got, err)
		}
		if back := place(got.UIDValidity, got.UID); text != "" && string(back) != text {
			t.Errorf("%q became %q", text, back)
		}
	}
	for _, bad := range []string{"7", "7:", ":2", "7:2:3", "4294967296:1", "historyId 9", "-1:2"} {
		if got, err := cursor(bad); err == nil {
			t.Errorf("%q is %+v", bad, got)
		}
		if _, err := uidsOf([]string{"7:2", bad}); err == nil {
			t.Errorf("a mail %q", bad)
		}
	}
	if uids, err := uidsOf([]string{"7:2", "7:5"}); err != nil || !slices.Equal(uids, []uint32{2, 5}) {
		t.Errorf("%v: %v", uids, err)
	}
}

// TestAFolderIsAMailbox reads on where a cursor of an earlier process stands.
func TestAFolderIsAMailbox(t *testing.T) {
	server := mailtest.New(mailtest.Config{Hostname: "mx.acme.example", Domains: []string{"acme.example"}})
	defer server.Close()
	server.AddUser("quinn@acme.example", "pw")
	sender := smtp.New(smtp.Config{Addr: "mx:587", TLS: "none", Username: "quinn@acme.example", Password: "pw",
		Dial: server.DialSMTP})
	defer sender.Close()
	for _, subject := range []string{"one", "two", "three"} {
		item := &outbox.Mail{From: "quinn@acme.example", To: "quinn@acme.example",
			Raw: []byte("Subject: " + subject + "\r\n\r\nx\r\n")}
		if _, err := Mail(sender).Carry(t.Context(), item); err != nil {
			t.Fatal(err)
		}
	}
	box := IMAP(imap.Open(imap.Config{Addr: "mx:143", TLS: "none", Username: "quinn@acme.example", Password: "pw",
		Dial: server.DialIMAP}))
	defer box.Close()
	all, err := box.Poll(t.Context(), "")
	if err != nil || len(all.Mails) != 3 || all.More || all.Cursor != all.Mails[2].After {
		t.Fatalf("%+v: %v", all, err)
	}
	rest, err := box.Poll(t.Context(), all.Mails[0].After)
	if err != nil || len(rest.Mails) != 2 || rest.Mails[0].ID != all.Mails[1].ID ||
		!strings.Contains(string(rest.Mails[0].Raw), "Subject: two") {
		t.Fatalf("after the first: %+v: %v", rest, err)
	}
	if err := box.Seen(t.Context(), []string{all.Mails[0].ID}); err != nil {
		t.Error(err)
	}
	if err := box.Move(t.Context(), []string{all.Mails[1].ID}, "aside"); err != nil {
		t.Error(err)
	}
	if end, err := box.Start(t.Context()); err != nil || end != all.Cursor {
		t.Errorf("it ends at %q, want %q: %v", end, all.Cursor, err)
	}
	if left, err := box.Poll(t.Context(), ""); err != nil || len(left.Mails) != 2 {
		t.Errorf("%d mails are left: %v", len(left.Mails), err)
	}
	if _, err := box.Poll(t.Context(), "historyId 9"); err == nil {
		t.Error("a place of another kind of mailbox is read from")
	}
}
