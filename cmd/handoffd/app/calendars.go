package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	googleauth "golang.org/x/oauth2/google"
	"golang.org/x/oauth2/microsoft"

	"handoffd/calendar"
	"handoffd/calendar/caldav"
	"handoffd/calendar/feed"
	"handoffd/calendar/google"
	"handoffd/calendar/graph"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/handoff/vitals"
	"handoffd/mail/oauth"
)

// CalendarServer is a calendar server as handoffd uses it: for the events of a handoff address, or to see when people
// are busy.
type CalendarServer interface {
	calendar.Reader
	calendar.Checker
}

// Calendars are the calendar servers that a config names, connected to nothing yet.
type Calendars struct {
	config  *config.Config
	logins  *Logins
	http    *http.Client              // nil: each its own
	Agendas map[string]CalendarServer // by handoff address; none: mailed
	Diaries map[handoff.PersonID][]CalendarServer
}

// openCalendars makes ready what the config names; without a client each server has its own.
func openCalendars(c *config.Config, logins *Logins, client *http.Client) (*Calendars, error) {
	cs := &Calendars{config: c, logins: logins, http: client, Agendas: map[string]CalendarServer{},
		Diaries: map[handoff.PersonID][]CalendarServer{}}
	for address, a := range c.Agendas {
		s, err := cs.agenda(address, a)
		if err != nil {
			return nil, fmt.Errorf("calendar of %s: %w", address, err)
		}
		if s != nil {
			cs.Agendas[address] = s
		}
	}
	for id, list := range c.Diaries {
		for _, d := range list {
			s, err := cs.diary(c.Domain.Person(id), d)
			if err != nil {
				return nil, fmt.Errorf("calendar %q of %s: %w", d.Name, id, err)
			}
			cs.Diaries[id] = append(cs.Diaries[id], s)
		}
	}
	return cs, nil
}

// agenda opens the calendar of a handoff address; nil where events are mailed only.
func (cs *Calendars) agenda(address string, a config.Agenda) (CalendarServer, error) {
	switch a.Provider {
	case config.ProviderGoogle:
		return cs.google(address, a)
	case config.ProviderGraph:
		return cs.graph(address, a)
	case config.ProviderCalDAV:
		return cs.caldav(a.CalDAV, []string{address}, cs.config.Domain.Person(cs.config.Domain.Admin).Location())
	}
	return nil, nil
}

// diary opens one source of a person. Google and Microsoft are asked by the account of the handoff address.
func (cs *Calendars) diary(p handoff.Person, d config.DiarySource) (CalendarServer, error) {
	switch d.Kind {
	case config.KindFeed:
		address, err := d.Address()
		if err != nil {
			return nil, err
		}
		return feed.New(feed.Options{Sources: map[string]feed.Source{p.Email(): {URL: address, Self: p.Emails,
			Zone: p.Location()}}, Private: d.Private})
	case config.ProviderCalDAV:
		return cs.caldav(d.CalDAV, p.Emails, p.Location())
	}
	address := cs.config.AddressOfRep(p.ID)
	if s, ok := cs.Agendas[address]; ok && cs.config.Agendas[address].Provider == d.Kind {
		return s, nil
	}
	return nil, fmt.Errorf("a calendar at %s is read by the account of the handoff address: write provider = %q in "+
		"[calendar]", d.Kind, d.Kind)
}

func (cs *Calendars) caldav(c config.Collection, self []string, zone *time.Location) (CalendarServer, error) {
	o := caldav.Options{URL: c.URL, Calendar: c.Name, Username: c.Username, Self: self, Zone: zone, Client: cs.http}
	if c.Username != "" {
		o.Password = func(context.Context) (string, error) { return c.Password.Read() }
	}
	return caldav.New(o)
}

// maxKey bounds the file of a service account's key, in bytes.
const maxKey = 64 << 10

func (cs *Calendars) google(address string, a config.Agenda) (CalendarServer, error) {
	o := google.Options{Organizer: address, Conference: a.Conference, Delegated: a.KeyFile != ""}
	if cs.http != nil {
		o.Transport = cs.http.Transport
	}
	if a.KeyFile == "" {
		source := cs.consented(address, oauth.NameGoogle, a)
		o.Tokens = func(string) (oauth2.TokenSource, error) { return source, nil }
		return google.New(o)
	}
	o.AutoReply = true
	o.Tokens = func(subject string) (oauth2.TokenSource, error) {
		key, err := os.ReadFile(a.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("read the key of the service account: %w", err)
		}
		if len(key) > maxKey {
			return nil, fmt.Errorf("read the key of the service account: %s is no key", a.KeyFile)
		}
		conf, err := googleauth.JWTConfigFromJSON(key, append(google.Scopes, google.AutoReplyScope)...)
		if err != nil {
			return nil, fmt.Errorf("read the key of the service account in %s: it is not the JSON file that Google gave; make "+
				"a new key", a.KeyFile)
		}
		conf.Subject = subject
		return conf.TokenSource(cs.context()), nil
	}
	return google.New(o)
}

