package mail

import (
	"fmt"
	"strings"
	"testing"
)

// Received fields as servers write them; each is one line here.
const (
	date     = "; Mon, 5 Oct 2026 09:00:00 +0000"
	postfix  = "Received: from mail.evil.example (unknown [203.0.113.9]) by mx.own.example (Postfix) with ESMTPS id 2" + date
	bridged  = "Received: from mail.evil.example (unknown [172.17.0.1]) by mx.own.example (Postfix) with ESMTP id 2" + date
	balanced = "Received: from mail.evil.example (lb.own.example [10.0.0.5]) by mx.own.example (Postfix) with ESMTP id 2" + date
	looped   = "Received: from mail.evil.example (localhost [127.0.0.1]) by mx.own.example (Postfix) with ESMTP id 2" + date
	viaIPv6  = "Received: from mail.evil.example (unknown [IPv6:fd00::1]) by mx.own.example (Postfix) with ESMTP id 2" + date
	viaExim  = "Received: from [127.0.0.1] (helo=mail.evil.example) by mx.own.example with esmtp (Exim 4.96) " +
		"(envelope-from <x@evil.example>) id 2" + date
	dovecot   = "Received: from mx.own.example ([127.0.0.1]) by mx.own.example with LMTP id 1" + date
	storeLMTP = "Received: from mx.own.example ([10.0.0.2]) by store.own.example with LMTP id 1" + date
	cyrus     = "Received: from mx.own.example ([unix socket]) by mx.own.example (Cyrus 3.6.1) with LMTPA; Mon, 5 Oct " +
		"2026 09:00:01 +0000"
	storeHop = "Received: from mx.own.example (mx.own.example [203.0.113.1]) by store.own.example (Postfix) with " +
		"ESMTPS id 1" + date
	forgedOwn = "Received: from laptop (laptop.acme.example [198.51.100.7]) by mx.own.example (Postfix) with ESMTPS id 3" + date
	forgedHop = "Received: from laptop (laptop.acme.example [198.51.100.7]) by mail.acme.example (Postfix) with ESMTPS " +
		"id 3" + date
)

// TestBorder: what a server wrote above its border counts, and what came with the mail never does, whatever addresses
// the hops show.
func TestBorder(t *testing.T) {
	plain := Trust{AuthservID: "mx.own.example"}
	border := Trust{AuthservID: "mx.own.example", Border: "MX.own.example."}
	milter := Trust{AuthservID: "mx.own.example", Border: "mx.own.example", Profile: "milter"}
	tests := []struct {
		name  string
		trust Trust
		lines []string
		pass  bool
	}{
		{"above the only hop", plain, []string{good, bridged}, true},
		{"above the only hop, by border", border, []string{good, bridged}, true},
		{"below a delivery, no border", plain, []string{storeLMTP, good, postfix}, false},
		{"below a delivery, border", border, []string{storeLMTP, good, postfix}, true},
		{"below a delivery of the same host", border, []string{dovecot, good, postfix}, true},
		{"below Cyrus' delivery", border, []string{cyrus, good, postfix}, true},
		{"above a delivery", border, []string{good, dovecot, postfix}, true},
		{"below two own hops", border, []string{storeLMTP, storeHop, good, bridged}, true},
		{"between own hops, above the border", border, []string{storeLMTP, good, storeHop, bridged}, true},
		{"NAT, forged below, no border", plain, []string{storeLMTP, bridged, good}, false},
		{"NAT, forged below a forged hop, no border", plain, []string{storeLMTP, bridged, good, forgedHop}, false},
		{"NAT, forged below", border, []string{dovecot, bridged, good}, false},
		{"NAT, forged below a forged hop", border, []string{dovecot, bridged, good, forgedHop}, false},
		{"NAT, forged below the own name", border, []string{dovecot, bridged, good, forgedOwn}, false},
		{"NAT, forged delivery", border, []string{dovecot, bridged, dovecot, good, forgedOwn}, false},
		{"load balancer, forged below", border, []string{storeLMTP, balanced, good, forgedHop}, false},
		{"proxy on the host, forged below", border, []string{dovecot, looped, good, forgedHop}, false},
		{"private IPv6, forged below", border, []string{dovecot, viaIPv6, good, forgedHop}, false},
		{"private IPv6, own", border, []string{dovecot, good, viaIPv6, forgedHop}, true},
		{"Exim on loopback, own", border, []string{good, viaExim}, true},
		{"Exim on loopback, forged below", border, []string{viaExim, good, forgedHop}, false},
		{"the own name forged below a foreign hop", border, []string{storeHop, forgedHop, good, forgedOwn}, false},
		{"the border is not in it", border, []string{storeLMTP, good, forgedHop}, false},
		{"a client that calls itself by", border,
			[]string{"Received: from a by b (unknown [172.17.0.1]) by mx.own.example with ESMTP id 2" + date, good, forgedOwn},
			false},
		{"a client that calls itself a delivery", border,
			[]string{"Received: from a by mx.own.example with LMTP id 1 (unknown [172.17.0.1]) by mx.own.example with ESMTP id 2" + date, good, forgedOwn}, false},
		{"a client with half a comment", border,
			[]string{"Received: from a( (unknown [172.17.0.1]) by mx.own.example with ESMTP id 2" + date, good, forgedOwn},
			false},
		{"a longer name", Trust{AuthservID: "mx.own.example", Border: "own.example"}, []string{dovecot, good, postfix},
			false},
		{"milter, below the border", milter, []string{dovecot, bridged, good, forgedHop}, true},
		{"milter, above the border", milter, []string{dovecot, good, bridged, forgedHop}, true},
		{"milter, below the sender's hop", milter, []string{dovecot, bridged, forgedHop, good}, false},
		{"milter, below the own name forged", milter, []string{dovecot, bridged, forgedOwn, good}, false},
		{"milter without border, below the topmost", Trust{AuthservID: "mx.own.example", Profile: "milter"},
			[]string{postfix, good, forgedHop}, true},
		{"milter without border, behind NAT", Trust{AuthservID: "mx.own.example", Profile: "milter"},
			[]string{storeLMTP, bridged, forgedHop, good}, false},
		{"gateway behind NAT", Trust{AuthservID: "relay.filter.example", Profile: "gateway", Border: "mx.own.example"},
			[]string{bridged,
				"Received: from out1.filter.example (out1.filter.example [198.51.100.1]) by mx.own.example" + date,
				by("relay.filter.example", passing)}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(header(append(tt.lines, fromJane)...)).Authenticate(tt.trust)
			if (got.Result == "pass") != tt.pass {
				t.Errorf("got %s (%s)", got.Result, got.Why)
			}
		})
	}
}

