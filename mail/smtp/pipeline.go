package smtp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"slices"

	"github.com/wneessen/go-mail/smtp"
)

// pipelines says whether the server takes several commands at once (RFC 2920).
func (l *link) pipelines() bool {
	offered, _ := l.client.Extension("PIPELINING")
	return offered
}

// group sends MAIL, RCPT and DATA in one go: one round trip instead of three. The error is that of the first command
// that was refused. All answers are read, and an unwanted "go on" is answered, so that the link can go on; if that
// cannot be, it is closed.
func (l *link) group(ctx context.Context, from, to string) *Error {
	steps := []struct {
		stage  string
		expect int
		about  string
	}{{StageMail, 250, "sender <" + from + ">"}, {StageRcpt, 25, "recipient <" + to + ">"}, {StageData, 354, "message"}}
	at := steps[0]
	var refused *Error
	err := l.run(ctx, l.timeout, func(c *smtp.Client) error {
		id := c.Text.Next()
		c.Text.StartRequest(id)
		err := c.Text.PrintfLine("MAIL FROM:<%s>%s\r\nRCPT TO:<%s>\r\nDATA", from, l.parameters(), to)
		c.Text.EndRequest(id)
		c.Text.StartResponse(id)
		defer c.Text.EndResponse(id)
		accepted := map[string]bool{}
		for _, at = range steps {
			if err == nil {
				_, _, err = c.Text.ReadResponse(at.expect)
			}
			accepted[at.stage] = err == nil
			if _, reply := errors.AsType[*textproto.Error](err); err != nil && !reply {
				return err
			}
			if err != nil && refused == nil {
				refused = failure(at.stage, fmt.Errorf("%s: %w", at.about, err))
			}
			err = nil
		}
		switch {
		case refused == nil || !accepted[StageData]:
			return nil
		case accepted[StageRcpt]: // an end of the message might be taken for a message
			return errors.New("the server goes on with what it has refused")
		}
		return nothing(c.Text)
	})
	if err != nil {
		l.conn.Close()
		if refused == nil {
			return failure(at.stage, fmt.Errorf("%s: %w", at.about, err))
		}
	}
	return refused
}

// nothing answers a server that waits for the message though it has no recipient.
func nothing(t *textproto.Conn) error {
	if err := t.PrintfLine("."); err != nil {
		return err
	}
	_, _, err := t.ReadResponse(0)
	return err
}

// parameters of MAIL.
func (l *link) parameters() string {
	out := ""
	if offered, _ := l.client.Extension("8BITMIME"); offered {
		out += " BODY=8BITMIME"
	}
	if l.utf8 {
		out += " SMTPUTF8"
	}
	return out
}

// begin is the writer of the message. Closing it sends the final dot and reads the answer.
func (l *link) begin(c *smtp.Client) (io.WriteCloser, error) {
	if !l.pipelines() {
		return c.Data()
	}
	return &dotted{text: c.Text}, nil
}

// dotted is a message after a DATA that was accepted, written whole: a long one leaves in one piece, not in lines.
type dotted struct {
	text *textproto.Conn
	open bool // the last line has not ended
}

// Write doubles leading dots (RFC 5321 section 4.5.2) of the message, whose lines end in CRLF.
func (d *dotted) Write(raw []byte) (int, error) {
	d.open = !bytes.HasSuffix(raw, []byte("\r\n"))
	stuffed := raw
	if bytes.Contains(raw, []byte("\n.")) {
		stuffed = bytes.ReplaceAll(raw, []byte("\n."), []byte("\n.."))
	}
	if bytes.HasPrefix(raw, []byte(".")) {
		stuffed = slices.Concat([]byte("."), stuffed)
	}
	if _, err := d.text.W.Write(stuffed); err != nil {
		return 0, err
	}
	return len(raw), nil
}

// Close sends the final dot and reads the answer.
func (d *dotted) Close() error {
	end := ".\r\n"
	if d.open {
		end = "\r\n" + end
	}
	if _, err := d.text.W.WriteString(end); err != nil {
		return err
	}
	if err := d.text.W.Flush(); err != nil {
		return err
	}
	_, _, err := d.text.ReadResponse(250)
	return err
}
