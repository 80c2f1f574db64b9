package smtp_test

import (
	"bufio"
	"context"
	"errors"
	"maps"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/smtp"
)

// script answers commands by their first word, to say what real servers rarely do.
type script map[string]string

var basics = script{
	"":          "220 mx ready\r\n",
	"EHLO":      "250-mx\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n",
	"AUTH":      "235 2.7.0 in\r\n",
	"MAIL":      "250 2.1.0 ok\r\n",
	"RCPT":      "250 2.1.5 ok\r\n",
	"DATA":      "354 go on\r\n",
	".":         "250 2.0.0 taken\r\n",
	"RSET":      "250 2.0.0 ok\r\n",
	"NOOP":      "250 2.0.0 ok\r\n",
	"QUIT":      "221 2.0.0 bye\r\n",
	"*":         "501 5.0.0 cancelled\r\n",
	"VXNlcg==":  "",
	"otherwise": "500 5.5.2 what?\r\n",
}

func (s script) answer(word string) string {
	for _, answers := range []script{s, basics} {
		if a, ok := answers[word]; ok {
			return a
		}
	}
	return basics["otherwise"]
}

// pipelining is the same server, which takes several commands at once.
func (s script) pipelining() script {
	out := maps.Clone(s)
	if out == nil {
		out = script{}
	}
	if hello := s.answer("EHLO"); strings.HasPrefix(hello, "250") {
		out["EHLO"] = "250-mx\r\n250-PIPELINING\r\n" + hello
	}
	return out
}

// serve talks on one connection and returns the commands it heard.
func (s script) serve(conn net.Conn, heard chan<- string) {
	defer conn.Close()
	if _, err := conn.Write([]byte(s.answer(""))); err != nil {
		return
	}
	data := false
	for in := bufio.NewScanner(conn); in.Scan(); {
		word, _, _ := strings.Cut(in.Text(), " ")
		if data && in.Text() != "." {
			continue
		}
		heard <- in.Text()
		answer := s.answer(word)
		data = strings.HasPrefix(answer, "354")
		if _, err := conn.Write([]byte(answer)); err != nil {
			return
		}
	}
}

func scripted(t testing.TB, s script, c smtp.Config) (out *smtp.Sender, heard <-chan string) {
	commands := make(chan string, 1000)
	c.Addr, c.Timeout = "mx.acme.example:587", 10*time.Second
	c.Dial = func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go s.serve(server, commands)
		return client, nil
	}
	out = smtp.New(c)
	t.Cleanup(func() { out.Close() })
	return out, commands
}

