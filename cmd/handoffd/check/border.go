package check

import (
	"context"
	"fmt"

	"handoffd/mail"
)

// trusted is the config's own way in words.
func (x *examination) trusted() string {
	t := x.conf.Trust()
	text := fmt.Sprintf("authserv_id %q with auth_profile %q", t.AuthservID, t.Profile)
	switch {
	case t.Profile == "":
		text = fmt.Sprintf("authserv_id %q", t.AuthservID)
	case t.AuthservID == "":
		text = fmt.Sprintf("auth_profile %q", t.Profile)
	}
	if t.Border != "" {
		text += fmt.Sprintf(" above border %q", t.Border)
	}
	return text
}

// noResults says what to do where nothing in a mail proves its sender.
const noResults = "let the mail server check SPF, DKIM and DMARC of what it receives and write " +
	"Authentication-Results (RFC 8601): " +
	"with OpenDMARC or rspamd for Postfix, in Exim with add_header = :at_start:${authresults{$primary_hostname}} in " +
	"acl_smtp_data"

// namedLogins says how a server that takes mail from logged-in colleagues proves them.
const namedLogins = "or, where colleagues log in to send mail by the same server, let it name them, with border in " +
	"the config: " +
	"smtpd_sasl_authenticated_header = yes in Postfix, (authenticated as $authenticated_id) in received_header_text " +
	"of Exim"

// enough mails show how senders are proved; fewer may be somebody's invention.
const enough = 3

// trust tries the config's way to prove senders on the mails that lie in the mailbox.
func (x *examination) trust(context.Context) []Finding {
	if x.inbox == nil {
		return nil
	}
	var mails []*mail.Message
	for _, m := range x.inbox.recent {
		mails = append(mails, m.Message)
	}
	if len(mails) == 0 {
		return []Finding{passed("trust", "senders are proved by %s; there is no mail to try it on", x.trusted())}
	}
	best := candidates(mails, x.hoster(), false)
	if t := x.conf.Trust(); t.Border != "" && cameBy(mails, t.Border)*2 < relayed(mails) {
		mend := borderMend(mails)
		if len(best) > 0 && best[0].Border != "" {
			mend = best[0].lines()
		}
		return []Finding{failed("trust", mend,
			"only %d of %s have come in by the border %s: who writes that name into a mail would be believed",
			cameBy(mails, t.Border), lastOf(mails), t.Border)}
	}
	if c := tally(mails, x.conf.Trust()); c.judged > 0 {
		return []Finding{passed("trust", "%s judges %d of %s, %d proved", x.trusted(), c.judged, lastOf(mails),
			c.proved)}
	}
	if len(best) == 0 {
		return []Finding{x.unjudged(mails)}
	}
	if b := best[0]; b.loose || b.judged < enough || b.from < 2 {
		return []Finding{warned("trust", "if that is "+b.whose()+", "+b.lines()+"\n`handoffd check --send` shows it for sure",
			"%s says nothing about %s; %s judges %d of them", x.trusted(), lastOf(mails), candidateName(b),
			b.judged)}
	}
	return []Finding{failed("trust", best[0].lines(),
		"%s says nothing about %s, %s judges %d: mails of colleagues would be held",
		x.trusted(), lastOf(mails), candidateName(best[0]), best[0].judged)}
}

// unjudged is the finding where nothing in the mails can be believed.
func (x *examination) unjudged(mails []*mail.Message) Finding {
	n := 0
	for _, m := range mails {
		if len(m.Header("Authentication-Results")) > 0 {
			n++
		}
	}
	if n == 0 {
		return warned("trust", noResults+"\n"+namedLogins,
			"%s says nothing about %s, and nothing else does: mails of colleagues would be held", x.trusted(),
			lastOf(mails))
	}
	return warned("trust", borderMend(mails)+"\n`handoffd check --send` shows whether that is enough",
		"%s says nothing about %s, and nothing else does that can be believed: Authentication-Results stand "+
			"in %d of them, but where anybody may write: "+
			"mails of colleagues would be held", x.trusted(), lastOf(mails), n)
}

// borderMend proposes the server that mail comes in by.
func borderMend(mails []*mail.Message) string {
	const what = "border is the name after \"by\" in the Received line with which your own server takes mail from outside"
	hosts := borders(mails)
	if len(hosts) == 0 {
		return what
	}
	return fmt.Sprintf("above the first [table] of the config: border = %q; %s", hosts[len(hosts)-1], what)
}

// lastOf says how many mails were looked at.
func lastOf(mails []*mail.Message) string {
	if len(mails) == 1 {
		return "the last mail"
	}
	return fmt.Sprintf("the last %d mails", len(mails))
}

// cameBy is how many of the mails have come in by a border, relayed how many by any server at all.
func cameBy(mails []*mail.Message, border string) (n int) {
	for _, m := range mails {
		if m.CameBy(border) {
			n++
		}
	}
	return n
}

func relayed(mails []*mail.Message) (n int) {
	for _, m := range mails {
		if len(m.Header("Received")) > 0 {
			n++
		}
	}
	return n
}

// trustOwn tries it on a mail of ours, which nobody can have forged.
func (x *examination) trustOwn(m *mail.Message) Finding {
	own := m.Authenticate(x.conf.Trust())
	if own.Result == "pass" {
		return passed("trust", "%s proves it: %s", x.trusted(), own.Why)
	}
	best := candidates([]*mail.Message{m}, x.hoster(), true)
	switch {
	case len(best) > 0 && best[0].proved > 0:
		return failed("trust", best[0].lines(), "%s does not prove a mail to oneself (%s), but %s does", x.trusted(), own.Why,
			candidateName(best[0]))
	case own.Result == "fail":
		return failed("trust", "mend SPF, DKIM and DMARC of "+x.domain()+" for mail that goes out by "+x.box.SMTP.Addr,
			"the server itself does not believe a mail to oneself: %s", own.Why)
	}
	return warned("trust", "let a colleague write to "+x.box.Address+
		", then check again: the mails in the mailbox are looked at\nif theirs are not judged either: "+noResults+"\n"+
		namedLogins,
		"a mail to oneself carries nothing that proves its sender: %s", own.Why)
}
