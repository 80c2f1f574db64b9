// Package render turns what is to be sent into bytes: an action and the handoff as it stands now into a mail by the
// templates, or into the event that a calendar server is to hold. It shows everybody only what they may see: thread and
// calendar mails are built from public things, and mails among colleagues are refused to anybody outside.
//
// It reads no clock and no store and decides nothing: whether a mail is still wanted was asked before, and equal input
// gives equal bytes.
package render

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// ErrRender is wrapped by every error of a Renderer.
var ErrRender = errors.New("render mail")

// Renderer turns actions into mails. It reads no clock: equal input gives equal bytes.
type Renderer struct {
	set        *templates.Set
	addressing string
	lately     *lately
}

// New prepares a renderer. addressing says how the thread token stands in Reply-To: handoff.AddressingPlus and so on.
func New(set *templates.Set, addressing string) *Renderer {
	return &Renderer{set: set, addressing: addressing, lately: &lately{}}
}

// Addressing says how the thread token stands in Reply-To.
func (r *Renderer) Addressing() string { return r.addressing }

// Mail is one mail ready to be sent to one recipient.
type Mail struct {
	From, To  string // envelope
	MessageID string // without angle brackets
	Raw       []byte
	// the end of the acceptance window that the mail promises, on the minute; zero if it promises none
	Told  time.Time
	Lines []handoff.TodayLine // of a Today: what its numbers stand for, the first is 1
	Links []handoff.PageLink  // what its links to pages say
}

// Render writes the mail of an action as the handoff stands now. source is the mail that a relay passes on or a
// question quotes, nil for all others.
//
// Thread and calendar mails are built from public things only; mails among colleagues are refused to anybody outside.
func (r *Renderer) Render(h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time,
	source *mail.Message) (Mail, error) {
	if a.Purpose == handoff.PurposeMeeting {
		return r.Today([]handoff.Handoff{h}, []handoff.Action{a}, c, now)
	}
	var out Mail
	var err error
	if a.Purpose == handoff.PurposeService {
		out, err = r.service(a, c, now)
	} else {
		p := r.page(h, a, c, now)
		p.source = source
		out, err = r.render(p, source)
	}
	if err != nil {
		return Mail{}, fmt.Errorf("%w %s: %w", ErrRender, a.Key(), err)
	}
	return out, nil
}

// page is a mail in the making that has its words from the templates.
func (r *Renderer) page(h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time) *page {
	p := newPage(r.set, h, a, c, now)
	p.back = r.tokenAddress(p)
	return p
}

func (r *Renderer) render(p *page, source *mail.Message) (Mail, error) {
	if p.a.To.Person == "" && !p.H.IsProspect(p.a.To.Address) {
		return Mail{}, fmt.Errorf("%s has no part in this handoff", p.a.To.Address)
	}
	to, err := r.Envelope(p.H, p.a, p.C)
	if err != nil {
		return Mail{}, err
	}
	d := mail.Draft{
		From: mail.Address{Name: p.senderName(), Addr: p.C.Address}, MessageID: handoff.MessageID(p.a, p.C),
		HandoffID: handoff.MailHash("mail", p.a.Key()), Date: p.Now.UTC(),
	}
	var view any
	var told time.Time
	template := string(p.a.Purpose)
	switch p.a.Purpose.Channel() {
	case handoff.ChannelThread:
		view, err = r.thread(p, &d, source)
		err = cmp.Or(p.Err, err)
	case handoff.ChannelCalendar:
		view, told, err = r.event(p, &d)
		err = cmp.Or(p.Err, err)
		if p.holdsBrief() {
			template = string(handoff.PurposeBrief)
		}
	case handoff.ChannelOwn, handoff.ChannelCopy:
		err = fmt.Errorf("an entry in a calendar is no mail")
	default:
		view, err = r.internal(p, &d)
	}
	if err != nil {
		return Mail{}, err
	}
	raw, err := r.compose(p, template, view, d)
	return Mail{From: p.C.Address, To: to, MessageID: d.MessageID, Raw: raw, Told: told, Links: p.pages}, err
}

// compose fills the template in and builds the message. A mail that the trial keeps back goes to the admin, marked.
func (r *Renderer) compose(p *page, template string, view any, d mail.Draft) ([]byte, error) {
	banner := p.trial(&d)
	logo := p.logo()
	view = signed(view, text.OneLine(p.C.Brand.Signature, text.ValueLimit), logo)
	filled, err := r.fill(template, withBanner(view, banner))
	if err != nil {
		return nil, err
	}
	if banner != "" {
		filled.Subject = p.Line("trial", "mark", templates.Trial{Subject: filled.Subject})
		filled.Text = banner + "\n\n" + filled.Text
	}
	if p.Err != nil {
		return nil, p.Err
	}
	d.Subject, d.Text = text.OneLine(filled.Subject, text.SubjectLimit), text.Visible(filled.Text)
	d.HTML = text.Visible(coloured(filled.HTML, p.C.Brand.Colour))
	d.Inline = append(d.Inline, p.inline(logo, d.HTML)...)
	return mail.Compose(d)
}