func TestOddServers(t *testing.T) {
	login := smtp.Config{TLS: "none", Username: rep, Password: "pw"}
	none := smtp.Config{TLS: "none"}
	for name, tt := range map[string]struct {
		script script
		config smtp.Config
		to     string
		want   *smtp.Error // nil: sent
	}{
		"plain": {nil, login, prospect, nil},
		"login mechanism only": {script{
			"EHLO":                     "250-mx\r\n250 AUTH LOGIN\r\n",
			"AUTH":                     "334 VXNlcm5hbWU6\r\n",
			"cmVwQGFjbWUuZXhhbXBsZQ==": "334 UGFzc3dvcmQ6\r\n",
			"cHc=":                     "235 in\r\n",
		}, login, prospect, nil},
		"no login at all": {script{"EHLO": "250 mx\r\n"}, login, prospect, &smtp.Error{Stage: "auth", Temporary: true}},
		"no STARTTLS": {nil, smtp.Config{TLS: "starttls", Username: rep, Password: "pw"}, prospect,
			&smtp.Error{Stage: "dial", Code: 500, Enhanced: "5.5.2", Temporary: true}},
		"unknown tls mode": {nil, smtp.Config{TLS: "ssl"}, prospect, &smtp.Error{Stage: "dial", Temporary: true}},
		"not now": {script{"": "554 5.3.2 not now\r\n"}, none, prospect,
			&smtp.Error{Stage: "dial", Code: 554, Enhanced: "5.3.2", Temporary: true}},
		"HELO only": {script{"EHLO": "502 what\r\n", "HELO": "250 mx\r\n"}, none, prospect, nil},
		"too large": {script{"EHLO": "250-mx\r\n250 SIZE 20\r\n"}, none, prospect,
			&smtp.Error{Stage: "mail", Enhanced: "5.3.4"}},
		"size without a limit": {script{"EHLO": "250-mx\r\n250 SIZE 0\r\n"}, none, prospect, nil},
		"no SMTPUTF8":          {nil, none, "jürgen@prospect.example", &smtp.Error{Stage: "rcpt", Enhanced: "5.6.7"}},
		"many lines": {script{"RCPT": "550-5.7.1 first\r\n550-5.7.1 second\r\n550 5.7.1 third\r\n"}, none,
			prospect, &smtp.Error{Stage: "rcpt", Code: 550, Enhanced: "5.7.1"}},
		"no enhanced code": {script{"RCPT": "550 no 5.1.1 here\r\n"}, none, prospect,
			&smtp.Error{Stage: "rcpt", Code: 550}},
		"another class": {script{"RCPT": "450 5.1.1 confused\r\n"}, none, prospect,
			&smtp.Error{Stage: "rcpt", Code: 450, Temporary: true}},
		"no 354": {script{"DATA": "250 ok\r\n"}, none, prospect,
			&smtp.Error{Stage: "data", Code: 250, Temporary: true}},
		"nonsense": {script{"MAIL": "\x00\xff\r\n"}, none, prospect, &smtp.Error{Stage: "mail", Temporary: true}},
		"nonsense after dot": {script{".": "hello\r\n"}, none, prospect,
			&smtp.Error{Stage: "data", Temporary: true, Uncertain: true}},
		"silence after dot": {script{".": ""}, none, prospect, &smtp.Error{Stage: "data", Temporary: true,
			Uncertain: true}},
		"endless reply": {script{"MAIL": "250-" + strings.Repeat("x", 2<<20)}, none, prospect,
			&smtp.Error{Stage: "mail", Temporary: true}},
	} {
		test := func(s script) func(*testing.T) {
			return func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					out, _ := scripted(t, s, tt.config)
					err := out.Send(t.Context(), rep, tt.to, plain)
					if tt.want != nil {
						check(t, err, tt.want)
					} else if err != nil {
						t.Error(err)
					}
				})
			}
		}
		t.Run(name, test(tt.script))
		t.Run(name+", pipelining", test(tt.script.pipelining()))
	}
}

func TestUTF8OnlyWhenNeeded(t *testing.T) {
	out, heard := scripted(t, script{"EHLO": "250-mx\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"}, smtp.Config{TLS: "none"})
	must(t, out.Send(t.Context(), rep, prospect, plain))
	must(t, out.Send(t.Context(), rep, "jürgen@prospect.example", plain))
	must(t, out.Send(t.Context(), rep, prospect, plain))
	var got []string
	for len(heard) > 0 {
		if c := <-heard; strings.HasPrefix(c, "MAIL") {
			got = append(got, c)
		}
	}
	want := []string{"MAIL FROM:<rep@acme.example> BODY=8BITMIME", "MAIL FROM:<rep@acme.example> BODY=8BITMIME SMTPUTF8",
		"MAIL FROM:<rep@acme.example> BODY=8BITMIME"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Without the protection that was asked for, no password and no mail goes out.
func TestNothingInTheClear(t *testing.T) {
	out, heard := scripted(t, nil, smtp.Config{TLS: "starttls", Username: rep, Password: "pw"})
	if err := out.Send(t.Context(), rep, prospect, plain); err == nil {
		t.Error("sent")
	}
	for len(heard) > 0 {
		if word, _, _ := strings.Cut(<-heard, " "); word != "EHLO" && word != "STARTTLS" {
			t.Errorf("the server heard %s", word)
		}
	}
}

// The final dot must not follow a message that was cut short.
func TestCutMessageIsNotEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := net.Pipe()
		out := smtp.New(smtp.Config{
			Addr: "mx.acme.example:587", TLS: "none",
			Dial: func(context.Context, string, string) (net.Conn, error) { return client, nil },
		})
		defer out.Close()
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			in := bufio.NewReader(server)
			for _, answer := range []string{"", "EHLO", "MAIL", "RCPT", "DATA"} {
				if answer != "" {
					in.ReadString('\n')
				}
				server.Write([]byte(basics[answer]))
			}
			in.ReadString('\n')
			cancel()
			<-time.After(time.Minute) // of fake time: a server that has gone silent
			for {
				line, err := in.ReadString('\n')
				if line == ".\r\n" {
					t.Error("the message was ended")
				}
				if err != nil {
					return
				}
			}
		}()
		big := append(plain, strings.Repeat("0123456789\r\n", 100_000)...)
		err := out.Send(ctx, rep, prospect, big)
		<-time.After(2 * time.Minute) // until the server has read what there is
		check(t, err, &smtp.Error{Stage: smtp.StageData, Temporary: true})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		synctest.Wait()
	})
}

