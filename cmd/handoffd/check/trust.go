package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// candidate is one way to prove senders, with how far it goes on a number of mails.
type candidate struct {
	mail.Trust
	judged int // mails about which it says something
	proved int
	from   int  // domains of From among those
	named  int  // mails in which the server that is named has written something
	loose  bool // it believes fields that anybody may have written, unless the mailbox really is of that kind
}

// maxIDs bounds how many authserv-ids are tried.
const maxIDs = 8

// candidates tries the ways to prove senders on mails, the best first. What takes the word of a filter, a milter or
// another hoster than the mailbox shows is loose: in somebody else's mailbox anybody could have written that, so it
// comes after all that is not.
func candidates(mails []*mail.Message, h hoster, own bool) []candidate {
	var tries []candidate
	mine, known := h.profile()
	for _, p := range config.ProfilesWithoutID {
		tries = append(tries, candidate{Trust: mail.Trust{Profile: p}, loose: !own && !(known && mine.Profile == p)})
	}
	ids, hosts := authservIDs(mails), append([]string{""}, borders(mails)...)
	for _, host := range hosts {
		if host != "" {
			tries = append(tries, candidate{Trust: mail.Trust{Border: host}})
		}
		for _, id := range ids {
			tries = append(tries, candidate{Trust: mail.Trust{AuthservID: id, Border: host}})
			for _, p := range []string{"gateway", "milter"} {
				tries = append(tries, candidate{Trust: mail.Trust{AuthservID: id, Profile: p, Border: host}, loose: !own})
			}
		}
	}
	var out []candidate
	for _, t := range tries {
		c := tally(mails, t.Trust)
		everywhere := c.judged == len(mails) &&
			c.from >= 3 // what stands in every mail, whoever wrote it, is hardly one sender's invention
		if c.judged > 0 && (!t.loose || everywhere) {
			c.loose = t.loose
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return cmp.Or(compareBool(a.loose, b.loose), cmp.Compare(b.proved, a.proved), cmp.Compare(b.judged, a.judged),
			compareBool(b.is(mine), a.is(mine)),
			cmp.Compare(b.named, a.named),
			compareBool(a.Profile != "", b.Profile != "")) // a border of one's own before the word of a filter or a milter
	})
	return out
}

// is compares all but the logins.
func (c candidate) is(t mail.Trust) bool {
	return c.Profile == t.Profile && c.AuthservID == t.AuthservID && c.Border == t.Border
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
		if t.AuthservID != "" && m.Judged(t) {
			c.named++
		}
		switch a := m.Authenticate(t); {
		case a.Result == "none" || a.Method == "": // no verdict, or one about From alone
			continue
		case a.Result == "pass":
			c.proved++
		}
		c.judged++
		domains[text.Domain(m.From.Key())] = true
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

// lines are what to write into the config, above its first table, as far as it stands there otherwise.
func (c candidate) lines(now mail.Trust) string {
	var out []string
	set := func(key, is, wanted string) {
		switch {
		case wanted == "" || strings.EqualFold(is, wanted):
		case is == "":
			out = append(out, fmt.Sprintf("%s = %q", key, wanted))
		default:
			out = append(out, fmt.Sprintf("%s = %q in place of %q", key, wanted, is))
		}
	}
	set("authserv_id", now.AuthservID, c.AuthservID)
	set("auth_profile", now.Profile, c.Profile)
	set("border", now.Border, c.Border)
	if c.Profile == "" && now.Profile != "" {
		out = append(out, "no auth_profile")
	}
	text := "above the first [table] of the config: " + strings.Join(out, " and ")
	if c.Profile == "milter" {
		text += "; only if that server removes such headers from mail that comes in with them"
	}
	return text
}

// news reports whether it is another way than the config's.
func (c candidate) news(now mail.Trust) bool {
	return c.AuthservID != "" && !strings.EqualFold(c.AuthservID, now.AuthservID) || c.Profile != now.Profile ||
		c.Border != "" && !strings.EqualFold(c.Border, now.Border)
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
	switch {
	case c.AuthservID != "" && c.Border != "":
		return c.AuthservID + " above the Received line of " + c.Border
	case c.AuthservID != "":
		return c.AuthservID
	}
	if c.Profile != "" {
		return "auth_profile " + c.Profile
	}
	return "the login at " + c.Border
}

// borders are the servers by which the mails, nearly all of them, may have come in. What is in a few of them only may
// be a sender's invention.
func borders(mails []*mail.Message) (hosts []string) {
	seen, relayed := map[string]int{}, 0
	for _, m := range mails {
		these := m.Borders()
		if len(these) > 0 {
			relayed++
		}
		for _, h := range these {
			if seen[h]++; !slices.Contains(hosts, h) && idPlain.MatchString(h) {
				hosts = append(hosts, h)
			}
		}
	}
	hosts = slices.DeleteFunc(hosts, func(h string) bool { return seen[h]*10 < relayed*9 })
	return hosts[:min(len(hosts), maxIDs)]
}