func (cs *Calendars) graph(address string, a config.Agenda) (CalendarServer, error) {
	o := graph.Options{Mailbox: address, Conference: a.Conference, Client: cs.http, Zone: cs.zone,
		Comment: "This invitation is withdrawn."}
	if a.Secret == (config.Password{}) {
		o.Person, o.Token = true, cs.consented(address, oauth.NameMicrosoft, a)
		return graph.New(o)
	}
	o.Token = oauth2.ReuseTokenSource(nil, applicationTokens{cs, a})
	return graph.New(o)
}

// applicationTokens log the application itself in, with the secret as it is at that time.
type applicationTokens struct {
	cs *Calendars
	a  config.Agenda
}

// Token implements oauth2.TokenSource.
func (t applicationTokens) Token() (*oauth2.Token, error) {
	secret, err := t.a.Secret.Read()
	if err != nil {
		return nil, fmt.Errorf("client secret: %w", err)
	}
	conf := clientcredentials.Config{ClientID: t.a.ClientID, ClientSecret: secret,
		TokenURL: microsoft.AzureADEndpoint(url.PathEscape(t.a.Tenant)).TokenURL,
		Scopes:   []string{"https://graph.microsoft.com/.default"}}
	return conf.Token(t.cs.context())
}

func (cs *Calendars) context() context.Context {
	if cs.http == nil {
		return context.Background()
	}
	return context.WithValue(context.Background(), oauth2.HTTPClient, cs.http)
}

// CalendarLogin is under which name the credential of a calendar is sealed: apart from that of the mailbox, whose
// consent is for mail.
func CalendarLogin(address string) string { return "calendar of " + address }

// consented hands out the tokens that somebody consented to.
func (cs *Calendars) consented(address, provider string, a config.Agenda) consentTokens {
	login := config.OAuth{Provider: provider, ClientID: a.ClientID, Secret: a.Secret, Tenant: a.Tenant}
	return consentTokens{cs.logins.Of(CalendarLogin(address), login)}
}

// Consent tries the login of a calendar to which somebody has to consent.
func (cs *Calendars) Consent(address string) error {
	a := cs.config.Agendas[address]
	provider := ""
	switch {
	case a.Provider == config.ProviderGoogle && a.KeyFile == "":
		provider = oauth.NameGoogle
	case a.Provider == config.ProviderGraph && a.Secret == (config.Password{}):
		provider = oauth.NameMicrosoft
	default:
		return nil
	}
	_, err := cs.consented(address, provider, a).Token()
	return err
}

// consentTokens are the access tokens of an oauth.Source, as calendars take them.
type consentTokens struct{ source *oauth.Source }

// tokenWait bounds the wait for an access token.
const tokenWait = 30 * time.Second

// Token implements oauth2.TokenSource.
func (t consentTokens) Token() (*oauth2.Token, error) {
	ctx, cancel := context.WithTimeout(context.Background(), tokenWait)
	defer cancel()
	_, token, err := t.source.Token(ctx)
	if err != nil {
		return nil, err
	}
	return &oauth2.Token{AccessToken: token, TokenType: "Bearer"}, nil
}

// zone is in which zone a person's all-day entries are days.
func (cs *Calendars) zone(owner string) *time.Location {
	if p, ok := cs.config.Domain.ByEmail(owner); ok {
		return p.Location()
	}
	return nil
}

// options tells the engine of the calendars.
func (cs *Calendars) options(o *engine.Options, st *store.Store, w *vitals.Watch) {
	o.Organizers, o.Owns = map[string]engine.Organizer{}, map[handoff.PersonID]outbox.Calendar{}
	for address, s := range cs.Agendas {
		if p, ok := s.(calendar.Provider); ok {
			name := cs.config.Agendas[address].Provider
			at := outbox.Calendar{Name: name, Carrier: adapter.Calendar(p), Mails: name == config.ProviderCalDAV}
			o.Organizers[address] = engine.Organizer{Calendar: at, Reader: w.Calendar(address, p)}
		}
	}
	d := &desk.BusySources{Of: map[handoff.PersonID][]desk.BusySource{}, Store: st, Now: o.Now}
	for id, list := range cs.config.Diaries {
		p := cs.config.Domain.Person(id)
		for i, source := range list {
			s := cs.Diaries[id][i]
			d.Of[id] = append(d.Of[id], desk.BusySource{Name: source.Name, Reader: w.Diary(id, source.Name, s),
				Owner: p.Email()})
			if w, ok := s.(calendar.Provider); ok && source.Blocks {
				own := outbox.Calendar{Name: source.Name, Carrier: adapter.Calendar(w)}
				if source.Kind != config.ProviderCalDAV {
					own.ID = p.Email()
				}
				o.Owns[id] = own
			}
		}
	}
	if len(d.Of) > 0 {
		o.Calendars = d
	}
}
