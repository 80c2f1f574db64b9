package handoff

import (
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How a word from a page came, as Via of its fact.
const (
	ViaPage = "page" // somebody is signed in
	ViaLink = "link" // a link in a mail to them was used
)

// shown says whether whoever said it reads at once what came of it, and needs no mail for that.
func shown(f Fact) bool {
	via := f.about().Via
	return via == ViaPage || via == ViaLink
}

// PageLinkLife is how long the links of a mail work, SignInLife how long one that signs in.
const (
	PageLinkLife = 14 * day
	SignInLife   = 15 * time.Minute
)

// Where links begin below the address of the pages.
const (
	pageAction = "/do/"
	pageSignIn = "/in/"
)

// needsSession are the answers that a link alone does not give: whoever has the mail could give the lead away.
var needsSession = []string{"assign", "cancel", "rep", "rep:", "reject", "reject:"}

// NeedsSession says whether an answer is only taken from somebody who is signed in.
func NeedsSession(words string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(strings.ToLower(words)), " ")
	return slices.Contains(needsSession, first)
}

// Stand is where a handoff stands as far as an answer to a mail depends on it: another rep, another time or another
// state make it another question. That a mail went out changes nothing.
func Stand(h *Handoff) string {
	turn := 0
	if a := h.Last(); a != nil {
		turn = a.N
	}
	return strings.Join([]string{string(h.State), strconv.Itoa(turn), strconv.Itoa(h.Revision)}, " ")
}

// PageLink is a link in a mail: what it says, as a plain reply would, and its secret.
type PageLink struct {
	Secret string
	Words  string
}

// LinkFor is the link of a mail that says the words. Its secret is made from that of the mail, so that a mail which is
// written again has the same.
func LinkFor(page, words string) PageLink {
	sum := sha256.Sum256([]byte(page + "\x00" + words))
	secret := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:20]))
	return PageLink{Secret: secret, Words: words}
}

// LinkTo is the address of a link.
func (c *Config) LinkTo(l PageLink) string { return c.Pages + pageAction + l.Secret }

// LeadPage is the address of the page of a handoff; empty where there are no pages.
func (c *Config) LeadPage(id ID) string {
	if c.Pages == "" || id == "" {
		return ""
	}
	return c.Pages + "/h/" + string(id)
}

// TodayPage is the address of the page of what waits for its reader; empty where there are no pages.
func (c *Config) TodayPage() string {
	if c.Pages == "" {
		return ""
	}
	return c.Pages + "/"
}

// linkSecret is a link of our own mails, also as programs that rewrite links write it.
var linkSecret = regexp.MustCompile(`(?i)[^\s<>"'()]*(?:/|%2f)(?:do|in)(?:/|%2f)([a-z2-7]{32})[^\s<>"'()]*`)

// WithoutLinks takes the links out of a text that only their reader may have: what is passed on must not let anybody
// act for somebody else.
func WithoutLinks(s string) string { return linkSecret.ReplaceAllString(s, "[…]") }

// WithoutPages takes the links of our mails and the addresses of our pages out of a text that goes to others.
func WithoutPages(c *Config, s string) string {
	s = WithoutLinks(s)
	if c.Pages == "" {
		return s
	}
	return regexp.MustCompile(`(?i)`+regexp.QuoteMeta(c.Pages)+`[^\s<>"'()]*`).ReplaceAllString(s, "[…]")
}

// LinkSecrets are the secrets of links that stand in a text, a few at most.
func LinkSecrets(s string) []string {
	const most = 20
	var out []string
	for _, m := range linkSecret.FindAllStringSubmatch(s, most) {
		if secret := strings.ToLower(m[1]); !slices.Contains(out, secret) {
			out = append(out, secret)
		}
	}
	return out
}

// HasLinks says whether there are any.
func HasLinks(s []byte) bool { return linkSecret.Match(s) }

// SignInLink is the address that signs somebody in.
func (c *Config) SignInLink(secret string) string { return c.Pages + pageSignIn + secret }

// signInWords name the words of the mail with a link that signs in.
const signInWords = "sign-in"

// SignInMail is the mail with the link that signs a colleague in, to their own address and nobody else's; one a minute
// at most. The link is drawn when the mail is written; it leads to the page.
func SignInMail(to PersonID, page string, at time.Time) Action {
	return ServiceMail(strings.Join([]string{signInWords, string(to), strconv.FormatInt(at.Unix()/60, 10)}, " "), to,
		ServiceDetail{Says: ServiceWords(signInWords, NumberArg(int(SignInLife.Minutes()))), Personal: Yes,
			Page: page})
}

// SignsIn says whether an action is such a mail.
func SignsIn(a Action) bool {
	d, ok := a.Detail.(ServiceDetail)
	return ok && d.Says.Code == signInWords
}
