package main

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handoffd/mail"
)

// candidate is one way to prove senders, with how far it goes on a number of mails.
type candidate struct {
	mail.Trust
	judged int // mails about which it says something
	proved int
	from   int  // domains of From among those
	loose  bool // it believes fields that anybody may have written, unless the mailbox really is of that kind
}

// maxIDs bounds how many authserv-ids are tried.
const maxIDs = 8

// candidates tries the ways to prove senders on mails, the best first. What takes the word of a filter, a milter or another hoster than
// the mailbox shows is loose: in somebody else's mailbox anybody could have written that, so it comes after all that is not.
func candidates(mails []*mail.Message, h hoster, own bool) []candidate {
	var tries []candidate
	mine, known := h.profile()
	for _, p := range idless {
		tries = append(tries, candidate{Trust: mail.Trust{Profile: p}, loose: !own && !(known && mine.Profile == p)})
	}
	for _, id := range authservIDs(mails) {
		tries = append(tries, candidate{Trust: mail.Trust{AuthservID: id}})
		for _, p := range []string{"gateway", "milter"} {
			tries = append(tries, candidate{Trust: mail.Trust{AuthservID: id, Profile: p}, loose: !own})
		}
	}
	var out []candidate
	for _, t := range tries {
		c := tally(mails, t.Trust)
		everywhere := c.judged == len(mails) && c.from >= 3 // what stands in every mail, whoever wrote it, is hardly one sender's invention
		if c.judged > 0 && (!t.loose || everywhere) {
			c.loose = t.loose
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return cmp.Or(compareBool(a.loose, b.loose), cmp.Compare(b.proved, a.proved), cmp.Compare(b.judged, a.judged), compareBool(b.Trust == mine, a.Trust == mine))
	})
	return out
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func tally(mails []*mail.Message, t mail.Trust) candidate {
	c := candidate{Trust: t}
	domains := map[string]bool{}
	for _, m := range mails {
		switch a := m.Authenticate(t); {
		case a.Result == "none" || a.Method == "": // no verdict, or one about From alone
			continue
		case a.Result == "pass":
			c.proved++
		}
		c.judged++
		domains[m.From.Key()[strings.LastIndexByte(m.From.Key(), '@')+1:]] = true
	}
	c.from = len(domains)
	return c
}

var idPlain = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$`)

// authservIDs are the ids in the mails that could stand in a config, the first ones first.
func authservIDs(mails []*mail.Message) []string {
	var out []string
	for _, m := range mails {
		for _, value := range m.Header("Authentication-Results") {
			before, _, _ := strings.Cut(value, ";")
			words := strings.Fields(before)
			if len(words) == 0 || !idPlain.MatchString(words[0]) {
				continue
			}
			if id := strings.ToLower(words[0]); !slices.Contains(out, id) && len(out) < maxIDs {
				out = append(out, id)
			}
		}
	}
	return out
}

// lines are what to write into the config, above its first table.
func (c candidate) lines() string {
	var out []string
	if c.AuthservID != "" {
		out = append(out, fmt.Sprintf("authserv_id = %q", c.AuthservID))
	}
	if c.Profile != "" {
		out = append(out, fmt.Sprintf("auth_profile = %q", c.Profile))
	}
	text := "above the first [table] of the config: " + strings.Join(out, " and ")
	if c.Profile == "" {
		text += ", without auth_profile"
	}
	if c.Profile == "milter" {
		text += "; only if that server removes such headers from mail that comes in with them"
	}
	return text
}

// trusted is the config's own way in words.
func (x *examination) trusted() string {
	t := x.conf.Trust()
	switch {
	case t.Profile == "":
		return fmt.Sprintf("authserv_id %q", t.AuthservID)
	case t.AuthservID == "":
		return fmt.Sprintf("auth_profile %q", t.Profile)
	}
	return fmt.Sprintf("authserv_id %q with auth_profile %q", t.AuthservID, t.Profile)
}

// noResults says what to do where nothing in a mail proves its sender.
const noResults = "let the mail server check SPF, DKIM and DMARC of what it receives and write Authentication-Results (RFC 8601), with OpenDMARC or rspamd for Postfix"

// trust tries the config's way to prove senders on the mails that lie in the mailbox.
func (x *examination) trust(context.Context) []finding {
	if x.inbox == nil {
		return nil
	}
	var mails []*mail.Message
	for _, m := range x.inbox.recent {
		mails = append(mails, m.Message)
	}
	if len(mails) == 0 {
		return []finding{passed("trust", "senders are proved by %s; there is no mail to try it on", x.trusted())}
	}
	if c := tally(mails, x.conf.Trust()); c.judged > 0 {
		return []finding{passed("trust", "%s judges %d of the last %d mails, %d proved", x.trusted(), c.judged, len(mails), c.proved)}
	}
	best := candidates(mails, x.hoster(), false)
	if len(best) == 0 {
		return []finding{warned("trust", noResults, "%s says nothing about the last %d mails, and nothing else does: mails of colleagues would be held", x.trusted(), len(mails))}
	}
	const enough = 3 // fewer may be somebody's invention
	if b := best[0]; b.loose || b.judged < enough || b.from < 2 {
		return []finding{warned("trust", "if that is "+b.whose()+", "+b.lines()+"\n`handoffd check --send` shows it for sure",
			"%s says nothing about the last %d mails; %s judges %d of them", x.trusted(), len(mails), candidateName(b), b.judged)}
	}
	return []finding{failed("trust", best[0].lines(), "%s says nothing about the last %d mails, %s judges %d: mails of colleagues would be held",
		x.trusted(), len(mails), candidateName(best[0]), best[0].judged)}
}

// whose says of whom it must be the word to be believed.
func (c candidate) whose() string {
	switch {
	case c.Profile == "gateway":
		return "the filter in front of your server"
	case c.Profile == "milter":
		return "a milter of your own server"
	case c.loose:
		return "who runs the mailbox"
	}
	return "your own server"
}

func candidateName(c candidate) string {
	if c.AuthservID != "" {
		return c.AuthservID
	}
	return "auth_profile " + c.Profile
}

// trustOwn tries it on a mail of ours, which nobody can have forged.
func (x *examination) trustOwn(m *mail.Message) finding {
	own := m.Authenticate(x.conf.Trust())
	if own.Result == "pass" {
		return passed("trust", "%s proves it: %s", x.trusted(), own.Why)
	}
	best := candidates([]*mail.Message{m}, x.hoster(), true)
	switch {
	case len(best) > 0 && best[0].proved > 0:
		return failed("trust", best[0].lines(), "%s does not prove a mail to oneself (%s), but %s does", x.trusted(), own.Why, candidateName(best[0]))
	case own.Result == "fail":
		return failed("trust", "mend SPF, DKIM and DMARC of "+x.domain()+" for mail that goes out by "+x.box.SMTP.Addr, "the server itself does not believe a mail to oneself: %s", own.Why)
	}
	return warned("trust", "let a colleague write to "+x.box.Address+", then check again: the mails in the mailbox are looked at\nif theirs are not judged either: "+noResults,
		"a mail to oneself carries nothing that proves its sender: %s", own.Why)
}