// TestStop ends the context at each stage of a server that falls silent there: before DATA at once and with nothing
// taken, after it with a few seconds in which the answer may still come.
func TestStop(t *testing.T) {
	for name, tt := range map[string]struct {
		silent string        // no answer to this command
		late   time.Duration // but after this time; 0: never
		within time.Duration
		want   *smtp.Error // nil: it is out
	}{
		"greeting":               {"", 0, time.Second, &smtp.Error{Stage: "dial", Temporary: true}},
		"sender":                 {"MAIL", 0, time.Second, &smtp.Error{Stage: "mail", Temporary: true}},
		"recipient":              {"RCPT", 0, time.Second, &smtp.Error{Stage: "rcpt", Temporary: true}},
		"data":                   {"DATA", 0, 10 * time.Second, &smtp.Error{Stage: "data", Temporary: true}},
		"dot":                    {".", 0, 10 * time.Second, &smtp.Error{Stage: "data", Temporary: true, Uncertain: true}},
		"dot that is heard late": {".", 3 * time.Second, 4 * time.Second, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				out := smtp.New(smtp.Config{Addr: "mx.acme.example:587", TLS: "none", Timeout: time.Hour,
					Dial: func(context.Context, string, string) (net.Conn, error) { return client, nil }})
				defer server.Close()
				ctx, stop := context.WithCancel(t.Context())
				go func() {
					in := bufio.NewScanner(server)
					for _, word := range []string{"", "EHLO", "MAIL", "RCPT", "DATA", "."} {
						for word != "" && in.Scan() && !strings.HasPrefix(in.Text(), word) {
						}
						if word == tt.silent {
							stop()
							if tt.late == 0 {
								return
							}
							<-time.After(tt.late)
						}
						server.Write([]byte(basics[word]))
					}
				}()
				began := time.Now()
				err := out.Send(ctx, rep, prospect, plain)
				if took := time.Since(began); took > tt.within {
					t.Errorf("took %s", took)
				}
				if tt.want == nil {
					must(t, err)
				} else {
					check(t, err, tt.want)
				}
			})
		})
	}
}

// TestAccepts: a server that takes no mail of ours, for want of a login or of TLS, is found before any is to be sent;
// nothing is sent by it, and a recipient that is looked at first is none.
func TestAccepts(t *testing.T) {
	for name, c := range map[string]struct {
		s     script
		stage string
	}{
		"taken":            {},
		"TLS first":        {script{"MAIL": "530 5.7.0 Must issue a STARTTLS command first\r\n"}, smtp.StageMail},
		"a login first":    {script{"RCPT": "554 5.7.1 Client host rejected: Access denied\r\n"}, smtp.StageRcpt},
		"busy":             {script{"MAIL": "451 4.3.0 later\r\n"}, smtp.StageMail},
		"greylisted":       {s: script{"RCPT": "450 4.2.0 later\r\n"}},
		"no way to forget": {s: script{"RSET": "500 what?\r\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, heard := scripted(t, c.s, smtp.Config{TLS: "none"})
			err := out.Accepts(t.Context(), "a@acme.example", "a@acme.example")
			fault, _ := errors.AsType[*smtp.Error](err)
			if c.stage == "" && err != nil || c.stage != "" && (fault == nil || fault.Stage != c.stage) {
				t.Errorf("%v, want a refusal at %q", err, c.stage)
			}
			_ = out.Close()
			for len(heard) > 0 {
				if said := <-heard; strings.HasPrefix(said, "DATA") {
					t.Error("a message was sent")
				}
			}
		})
	}
}
