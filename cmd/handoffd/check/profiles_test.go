package check

import (
	"strings"
	"testing"
	"time"

	"handoffd/mail"
)

const (
	receivedBorder = "Received: from a.FROM (a.FROM [192.0.2.1]) by mx.own.com; Mon, 23 Nov 2026 09:00:00 +0000\r\n"
	earlierHop     = "Received: from laptop (laptop [198.51.100.7]) by a.FROM; Mon, 23 Nov 2026 08:59:59 +0000\r\n"
)

// profileHeaders is the top of a mail as each kind of mailbox writes it; FROM stands for the domain of its sender.
var profileHeaders = map[string]string{
	"": "Authentication-Results: mx.own.com; dmarc=pass header.from=FROM\r\n" + receivedBorder,
	"google": "Delivered-To: handoff@own.com\r\nReceived: by 2002:a05:6a10:1:: with SMTP id x; Mon, 23 Nov 2026 " +
		"09:00:01 +0000\r\n" +
		"ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=FROM\r\nReceived: from a.FROM (a.FROM. " +
		"[192.0.2.1]) by mx.google.com with ESMTPS id y; Mon, 23 Nov 2026 09:00:00 +0000\r\n" +
		"Received-SPF: pass (google.com: domain of x@FROM designates 192.0.2.1 as permitted " +
		"sender)\r\nAuthentication-Results: mx.google.com;\r\n dkim=pass header.i=@FROM header.s=s;\r\n spf=pass " +
		"smtp.mailfrom=x@FROM;\r\n dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=FROM\r\n" + earlierHop,
	"m365": "Received: from A.eurprd01.prod.outlook.com (2603:10a6::1) by B.eurprd01.prod.outlook.com with HTTPS; Mon, " +
		"23 Nov 2026 09:00:01 +0000\r\n" +
		"Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=FROM; dkim=pass (signature was verified) " +
		"header.d=FROM;dmarc=pass action=none header.from=FROM;compauth=pass reason=100\r\n" +
		"Received: from a.FROM (192.0.2.1) by C.mail.protection.outlook.com (10.13.58.115) with Microsoft SMTP Server; " +
		"Mon, 23 Nov 2026 09:00:00 +0000\r\n",
	"fastmail": "Authentication-Results: mx4.messagingengine.com; dkim=pass header.d=FROM\r\nAuthentication-Results: " +
		"mx4.messagingengine.com; dmarc=pass header.from=FROM\r\n" +
		"Received: from a.FROM (a.FROM [192.0.2.1]) by mx4.messagingengine.com (Postfix) with ESMTPS id z; Mon, 23 Nov " +
		"2026 09:00:00 +0000\r\n",
	"proton": "Authentication-Results: mailin014.protonmail.ch; dmarc=pass (p=none) header.from=FROM\r\n" +
		"Received: from a.FROM (a.FROM [192.0.2.1]) by mailin014.protonmail.ch (Postfix) with ESMTPS; Mon, 23 Nov 2026 " +
		"09:00:00 +0000\r\n",
	"gateway": "Received: from out1.filter.com (out1.filter.com [198.51.100.1]) by mx.own.com; Mon, 23 Nov 2026 " +
		"09:00:01 +0000\r\n" +
		"Authentication-Results: relay.filter.com; dmarc=pass header.from=FROM\r\nReceived: from a.FROM (a.FROM " +
		"[192.0.2.1]) by relay.filter.com; Mon, 23 Nov 2026 09:00:00 +0000\r\n",
	"milter": receivedBorder + "Authentication-Results: mx.own.com; dmarc=pass header.from=FROM\r\n" + earlierHop,
}

// TestProfileIsProposed: for each kind of mailbox, the newest mails in it lead to the lines that the config needs.
// Where anybody could have written what they show, they are proposed only on a condition.
func TestProfileIsProposed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		profile string
		imap    string
		want    string
		shown   []string
	}{
		"own server": {"", "", "FAIL", []string{`authserv_id = "mx.own.com" in place of "mx.acme.com"`}},
		"google":     {"google", "imap.gmail.com:993", "FAIL", []string{`auth_profile = "google"`}},
		"google behind a name of own": {"google", "", "warn", []string{"if that is who runs the mailbox",
			`auth_profile = "google"`}},
		"m365": {"m365", "outlook.office365.com:993", "FAIL", []string{`auth_profile = "m365"`}},
		"m365 behind a name of own": {"m365", "", "warn", []string{"if that is who runs the mailbox",
			`auth_profile = "m365"`}},
		"fastmail": {"fastmail", "imap.fastmail.com:993", "FAIL", []string{`auth_profile = "fastmail"`}},
		"proton":   {"proton", "imap.proton.me:993", "FAIL", []string{`auth_profile = "proton"`}},
		"gateway": {"gateway", "", "warn", []string{"if that is the filter in front of your server",
			`authserv_id = "relay.filter.com" in place of "mx.acme.com" and auth_profile = "gateway"`}},
		"milter": {"milter", "", "warn", []string{"if that is a milter of your own server",
			`auth_profile = "milter"`, "only if that server removes such headers"}},
		"milter's words, foreign host": {"milter", "imap.gmail.com:993", "warn", []string{"if that is"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := checkedConfig()
			if c.imap != "" {
				x.box.IMAP.Addr = c.imap
			}
			for i, from := range []string{"globex.com", "initech.com", "globex.com", "umbrella.com"} {
				head := strings.ReplaceAll(profileHeaders[c.profile], "FROM", from)
				if c.profile == "fastmail" || c.profile == "proton" { // many hosts, each with an id of its own
					head = strings.NewReplacer("mx4.", "mx"+string(rune('4'+i))+".", "mailin014",
						"mailin01"+string(rune('4'+i))).Replace(head)
				}
				x.inbox.recent = append(x.inbox.recent,
					recentMail{mail.Read([]byte(head + "From: pat@" + from + "\r\nSubject: Hi\r\n\r\nHi\r\n")), time.Now()})
			}
			f := x.trust(t.Context())
			t.Logf("%s", findings(f))
			if f[0].mark() != c.want {
				t.Errorf("want %s", c.want)
			}
			for _, s := range c.shown {
				if !strings.Contains(findings(f).String(), s) {
					t.Errorf("no %q", s)
				}
			}
		})
	}
}
