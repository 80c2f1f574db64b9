package smtp

import (
	"errors"
	"fmt"
	"net/textproto"
	"strings"
)

// ErrPlaintext refuses an unencrypted connection to another machine.
var ErrPlaintext = errors.New("plaintext is for loopback only")

// ErrNoLogin says that the server offers no login on this connection; test with errors.Is.
var ErrNoLogin = errors.New("this server offers no login; remove username")

// Error is a message not submitted, or not known to be.
type Error struct {
	Stage     string // dial, auth, mail, rcpt, data
	Code      int    // reply code of the server, 0 without a reply
	Enhanced  string // enhanced status code (RFC 3463), such as 5.1.1, or empty
	Temporary bool   // trying again later may succeed
	Uncertain bool   // the server may have taken the message: lost after the final dot
	Err       error
}

func (e *Error) Error() string {
	doubt := ""
	if e.Uncertain {
		doubt = " (the server may have taken the message)"
	}
	return fmt.Sprintf("smtp %s: %v%s", e.Stage, e.Err, doubt)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// failure classifies an error: a refused login is mended by the admin and thus
// temporary, like everything that is not a 5xx reply.
func failure(stage string, err error) *Error {
	e := &Error{Stage: stage, Temporary: true, Err: err}
	if reply, ok := errors.AsType[*textproto.Error](err); ok {
		e.Code = reply.Code
		e.Enhanced = enhancedCode(reply)
		e.Temporary = reply.Code/100 != 5 || stage == StageAuth || stage == StageDial
	}
	return e
}

// enhancedCode reads the status code at the beginning of a reply text (RFC 2034).
func enhancedCode(reply *textproto.Error) string {
	code, _, _ := strings.Cut(reply.Msg, " ")
	code, _, _ = strings.Cut(code, "\n")
	parts := strings.Split(code, ".")
	if len(parts) != 3 || len(parts[0]) != 1 || int(parts[0][0]-'0') != reply.Code/100 {
		return ""
	}
	for _, p := range parts {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return ""
		}
	}
	return code
}
