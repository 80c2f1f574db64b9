package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestFlow14HeldMail: what nobody vouches for is listed once a day to the admin, who answers by number; a colleague is
// asked, nothing is believed because somebody looked at it, and what nobody takes goes.
func TestFlow14HeldMail(t *testing.T) {
	f := newFlow(t)
	to := []mail.Address{{Addr: f.config.Address}}
	when := f.clock.Now().AddDate(0, 0, 20).Format("2006-01-02") + " 15:00"
	f.write("eve@shop.example", proved, mail.Draft{To: to, Subject: "Great offers", Text: "Buy now.\n"})
	f.write("eve@shop.example", proved, mail.Draft{To: to, Subject: "More offers", Text: "Buy more.\n"})
	f.write("quinn", bare, mail.Draft{To: to, Subject: "Lead", Text: strings.ReplaceAll(demo.Brief("Pat Kim",
		f.address("pat"), "Globex"), "{when}", when)})
	f.pass(time.Minute)
	f.expect("quinn: Is this from you?")
	f.until("Tue 09:05")
	f.expect("olga: Held: 3 mails")
	list := f.mail("olga", "Held: 3 mails")
	for _, want := range []string{"1. " + f.address("quinn"), "2. " + f.address("eve@shop.example"),
		"More offers (and 1 more)", "dropped after 14 days", "`take 1`", "`drop 2-5`"} {
		if !strings.Contains(list.Body, want) {
			t.Errorf("the list lacks %q:\n%s", want, list.Body)
		}
	}
	f.reply("olga", list, "take 1\n")
	f.expect("olga: Re: Re: Held: 3 mails")
	if m := f.mail("olga", "Re: Re: Held"); !strings.Contains(m.Body, "Quinn Ames was asked whether it is theirs") {
		t.Errorf("what a mail does whose colleague was asked already:\n%s", m.Body)
	}
	f.reply("olga", list, "take 2\n")
	f.expect("olga: Re: Re: Held: 3 mails")
	if len(f.leads()) != 0 {
		t.Fatalf("taking proves something: %+v", f.leads())
	}
	f.reply("olga", list, "drop 2\n")
	f.reply("olga", list, "throw it away\n")
	f.expect("olga: Re: Re: Held: 3 mails")
	f.until("Fri 09:05") // the question has lost its force
	f.expect()
	f.reply("olga", list, "take 1\n")
	f.expect("quinn: Is this from you?", "olga: Re: Re: Held: 3 mails")
	f.reply("quinn", f.mail("quinn", "Is this from you?"), "yes\n")
	if len(f.leads()) != 1 {
		t.Errorf("a yes begins no lead: %+v", f.held())
	}
	if held := f.held(); len(held) != 0 {
		t.Errorf("still held: %+v", held)
	}
	f.news()
	f.write("eve@shop.example", proved, mail.Draft{To: to, Subject: "Last offers", Text: "Buy.\n"})
	f.pass(time.Minute)
	f.until("Mon 09:05")
	if news := f.news(); !strings.Contains(news, "olga: Held: 1 mail") {
		t.Errorf("news: %s", news)
	}
	f.pass(14 * 24 * time.Hour)
	if held := f.held(); len(held) != 0 {
		t.Errorf("kept for ever: %+v", held)
	}
}

func (f *flow) held() (all []store.Held) {
	f.Helper()
	f.view(func(tx *store.Tx) (err error) { all, err = tx.HeldAfter(0, 0); return err })
	return all
}

// TestHeldMailsAreSmall: a stranger's mail of 30 MiB and a week of newsletters leave a small database.
func TestHeldMailsAreSmall(t *testing.T) {
	f := newFlow(t)
	size := func() int64 {
		var sum int64
		for _, tail := range []string{"", "-wal"} {
			if info, err := os.Stat(filepath.Join(f.dir, "handoffd.db") + tail); err == nil {
				sum += info.Size()
			}
		}
		return sum
	}
	before := size()
	f.hand("eve@shop.example", proved, []byte("From: eve@shop.example\r\nTo: "+f.config.Address+"\r\nSubject: Pictures\r\nMessage-ID: <big@shop.example>\r\nDate: "+
		f.clock.Now().Format(time.RFC1123Z)+"\r\n\r\nLook!\r\n"+strings.Repeat(strings.Repeat("x", 76)+"\r\n", 30<<20/78)),
		f.config.Address)
	f.pass(time.Minute)
	big := size() - before
	const letters = 500
	for i := range letters {
		f.hand("eve@shop.example", proved, []byte(fmt.Sprintf("From: News %d <news%d@shop.example>\r\nTo: %s\r\nSubject: "+
			"Offers\r\nMessage-ID: <n%d@shop.example>\r\nDate: %s\r\n\r\n%s",
			i%50, i%50, f.config.Address, i, f.clock.Now().Format(time.RFC1123Z),
			strings.Repeat("Dear reader, buy this. ", 2000)+"\r\n")), f.config.Address)
		if i%100 == 99 {
			f.pass(24 * time.Hour)
		}
	}
	all := size() - before
	t.Logf("database: %d KiB more for one mail of 30 MiB, %d KiB for it and %d newsletters of 46 KB", big>>10, all>>10,
		letters)
	if big > 1<<20 || all > 20<<20 {
		t.Errorf("%d and %d bytes", big, all)
	}
	if n := len(f.held()); n != letters+1 {
		t.Errorf("%d are held", n)
	}
}
