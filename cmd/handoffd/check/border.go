package check

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"

	"handoffd/handoff"
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
		return []Finding{x.untried()}
	}
	now, best := x.conf.Trust(), candidates(mails, x.hoster(), false)
	if now.Border != "" && cameBy(mails, now.Border)*2 < relayed(mails) {
		mend := borderMend(mails, now)
		if len(best) > 0 && best[0].Border != "" {
			mend = best[0].lines(now)
		}
		return []Finding{failed("trust", mend,
			"only %d of %s have come in by the border %s: who writes that name into a mail would be believed",
			cameBy(mails, now.Border), lastOf(mails), now.Border)}
	}
	if c := tally(mails, now); c.judged > 0 {
		return append([]Finding{passed("trust", "%s judges %d of %s, %d proved", x.trusted(), c.judged, lastOf(mails),
			c.proved)}, x.unprovedColleagues(mails)...)
	}
	held := x.unprovedColleagues(mails)
	switch {
	case len(best) == 0 && len(held) > 0:
		return held
	case len(best) == 0:
		return []Finding{x.unjudged(mails)}
	}
	if b := best[0]; b.loose || b.judged < enough || b.from < 2 {
		f := warned("trust", "if that is "+b.whose()+", "+b.lines(now)+"\n`handoffd check --send` shows it for sure",
			"%s says nothing about %s; %s judges %d of them", x.trusted(), lastOf(mails), candidateName(b), b.judged)
		f.OK = len(held) == 0
		return []Finding{f}
	}
	return []Finding{failed("trust", best[0].lines(now),
		"%s says nothing about %s, %s judges %d: mails of colleagues would be held",
		x.trusted(), lastOf(mails), candidateName(best[0]), best[0].judged)}
}

// untried is the finding where there is no mail. A server does not call itself by an address or "localhost".
func (x *examination) untried() Finding {
	id := x.conf.AuthservID
	if net.ParseIP(strings.Trim(id, "[]")) != nil || strings.EqualFold(id, "localhost") {
		return warned("trust", x.sendCommand()+" tells the name that is to stand there",
			"authserv_id %q is hardly how your server calls itself in mails: mails of colleagues would be held", id)
	}
	return passed("trust", "senders are to be proved by %s; there is no mail to try it on", x.trusted())
}

// unprovedColleagues tells of whom of the colleagues the newest mail proves nothing: it would be held. What the server
// has found forged is no colleague's.
func (x *examination) unprovedColleagues(mails []*mail.Message) []Finding {
	seen, held := map[string]bool{}, []*mail.Message(nil)
	var names []string
	for _, m := range slices.Backward(mails) {
		from := m.From.Key()
		if x.conf.Domain.Owns(from) || len(x.conf.Domain.Owners(handoff.Handoff{}, from)) == 0 || seen[from] {
			continue
		}
		switch m.Authenticate(x.conf.Trust()).Result {
		case "fail":
			continue
		case "none":
			held, names = append(held, m), append(names, from)
		}
		seen[from] = true
	}
	if len(held) == 0 {
		return nil
	}
	mend := x.unprovedMend(held)
	if best := candidates(held, x.hoster(), false); len(best) > 0 && best[0].proved > 0 && best[0].news(x.conf.Trust()) {
		mend = "if that is " + best[0].whose() + ", " + best[0].lines(x.conf.Trust())
	}
	f := warned("trust", mend+"\nthen let them write once more, and check again",
		"mail of %s would be held, since nothing that can be believed proves who wrote it: %s",
		strings.Join(names[:min(len(names), 3)], ", "), held[0].Authenticate(x.conf.Trust()).Why)
	f.OK = len(held) < len(seen)
	return []Finding{f}
}

// unjudged is the finding where nothing in the mails can be believed.
func (x *examination) unjudged(mails []*mail.Message) Finding {
	what := "and nothing else does"
	if n := withResults(mails); n > 0 {
		what = fmt.Sprintf("and nothing else does that can be believed: Authentication-Results stand in %d of them, but "+
			"where anybody may write", n)
	}
	return warned("trust", x.unprovedMend(mails), "%s says nothing about %s, %s: mails of colleagues would be held",
		x.trusted(), lastOf(mails), what)
}

func withResults(mails []*mail.Message) (n int) {
	for _, m := range mails {
		if len(m.Header("Authentication-Results")) > 0 {
			n++
		}
	}
	return n
}

// unprovedMend is what to do where nothing in mails can be believed as it is.
func (x *examination) unprovedMend(mails []*mail.Message) string {
	now := x.conf.Trust()
	switch n := withResults(mails); {
	case n == 0 && now.Border == "" && len(borders(mails)) > 0:
		return noResults + "\n" + namedLogins + "\n" + borderMend(mails, now)
	case n == 0:
		return noResults + "\n" + namedLogins
	}
	if c, ok := ownMilter(mails); ok && c.news(now) {
		return "if that is a milter of your own server, " + c.lines(now) + "\n`handoffd check --send` shows it for sure"
	}
	if hosts := borders(mails); len(hosts) > 0 && strings.EqualFold(hosts[len(hosts)-1], now.Border) { // all is named
		return "let the mail server sign with DKIM what colleagues send, so that it can be judged\n" + namedLogins
	}
	return borderMend(mails, now) + "\n`handoffd check --send` shows whether that is enough"
}

// ownMilter is the way of a milter of the server that mail comes in by, known by the name that both write.
func ownMilter(mails []*mail.Message) (candidate, bool) {
	for _, host := range borders(mails) {
		c := tally(mails, mail.Trust{Profile: "milter", AuthservID: host, Border: host})
		if c.judged > 0 {
			return c, true
		}
	}
	return candidate{}, false
}

// borderMend proposes the server that mail comes in by.
func borderMend(mails []*mail.Message, now mail.Trust) string {
	const what = "border is the name after \"by\" in the Received line with which your own server takes mail from outside"
	hosts := borders(mails)
	if len(hosts) == 0 {
		return what
	}
	return candidate{Trust: mail.Trust{Border: hosts[len(hosts)-1], Profile: now.Profile}}.lines(now) + "; " + what
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
	case len(best) > 0 && best[0].proved > 0 && best[0].news(x.conf.Trust()):
		return failed("trust", best[0].lines(x.conf.Trust()), "%s does not prove a mail to oneself (%s), but %s does",
			x.trusted(), own.Why, candidateName(best[0]))
	case own.Result == "fail":
		return failed("trust", "mend SPF, DKIM and DMARC of "+x.domain()+" for mail that goes out by "+x.box.SMTP.Addr,
			"the server itself does not believe a mail to oneself: %s", own.Why)
	}
	return warned("trust", "let a colleague write to "+x.box.Address+
		", then check again: the mails in the mailbox are looked at\nif theirs are not judged either: "+
		x.unprovedMend([]*mail.Message{m}),
		"a mail to oneself carries nothing that proves its sender: %s", own.Why)
}
