package mailtest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strconv"
	"strings"
)

// arrival is one message as it came in by SMTP.
type arrival struct {
	helo          string
	authenticated bool
	own           map[string]bool // addresses of the login, lower case
	from          string          // MAIL FROM, empty for the null sender
	raw           []byte
}

// deliver stores a stamped copy for every recipient.
func (s *Server) deliver(in arrival, to []recipient) {
	now := s.config.Now()
	header, body := splitHeader(in.raw)
	folder := Inbox
	if spam := header.values("X-Spam-Flag"); len(spam) > 0 && strings.EqualFold(spam[0], "yes") {
		folder = Junk
	}
	results := s.results(in, header) + "\r\n"
	if s.config.Unproved {
		results = ""
	}
	with := "ESMTP"
	if in.authenticated {
		with = "ESMTPA"
	}
	id := strconv.FormatInt(s.queued.Add(1), 36)
	kept := header.without(func(f field) bool {
		return f.is("Return-Path") || f.is("Authentication-Results") && strings.EqualFold(authservID(f.value()),
			s.config.Hostname)
	})
	for _, r := range to {
		var b bytes.Buffer
		fmt.Fprintf(&b, "Return-Path: <%s>\r\nDelivered-To: %s\r\n%s", oneLine(in.from), oneLine(r.address), results)
		fmt.Fprintf(&b, "Received: from %s by %s with %s id %s for <%s>; %s\r\n",
			oneLine(in.helo), s.config.Hostname, with, id, oneLine(r.address), now.Format("Mon, 2 Jan 2006 15:04:05 -0700"))
		b.Write(kept)
		b.Write(body)
		r.account.folder(folder).add(&message{raw: b.Bytes(), arrived: now, flags: flags{}})
		s.accepted.Add(1)
	}
}

// results is the Authentication-Results field of a message (RFC 8601): it passes
// when the login owns the one address in From.
func (s *Server) results(in arrival, header header) string {
	author := headerFrom(header)
	verdict := "fail"
	if in.authenticated && author != "" && in.own[strings.ToLower(author)] {
		verdict = "pass"
	}
	_, domain, _ := cutAddress(author)
	if domain == "" {
		domain = "invalid"
	}
	sender := in.from
	if sender == "" {
		sender = "postmaster@" + in.helo // RFC 7208 section 2.4
	}
	return fmt.Sprintf("Authentication-Results: %s; dmarc=%s header.from=%s; spf=%s smtp.mailfrom=%s",
		s.config.Hostname, verdict, pvalue(domain), verdict, pvalue(sender))
}

// headerFrom returns the author's address, or nothing when there is not exactly one.
func headerFrom(h header) string {
	froms := h.values("From")
	if len(froms) != 1 {
		return ""
	}
	anyCharset := func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: anyCharset}}
	list, err := parser.ParseList(froms[0])
	if err != nil || len(list) != 1 {
		return ""
	}
	return list[0].Address
}

// pvalue quotes what could not stand as a token in Authentication-Results.
func pvalue(v string) string {
	v = oneLine(v)
	if strings.ContainsAny(v, " \t;\"\\()=<>") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
	}
	return v
}

// oneLine removes what would end a header line.
func oneLine(v string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, v)
}