// TestSubmission: who logged in at the own server is proved by its Received field, and by nobody else's.
func TestSubmission(t *testing.T) {
	const tls = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) "
	own := Trust{AuthservID: "mx.acme.example", Border: "mx.acme.example"}
	named := Trust{Border: "mx.acme.example", Logins: map[string][]string{"jane@acme.example": {"u1234"},
		"jd@acme.example": {"jane@acme.example"}}}
	hop := func(comments, by, rest string) string {
		return "Received: from laptop (unknown [192.168.1.4]) " + comments + " by " + by + " " + rest + date
	}
	login := func(name string) string {
		return hop(tls+"(Authenticated sender: "+name+")", "mx.acme.example", "(Postfix) with ESMTPSA id 1")
	}
	exim := func(protocol, sender string) string {
		return "Received: from [192.168.1.4] (helo=laptop) by mx.acme.example with " + protocol + " (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <" +
			sender + ">) id 1r8 for handoff@acme.example" + date
	}
	tests := []struct {
		name  string
		trust Trust
		from  string
		lines []string
		pass  bool
	}{
		{"Postfix", own, "jane@acme.example", []string{login("jane@acme.example")}, true},
		{"Postfix, case", own, "Jane@Acme.example", []string{login("JANE@acme.example")}, true},
		{"Postfix, without TLS", own, "jane@acme.example", []string{hop("(Authenticated sender: jane@acme.example)",
			"mx.acme.example", "(Postfix) with ESMTPA id 1")}, true},
		{"Postfix, in UTF-8", own, "jane@acme.example", []string{hop("(Authenticated sender: jane@acme.example)",
			"mx.acme.example", "(Postfix) with UTF8SMTPSA id 1")}, true},
		{"below a delivery", own, "jane@acme.example", []string{strings.ReplaceAll(dovecot, "own", "acme"),
			login("jane@acme.example")}, true},
		{"the name alone", own, "jane@acme.example", []string{login("jane")}, true},
		{"the name alone, another domain", own, "jane@globex.example", []string{login("jane")}, false},
		{"the name alone, logins are known", named, "jane@acme.example", []string{login("jane")}, false},
		{"by its login", named, "jane@acme.example", []string{login("u1234")}, true},
		{"by its login, tagged", named, "jane+q@acme.example", []string{login("u1234")}, true},
		{"an alias by the login of its owner", named, "jd@acme.example", []string{login("jane@acme.example")}, true},
		{"somebody else's login", named, "ben@acme.example", []string{login("u1234")}, false},
		{"somebody else", own, "jane@acme.example", []string{login("eve@acme.example")}, false},
		{"a tag of the same mailbox", own, "jane+r@acme.example", []string{login("jane@acme.example")}, true},
		{"the tag logged in", own, "jane@acme.example", []string{login("jane+r@acme.example")}, false},
		{"no border named", Trust{AuthservID: "mx.acme.example"}, "jane@acme.example", []string{login("jane@acme.example")},
			false},
		{"without a login", own, "jane@acme.example", []string{strings.ReplaceAll(login("jane@acme.example"), "ESMTPSA",
			"ESMTPS")}, false},
		{"another server's", own, "jane@acme.example", []string{strings.ReplaceAll(login("jane@acme.example"), "by mx.acme",
			"by mx.evil")}, false},
		{"below the border", own, "jane@acme.example", []string{strings.ReplaceAll(bridged, "own", "acme"),
			login("jane@acme.example")}, false},
		{"below a delivery and the border", own, "jane@acme.example",
			[]string{strings.ReplaceAll(dovecot, "own", "acme"), strings.ReplaceAll(bridged, "own", "acme"),
				login("jane@acme.example")}, false},
		{"two logins", own, "jane@acme.example",
			[]string{login("jane@acme.example) (Authenticated sender: eve@acme.example")}, false},
		{"two servers", own, "jane@acme.example",
			[]string{"Received: from x by mx.acme.example with ESMTPSA (Authenticated sender: jane@acme.example) by " +
				"mx.acme.example with SMTP" + date}, false},
		{"half a comment", own, "jane@acme.example", []string{login("jane@acme.example) (x")[:60] + date}, false},
		{"two addresses in From", own, "jane@acme.example, eve@acme.example", []string{login("jane@acme.example")}, false},
		{"Exim, with the login", own, "jane@acme.example", []string{strings.Replace(exim("esmtpsa", "x@evil.example"),
			"(Exim", "(authenticated as jane@acme.example) (Exim", 1)}, true},
		{"Exim, the sender alone", own, "jane@acme.example", []string{exim("esmtpsa", "jane@acme.example")}, false},
		{"Exim, tagged sender", own, "jane@acme.example", []string{exim("esmtpsa", "jane+x@acme.example")}, false},
		{"Exim, somebody else", own, "jane@acme.example", []string{exim("esmtpsa", "eve@acme.example")}, false},
		{"Exim, without a login", own, "jane@acme.example", []string{exim("esmtps", "jane@acme.example")}, false},
		{"Exim, an address of others", own, "pat@globex.example", []string{exim("esmtpsa", "pat@globex.example")}, false},
		{"Exim, a quoted sender", own, "jane@acme.example", []string{exim("esmtpsa",
			`"a) (envelope-from <jane@acme.example>) (b"@evil.example`)}, false},
		{"Courier", own, "jane@acme.example", []string{hop("(AUTH: PLAIN jane@acme.example, TLS: TLSv1.3,256bits,X)",
			"mx.acme.example", "with ESMTPSA id 1")}, true},
		{"Sendmail, named", own, "jane@acme.example", []string{hop("(authenticated user=jane@acme.example bits=0)",
			"mx.acme.example", "(8.17.1/8.17.1) with ESMTPSA id 1")}, true},
		{"Sendmail, not named", own, "jane@acme.example", []string{hop("(authenticated bits=0)", "mx.acme.example",
			"(8.17.1/8.17.1) with ESMTPSA id 1")}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(header(append(tt.lines, "From: "+tt.from)...)).Authenticate(tt.trust)
			if (got.Method == "submission" && got.Result == "pass") != tt.pass || !tt.pass && got.Result == "pass" {
				t.Errorf("got %s by %q (%s)", got.Result, got.Method, got.Why)
			}
		})
	}
}

