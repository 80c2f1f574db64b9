package mail

import (
	"strings"
	"testing"
)

// header joins lines to a message with an empty body.
func header(lines ...string) []byte {
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\nHi\r\n")
}

const (
	fromJane = "From: Jane Doe <jane@acme.example>"
	outside  = "Received: from mail.acme.example (mail.acme.example [203.0.113.7]) by mx.own.example with ESMTPS id 1; " +
		"Mon, 5 Oct 2026 09:00:00 +0000"
	inside = "Received: from mx.own.example (localhost [127.0.0.1]) by store.own.example with LMTP id 2; Mon, 5 Oct " +
		"2026 09:00:01 +0000"
	earlier = "Received: from laptop ([192.168.1.4]) by mail.acme.example with ESMTPSA id 3; Mon, 5 Oct 2026 08:59:00 " +
		"+0000"
	good    = "Authentication-Results: mx.own.example; dmarc=pass (p=reject) header.from=acme.example"
	passing = "dmarc=pass header.from=acme.example"
)

// by returns the results that a server with that id wrote.
func by(id, results string) string { return "Authentication-Results: " + id + "; " + results }

// own returns the results that the trusted server wrote.
func own(results string) string { return by("mx.own.example", results) }

func TestAuthenticate(t *testing.T) {
	mine := Trust{AuthservID: "mx.own.example"}
	tests := []struct {
		name   string
		trust  Trust
		lines  []string
		result string
		method string
	}{
		{"dmarc", mine, []string{good, outside, fromJane}, "pass", "dmarc"},
		{"below an internal hop", Trust{AuthservID: "mx.own.example", Border: "mx.own.example"},
			[]string{inside, good, outside, earlier, fromJane}, "pass", "dmarc"},
		{"id in other case", mine, []string{strings.Replace(good, "mx.own.example", "MX.Own.Example 1", 1), outside,
			fromJane}, "pass", "dmarc"},
		{"dkim aligned", mine, []string{own("dkim=pass header.d=mail.acme.example header.s=k1"), outside, fromJane}, "pass",
			"dkim"},
		{"dkim by identity", mine, []string{own("dkim=pass header.i=@acme.example"), outside, fromJane}, "pass", "dkim"},
		{"dkim of somebody else", mine, []string{own("dkim=pass header.d=evil.example"), outside, fromJane}, "none", ""},
		{"public suffix is no organisation", mine, []string{own("dkim=pass header.d=co.uk"), outside,
			"From: jane@acme.co.uk"}, "none", ""},
		{"spf by mailfrom", mine, []string{own("spf=pass smtp.mailfrom=bounce@news.acme.example"), outside, fromJane},
			"pass", "spf"},
		{"spf by helo", mine, []string{own("spf=pass smtp.helo=acme.example"), outside, fromJane}, "none", ""},
		{"spf fails", mine, []string{own("spf=softfail smtp.mailfrom=jane@acme.example"), outside, fromJane}, "fail", "spf"},
		{"dmarc fails though dkim passes", mine, []string{own("dkim=pass header.d=acme.example; dmarc=fail " +
			"header.from=acme.example"), outside, fromJane}, "fail", "dmarc"},
		{"dmarc for another domain", mine, []string{own("dmarc=pass header.from=evil.example"), outside, fromJane}, "none",
			""},
		{"dmarc without domain", mine, []string{own("dmarc=pass"), outside, fromJane}, "none", ""},
		{"two fields count together", mine, []string{own("spf=none"), good, outside, fromJane}, "pass", "dmarc"},
		{"contradiction", mine, []string{good, own("dmarc=none header.from=acme.example"), outside, fromJane}, "fail",
			"dmarc"},
		{"forged below the border", mine, []string{outside, good, fromJane}, "none", ""},
		{"forged under a forged hop", mine, []string{outside, inside, good, fromJane}, "none", ""},
		{"greeting with an inside name", mine, []string{"Received: from mx.own.example ([127.0.0.1] evil [198.51.100.9]) " +
			"by mx.own.example; x", good, fromJane}, "none", ""},
		{"greeting with an inside address", mine, []string{"Received: from [127.0.0.1] by mx.own.example; x", good,
			fromJane}, "none", ""},
		{"another id", mine, []string{by("evil.example", passing), outside, fromJane}, "none", ""},
		{"id as prefix", mine, []string{by("mx.own.example.evil.example", passing), outside, fromJane}, "none", ""},
		{"in a comment", mine,
			[]string{own("spf=fail (x; dmarc=pass header.from=acme.example) smtp.mailfrom=a@evil.example"), outside, fromJane},
			"none", ""},
		{"comment never closed", mine, []string{own("spf=fail (x; dmarc=pass header.from=acme.example"), outside, fromJane},
			"none", ""},
		{"comment closed too often", mine, []string{own("spf=none smtp.mailfrom=x); dmarc=pass header.from=acme.example (y"),
			outside, fromJane}, "none", ""},
		{"in a quoted string", mine, []string{own(`spf=none smtp.mailfrom="x; dmarc=pass ` +
			`header.from=acme.example"@evil.example`), outside, fromJane}, "none", ""},
		{"quote never closed", mine, []string{own(`spf=none smtp.mailfrom="x; dmarc=pass header.from=acme.example`), outside,
			fromJane}, "none", ""},
		{"property given twice", mine, []string{own("dmarc=pass header.from=evil.example header.from=acme.example"), outside,
			fromJane}, "none", ""},
		{"two From fields", mine, []string{good, outside, fromJane, "From: evil@evil.example"}, "fail", ""},
		{"two addresses", mine, []string{good, outside, "From: jane@acme.example, evil@evil.example"}, "fail", ""},
		{"two angle addresses", mine, []string{good, outside, "From: <jane@acme.example> <evil@evil.example>"}, "fail", ""},
		{"two addresses in one", mine, []string{good, outside, "From: <evil@evil.example jane@acme.example>"}, "fail", ""},
		{"group", mine, []string{good, outside, "From: us: jane@acme.example, evil@evil.example;"}, "fail", ""},
		{"no From", mine, []string{good, outside}, "fail", ""},
		{"address in the name", mine, []string{good, outside, `From: "jane@acme.example" <evil@evil.example>`}, "none", ""},
		{"comma in the name", mine, []string{good, outside, `From: "Doe, Jane" <jane@acme.example>`}, "pass", "dmarc"},
		{"nothing trusted", Trust{}, []string{good, outside, fromJane}, "none", ""},
		{"comments and spaces", mine, []string{"Authentication-Results: (a (b) c) mx.own.example (x) 1 ; dmarc = pass (y) " +
			"header.from = acme.example", outside, fromJane}, "pass", "dmarc"},
		{"idn", mine, []string{own("dmarc=pass header.from=xn--mller-kva.example"), outside, "From: jane@müller.example"},
			"pass", "dmarc"},
		{"google", Trust{Profile: "google"}, []string{
			"Delivered-To: h@own.example", "Received: by 2002:a05:6a10:1:: with SMTP id x; Mon, 5 Oct 2026 09:00:01 +0000",
			outside, "Received-SPF: pass",
			by("mx.google.com", "dkim=pass header.i=@acme.example; dmarc=pass (p=NONE) header.from=acme.example"), earlier,
			fromJane}, "pass", "dmarc"},
		{"google, forged below its own", Trust{Profile: "google"}, []string{
			outside, by("mx.google.com", "spf=none"), by("mx.google.com", passing), fromJane}, "none", ""},
		{"google, forged below the sender's hop", Trust{Profile: "google"}, []string{
			outside, earlier, by("mx.google.com", passing), fromJane}, "none", ""},
		{"m365", Trust{Profile: "m365"}, []string{
			"Received: from A.eurprd01.prod.outlook.com (2603:10a6::1) by B.eurprd01.prod.outlook.com with HTTPS; x",
			"Authentication-Results: spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=acme.example; dkim=pass (signature " +
				"was verified) header.d=acme.example;dmarc=pass action=none header.from=acme.example;compauth=pass reason=100",
			"Received: from mail.acme.example (203.0.113.7) by C.mail.protection.outlook.com (10.13.58.115) with Microsoft " +
				"SMTP Server; x", fromJane}, "pass", "dmarc"},
		{"m365, best guess", Trust{Profile: "m365"}, []string{"Authentication-Results: spf=none; dkim=none; " +
			"dmarc=bestguesspass action=none header.from=acme.example", fromJane}, "none", ""},
		{"m365, forged below the border", Trust{Profile: "m365"}, []string{
			"Received: from mail.acme.example (203.0.113.7) by C.mail.protection.outlook.com (10.13.58.115); x",
			"Authentication-Results: dmarc=pass header.from=acme.example", fromJane}, "none", ""},
		{"m365, internal", Trust{Profile: "m365"}, []string{"X-MS-Exchange-Organization-AuthAs: Internal", fromJane}, "pass",
			"internal"},
		{"m365, internal but failing", Trust{Profile: "m365"}, []string{"X-MS-Exchange-Organization-AuthAs: Internal",
			"Authentication-Results: spf=fail smtp.mailfrom=acme.example", fromJane}, "fail", "spf"},
		{"m365, cross tenant", Trust{Profile: "m365"}, []string{"X-MS-Exchange-CrossTenant-AuthAs: Internal", fromJane},
			"none", ""},
		{"fastmail", Trust{Profile: "fastmail"}, []string{
			by("mx4.messagingengine.com", "dkim=pass header.d=acme.example"), by("mx4.messagingengine.com", passing), outside,
			fromJane}, "pass", "dmarc"},
		{"proton", Trust{Profile: "proton"}, []string{by("mailin014.protonmail.ch",
			"dmarc=pass (p=none) header.from=acme.example"), outside, fromJane}, "pass", "dmarc"},
		{"gateway", Trust{Profile: "gateway", AuthservID: "relay.filter.example"}, []string{
			"Received: from out1.filter.example (out1.filter.example [198.51.100.1]) by mx.own.example; x",
			by("relay.filter.example", passing),
			"Received: from mail.acme.example (mail.acme.example [203.0.113.7]) by relay.filter.example; x", fromJane}, "pass",
			"dmarc"},
		{"gateway passed by", Trust{Profile: "gateway", AuthservID: "relay.filter.example"}, []string{
			"Received: from out1.filter.example (evil.example [198.51.100.9]) by mx.own.example; x",
			by("relay.filter.example", passing),
			"Received: from x (y [203.0.113.7]) by relay.filter.example; x", fromJane}, "none", ""},
		{"gateway, forged below its hop", Trust{Profile: "gateway", AuthservID: "relay.filter.example"}, []string{
			"Received: from out1.filter.example (out1.filter.example [198.51.100.1]) by mx.own.example; x",
			"Received: from evil (evil.example [198.51.100.9]) by relay.filter.example; x", by("relay.filter.example", passing),
			fromJane}, "none", ""},
		{"arc is nobody's word", mine, []string{"ARC-Authentication-Results: i=1; mx.own.example; " + passing,
			"ARC-Seal: i=1; cv=pass; d=own.example", outside, fromJane}, "none", ""},
		{"dmarc of the organisation, From of a host", mine, []string{own("dkim=pass header.d=acme.example"), outside,
			"From: jane@mail.acme.example"}, "pass", "dkim"},
		{"two customers of a hosting suffix", mine, []string{own("dkim=pass header.d=evil.github.io"), outside,
			"From: jane@acme.github.io"}, "none", ""},
		{"one customer of a hosting suffix", mine, []string{own("dkim=pass header.d=mail.acme.github.io"), outside,
			"From: jane@acme.github.io"}, "pass", "dkim"},
		{"suffix of the name", mine, []string{own("dkim=pass header.d=evilacme.example"), outside, fromJane}, "none", ""},
		{"trailing dots", mine, []string{own("dmarc=pass header.from=acme.example."), outside, "From: jane@acme.example."},
			"pass", "dmarc"},
		{"case everywhere", mine, []string{"AUTHENTICATION-RESULTS: MX.OWN.EXAMPLE; DMARC=PASS HEADER.FROM=ACME.EXAMPLE",
			outside, "FROM: JANE@ACME.EXAMPLE"}, "pass", "dmarc"},
		{"folded", mine, []string{"Authentication-Results:\r\n mx.own.example;\r\n\tdmarc=pass\r\n header.from=acme.example",
			outside, fromJane}, "pass", "dmarc"},
		{"homograph", mine, []string{own("dmarc=pass header.from=xn--cme-8cd.example"), outside, "From: jane@acme.example"},
			"none", ""},
		{"milter", Trust{Profile: "milter", AuthservID: "mx.own.example"}, []string{outside, good, earlier, fromJane},
			"pass", "dmarc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(header(tt.lines...)).Authenticate(tt.trust)
			if got.Result != tt.result || got.Method != tt.method {
				t.Errorf("got %s by %q (%s), want %s by %q", got.Result, got.Method, got.Why, tt.result, tt.method)
			}
			if got.Result != "pass" && got.Why == "" {
				t.Error("no reason given")
			}
		})
	}
}

// A field that the sender wrote never turns the verdict into a pass, wherever it stands below the border.
func FuzzAuthenticate(f *testing.F) {
	f.Add("mx.own.example; dmarc=pass header.from=acme.example", "jane@acme.example")
	f.Add("mx.own.example; spf=pass (x) smtp.mailfrom=\"a;b\"@acme.example", "<jane@acme.example>")
	f.Add("mx.own.example\r\n 1;\r\n\tdkim=pass header.i=@acme.example", "\"Doe, J\" <jane@acme.example>")
	f.Fuzz(func(t *testing.T, value, from string) {
		parseAuthres(value)
		mine := Trust{AuthservID: "mx.own.example"}
		forged := Read(header(outside, "Authentication-Results: "+value, "From: "+from))
		if got := forged.Authenticate(mine); got.Result == "pass" {
			t.Errorf("a forged field passed: %s", got.Why)
		}
		failed := Read(header(own("dmarc=fail header.from=acme.example"), outside, "Authentication-Results: "+value,
			"From: "+from))
		if got := failed.Authenticate(mine); got.Result == "pass" {
			t.Errorf("a failed mail passed: %s", got.Why)
		}
	})
}
