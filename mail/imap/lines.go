package imap

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// maxLine is how much of a line is kept.
const maxLine = 1 << 10

// Lines hears both sides of a connection and hands on each line that the server says of itself: what it sends of
// mails (literals, RFC 9051 section 4.3) is passed over, so that no mail speaks for the server. It is for
// imapclient.Options.DebugWriter.
func Lines(hear func(line string)) io.Writer { return &lines{hear: hear} }

type lines struct {
	mu    sync.Mutex // both sides are written at once
	hear  func(string)
	line  []byte
	more  bool  // the line goes on after a literal
	octet int64 // left of a literal
}

var literalEnd = regexp.MustCompile(`\{(\d{1,18})\+?\}$`)

// Write implements io.Writer.
func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := len(b)
	for len(b) > 0 {
		if skip := min(l.octet, int64(len(b))); skip > 0 {
			l.octet, b = l.octet-skip, b[skip:]
			continue
		}
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			l.keep(b)
			break
		}
		l.keep(b[:i+1])
		b = b[i+1:]
		l.end()
	}
	return all, nil
}

// keep holds the beginning of a line, and always its last octets, which tell of a literal.
func (l *lines) keep(b []byte) {
	const tail = 64
	l.line = append(l.line, b...)
	if len(l.line) > 2*maxLine {
		l.line = append(l.line[:maxLine], l.line[len(l.line)-tail:]...)
	}
}

func (l *lines) end() {
	line := strings.TrimRight(string(l.line), "\r\n")
	l.line = l.line[:0]
	untagged := l.more || strings.HasPrefix(line, "* ")
	if m := literalEnd.FindStringSubmatch(line); m != nil && untagged {
		l.octet, _ = strconv.ParseInt(m[1], 10, 64)
		l.more = true
		return
	}
	if !l.more {
		l.hear(line[:min(len(line), maxLine)])
	}
	l.more = false
}

var alertLine = regexp.MustCompile(`(?i)^\S+ (?:OK|NO|BAD|BYE|PREAUTH) \[ALERT\] ?(.*)$`)

// Alert gives the words that a server wants a person to see (RFC 9051 section 7.1): "it must be presented".
func Alert(line string) (text string, ok bool) {
	m := alertLine.FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	return strings.ToValidUTF8(strings.TrimSpace(m[1]), "?"), true
}
