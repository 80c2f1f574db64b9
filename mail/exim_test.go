package mail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExim: what a real Exim writes proves a sender wherever the mail came from, and what came with the mail below it
// never does.
func TestExim(t *testing.T) {
	files, err := filepath.Glob("testdata/received/exim-*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	const host = "mx.test.example"
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := Read(raw)
		judged := len(m.Header("Authentication-Results")) > 0
		_, domain, _ := strings.Cut(m.From.Key(), "@")
		forged := strings.Replace(string(raw), "Authentication-Results", "X-Was", 1)
		forged = strings.Replace(forged, "\nDate:",
			"\nAuthentication-Results: "+host+"; dmarc=pass header.from="+domain+"\nDate:", 1)
		lmtp := "Received: from " + host + " ([127.0.0.1])\n\tby " + host + " with LMTP id 1; Sun, 29 Nov 2026 03:21:42 " +
			"+0000\n"
		for name, trust := range map[string]Trust{"plain": {AuthservID: host}, "border": {AuthservID: host, Border: host}} {
			if got := m.Authenticate(trust); (got.Result == "pass") != judged {
				t.Errorf("%s, %s: %s (%s)", file, name, got.Result, got.Why)
			}
			for _, top := range []string{"", lmtp} {
				if got := Read([]byte(top + forged)).Authenticate(trust); got.Result == "pass" {
					t.Errorf("%s, %s, forged below: passed (%s)", file, name, got.Why)
				}
			}
		}
		if got := Read([]byte(lmtp + string(raw))).Authenticate(Trust{AuthservID: host,
			Border: host}); (got.Result == "pass") != judged {
			t.Errorf("%s, delivered by LMTP: %s (%s)", file, got.Result, got.Why)
		}
	}
}

// TestEximFilter: a hop from Exim's own machine is not the border of a mailbox behind a filter.
func TestEximFilter(t *testing.T) {
	const inside = "Received: from [127.0.0.1] (helo=mx.own.example) by mx.own.example with esmtp (Exim 4.96) id 2" + date
	const handed = "Received: from out1.filter.example (out1.filter.example [198.51.100.1]) by mx.own.example" + date
	trust := Trust{AuthservID: "relay.filter.example", Profile: "gateway"}
	if got := Read(header(inside, handed, by("relay.filter.example", passing),
		fromJane)).Authenticate(trust); got.Result != "pass" {
		t.Errorf("%s: %s", got.Result, got.Why)
	}
	claimed := strings.Replace(inside, "(helo=mx.own.example)", "(evil.example [203.0.113.9])", 1)
	words := "Received: from [127.0.0.1] by a with esmtp (Exim 4.96) (unknown [203.0.113.9]) by mx.own.example with " +
		"ESMTP id 2" + date
	for _, top := range []string{claimed, words} {
		if got := Read(header(top, handed, by("relay.filter.example", passing),
			fromJane)).Authenticate(trust); got.Result == "pass" {
			t.Errorf("passed below %s", top)
		}
	}
}