// thread is intro, proposal or relay.
func (r *Renderer) thread(p *page, d *mail.Draft, source *mail.Message) (templates.Thread, error) {
	d.References = append(p.ownThread(), handoff.ThreadRoot(*p.H, p.C))
	if p.a.Purpose == handoff.PurposeRelay {
		return r.relay(p, d, source)
	}
	if n := len(d.References); n > 1 {
		d.InReplyTo = d.References[n-2]
	}
	if p.a.Purpose == handoff.PurposeProposal {
		return r.proposal(p, d)
	}
	return r.intro(p, d)
}

// event is a mail about the event, to exactly one attendee: where it holds the brief, a letter, whose answers are among
// colleagues.
func (r *Renderer) event(p *page, d *mail.Draft) (any, time.Time, error) {
	d.To = []mail.Address{p.recipient()}
	d.References = []string{p.root("event")}
	told := p.promised()
	view, m := p.eventMail(told)
	if view.ForRep && p.a.Purpose != handoff.PurposeCancel {
		view.Reach = p.reach()
	}
	data, err := ics.Encode(m)
	if err != nil {
		return view, told, err
	}
	d.Calendar = &mail.Calendar{Method: m.Method, Data: data}
	if !p.holdsBrief() {
		return view, told, nil
	}
	if p.a.Token != "" {
		d.ReplyTo = []mail.Address{{Name: p.C.Name, Addr: handoff.WithToken(p.C.Address, p.a.Token, r.addressing)}}
	}
	l := p.offer(view)
	l.Reach = view.Reach
	return r.coded(p, l), told, nil
}

// internal is a mail to one colleague, with a reply address that nobody else gets. The brief is part of the offer and
// stands for a person; all others are a machine's.
func (r *Renderer) internal(p *page, d *mail.Draft) (templates.Letter, error) {
	if p.a.To.Person == "" {
		return templates.Letter{}, fmt.Errorf("a mail among colleagues may not go to %s", p.a.To.Address)
	}
	d.To = []mail.Address{p.recipient()}
	d.ReplyTo = []mail.Address{{Name: p.C.Name, Addr: handoff.WithToken(p.C.Address, p.a.Token, r.addressing)}}
	d.References = []string{p.root("person")}
	if id := strings.Trim(p.a.Answers, "<>"); isMessageID(id) {
		d.InReplyTo, d.References = id, append(d.References, id)
	}
	d.Auto = p.a.Purpose != handoff.PurposeBrief
	l := p.letter()
	if p.a.Purpose == handoff.PurposeBrief && p.a.Assignment > 1 { // who has no copy of the introduction
		l.Reach = p.reach()
	}
	if p.quotes() {
		d.Original = p.original(p.source)
	}
	return r.coded(p, l), p.Err
}

// Digest writes several escalations to one manager as one mail. hs and as belong together by index and have one
// recipient.
func (r *Renderer) Digest(hs []handoff.Handoff, as []handoff.Action, c *handoff.Config, now time.Time) (Mail, error) {
	if len(hs) == 0 || len(hs) != len(as) {
		return Mail{}, fmt.Errorf("%w: a digest of %d handoffs and %d actions", ErrRender, len(hs), len(as))
	}
	if len(hs) == 1 {
		return r.Render(hs[0], as[0], c, now, nil)
	}
	var keys []string
	var pages []*page
	for i, a := range as {
		if a.To != as[0].To || a.To.Person == "" {
			return Mail{}, fmt.Errorf("%w: a digest for %s may not hold a mail to %s", ErrRender, as[0].To, a.To)
		}
		keys = append(keys, a.Key())
		pages = append(pages, r.page(hs[i], a, c, now))
	}
	slices.SortStableFunc(pages, func(a, b *page) int { return a.H.Next.At.Compare(b.H.Next.At) })
	p, key := pages[0], handoff.MailHash("digest", strings.Join(keys, "\n"))
	out, err := r.digest(p, pages, key)
	if err != nil {
		return Mail{}, fmt.Errorf("%w: digest for %s: %w", ErrRender, as[0].To, err)
	}
	return out, nil
}

func (r *Renderer) digest(p *page, pages []*page, key string) (Mail, error) {
	to, err := r.Envelope(p.H, p.a, p.C)
	if err != nil {
		return Mail{}, err
	}
	d := mail.Draft{
		From: mail.Address{Name: p.C.Name, Addr: p.C.Address}, To: []mail.Address{p.recipient()}, Date: p.Now.UTC(),
		Auto:      true,
		MessageID: key + "@" + text.Domain(p.C.Address), HandoffID: key,
		References: []string{handoff.MailHash("digests", string(p.a.To.Person)) + "@" + text.Domain(p.C.Address)},
	}
	view := digestView(pages)
	for _, p := range pages {
		if p.Err != nil {
			return Mail{}, p.Err
		}
	}
	raw, err := r.compose(p, "digest", view, d)
	return Mail{From: p.C.Address, To: to, MessageID: d.MessageID, Raw: raw}, err
}

// withBanner puts the banner into the frame of a view.
func withBanner(view any, banner string) any {
	switch v := view.(type) {
	case templates.Thread:
		v.Banner = banner
		return v
	case templates.Event:
		v.Banner = banner
		return v
	case templates.Letter:
		v.Banner = banner
		return v
	case templates.Digest:
		v.Banner = banner
		return v
	case templates.Today:
		v.Banner = banner
		return v
	}
	return view
}

// organizer is the handoff address in its part as ORGANIZER.
func (p *page) organizer() calendar.Attendee {
	return calendar.Attendee{Address: p.C.Address, Name: p.senderName()}
}