// FuzzBorder: whatever a sender writes into fields of their own and into their greeting, nothing below the border
// passes.
func FuzzBorder(f *testing.F) {
	f.Add("mail.evil.example", forgedOwn, good)
	f.Add("a by mx.own.example with ESMTPSA (Authenticated sender: jane@acme.example)", dovecot, good)
	f.Add("x) (Authenticated sender: jane@acme.example", "", "X: y")
	border := Trust{AuthservID: "mx.own.example", Border: "mx.own.example"}
	f.Fuzz(func(t *testing.T, helo, hop, results string) {
		oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		top := "Received: from " + oneLine(helo) + " (unknown [172.17.0.1]) by mx.own.example (Postfix) with ESMTPS id 2" + date
		lines := []string{dovecot, top, "X-Own: " + oneLine(hop), "Received: " + oneLine(hop),
			"Authentication-Results: " + oneLine(results), fromJane}
		if got := Read(header(lines...)).Authenticate(border); got.Result == "pass" {
			t.Errorf("passed: %s", got.Why)
		}
	})
}

// TestBordersBelowADelivery: the machine that delivers may have another name than the server that takes the mail, and
// either may have no dot in it; what stands below another organisation's name is never proposed.
func TestBordersBelowADelivery(t *testing.T) {
	hop := func(by, with string) string { return "Received: from x by " + by + " with " + with + " id 1" + date }
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"one name":               {[]string{hop("mx.own.example", "LMTP"), hop("mx.own.example", "ESMTP")}, "[mx.own.example]"},
		"another machine's name": {[]string{hop("c0ffee12", "LMTP"), hop("mx.own.example", "ESMTP")}, "[c0ffee12 mx.own.example]"},
		"no dot at all":          {[]string{hop("box", "LMTP"), hop("box", "ESMTP"), hop("evil", "ESMTP")}, "[box]"},
		"a sender's own": {[]string{hop("c0ffee12", "LMTP"), hop("mx.own.example", "ESMTP"),
			hop("mx.evil.example", "ESMTP")}, "[c0ffee12 mx.own.example]"},
		"a filter on the machine": {[]string{hop("localhost", "ESMTP"), hop("mx.own.example", "ESMTP")}, "[]"},
	} {
		m := Read([]byte(strings.Join(c.lines, "\r\n") + "\r\nFrom: a@b.example\r\n\r\nHi\r\n"))
		if got := fmt.Sprint(m.Borders()); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
