package imap_test

import (
	"testing"

	"handoffd/mail/imap"
)

const benchMails = 2000

func BenchmarkPoll(b *testing.B) {
	s := newMemory(b)
	c := s.config("bench@acme.example")
	for _, raw := range messages(benchMails, 4000) {
		must(b, s.Store("bench@acme.example", "INBOX", raw, monday))
	}
	benchmarkPoll(b, c)
}

// benchmarkPoll reads all of INBOX from the first mail on, on one connection.
func benchmarkPoll(b *testing.B, c imap.Config) {
	source := imap.Open(c)
	defer source.Close()
	mails := 0
	for b.Loop() {
		for after, more := (imap.Cursor{}), true; more; {
			batch, err := source.Poll(b.Context(), after)
			must(b, err)
			mails += len(batch.Mails)
			after, more = batch.Cursor, batch.More
		}
	}
	if mails != b.N*benchMails {
		b.Fatalf("read %d mails, want %d", mails, b.N*benchMails)
	}
	b.ReportMetric(float64(mails)/b.Elapsed().Seconds(), "mails/s")
}
