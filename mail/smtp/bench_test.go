package smtp_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"testing"
	"time"

	"handoffd/mail/smtp"
)

// BenchmarkSend submits over TCP on loopback to the in-process server.
func BenchmarkSend(b *testing.B) {
	m := newMemory(b)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	go m.ServeSMTP(l)
	c := m.config()
	c.Addr, c.Dial = l.Addr().String(), nil
	benchmarkSend(b, c)
	if m.Accepted() < b.N {
		b.Fatalf("%d of %d arrived", m.Accepted(), b.N)
	}
}

// BenchmarkSendSink submits to smtp-sink, which comes with Postfix.
func BenchmarkSendSink(b *testing.B) {
	sink, err := exec.LookPath("smtp-sink")
	if err != nil {
		b.Skip(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	addr := l.Addr().String()
	must(b, l.Close())
	args := []string{addr, "100"}
	if os.Geteuid() == 0 {
		args = append([]string{"-u", "nobody"}, args...)
	}
	cmd := exec.CommandContext(b.Context(), sink, args...)
	must(b, cmd.Start())
	b.Cleanup(func() { cmd.Wait() }) // the context ends first
	for tries := 0; ; tries++ {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			c.Close()
			break
		}
		if tries == 1000 {
			b.Fatal(err)
		}
		<-time.After(time.Millisecond)
	}
	benchmarkSend(b, smtp.Config{Addr: addr, TLS: "none"})
}

// benchmarkSend sends mails of about 4 kB over one connection.
func benchmarkSend(b *testing.B, c smtp.Config) {
	out := smtp.New(c)
	defer out.Close()
	raw := plain
	for i := range 50 {
		raw = fmt.Appendf(raw, "%04d %070d\r\n", i, i)
	}
	for b.Loop() {
		must(b, out.Send(b.Context(), rep, prospect, raw))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}
