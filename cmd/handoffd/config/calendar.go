package config

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"handoffd/handoff"
)

// fileCalendar is where the events of a handoff address live, as it is written.
type fileCalendar struct {
	Provider         string `toml:"provider"`
	Conference       bool   `toml:"conference"`
	Blocks           bool   `toml:"blocks"`
	KeyFile          string `toml:"key_file"`
	Tenant           string `toml:"tenant"`
	ClientID         string `toml:"client_id"`
	ClientSecretFile string `toml:"client_secret_file"`
	ClientSecretEnv  string `toml:"client_secret_env"`
	PushURL          string `toml:"push_url"`
	PushListen       string `toml:"push_listen"`
	fileCalDAV
}

// fileCalDAV is a collection on a CalDAV server, as it is written.
type fileCalDAV struct {
	URL          string `toml:"url"`
	Name         string `toml:"name"`
	Username     string `toml:"username"`
	PasswordFile string `toml:"password_file"`
	PasswordEnv  string `toml:"password_env"`
}

// fileDiary is one source that says when a person is busy, as it is written.
type fileDiary struct {
	Kind    string `toml:"kind"`
	Blocks  bool   `toml:"blocks"`
	Private bool   `toml:"private"`
	URLFile string `toml:"url_file"`
	URLEnv  string `toml:"url_env"`
	fileCalDAV
}

// Names of calendar providers and kinds of sources.
const (
	ProviderIMIP   = "imip"
	ProviderGoogle = "google"
	ProviderGraph  = "graph"
	ProviderCalDAV = "caldav"
	KindFeed       = "feed"
)

// Agenda is where the events of a handoff address live.
type Agenda struct {
	Provider   string // "imip": handoffd mails them
	Conference bool   // events without a place get a Google Meet link or a Teams meeting
	Blocks     bool   // time for preparation is written into the calendars of the reps
	KeyFile    string // google: key of a service account with domain-wide delegation; empty: somebody consents
	Tenant     string // graph
	ClientID   string // of the application; empty: the one that authorize was given
	Secret     Password
	CalDAV     Collection
	PushURL    string // google: public https address that is called when the calendar changes; empty: it is polled only
	PushListen string // google: where those calls arrive on this machine, host:port
}

// Collection is a calendar on a CalDAV server.
type Collection struct {
	URL      string
	Name     string // of the calendar; empty: there is only one
	Username string
	Password Password
}

// DiarySource is one source that says when a person is busy.
type DiarySource struct {
	Name    string   // "feed", "caldav 2": as mails and logs call it
	Kind    string   // ProviderGoogle, ProviderGraph, ProviderCalDAV or KindFeed
	Blocks  bool     // caldav: time for preparation is written there
	Private bool     // feed: it may be in a private network
	URL     Password // feed: where its address is kept, which is a secret
	CalDAV  Collection
}

// agenda checks the calendar of one handoff address.
func (f *faults) agenda(table string, raw fileCalendar) Agenda {
	a := Agenda{Provider: f.text(table+".provider", raw.Provider, ProviderIMIP), Conference: raw.Conference,
		Blocks: raw.Blocks}
	known := []string{ProviderIMIP, ProviderGoogle, ProviderGraph, ProviderCalDAV}
	if !slices.Contains(known, a.Provider) {
		f.errorf(table+".provider", "calendar provider %s is not supported; %s", Quoted(a.Provider), Meant(a.Provider, known))
		return a
	}
	f.fits(table, a.Provider)
	switch a.Provider {
	case ProviderGoogle:
		a.KeyFile = below(f.file, f.text(table+".key_file", raw.KeyFile, ""))
		a.ClientID, a.Secret = f.application(table, raw)
		a.PushURL, a.PushListen = f.push(table, raw)
		if a.Blocks && a.KeyFile == "" {
			f.errorf(table+".blocks",
				"without key_file nobody else's calendar may be written; give the key of a service account with domain-wide "+
					"delegation, or remove the line")
		}
	case ProviderGraph:
		a.Tenant = f.text(table+".tenant", raw.Tenant, "")
		a.ClientID, a.Secret = f.application(table, raw)
		if a.Secret != (Password{}) && (a.Tenant == "" || a.ClientID == "") {
			f.errorf(table+".provider",
				"an application logs in with tenant, client_id and its secret; write all of them, or leave the secret out and "+
					"let somebody consent")
		}
	case ProviderCalDAV:
		a.CalDAV = f.collection(table, raw.fileCalDAV)
	}
	return a
}

// calendarKeys are the keys that each provider takes beside provider.
var calendarKeys = map[string][]string{
	ProviderIMIP: {},
	ProviderGoogle: {"conference", "blocks", "key_file", "client_id", "client_secret_file", "client_secret_env",
		"push_url", "push_listen"},
	ProviderGraph:  {"conference", "blocks", "tenant", "client_id", "client_secret_file", "client_secret_env"},
	ProviderCalDAV: {"url", "name", "username", "password_file", "password_env"},
}

// fits finds keys that mean nothing to the provider.
func (f *faults) fits(table, provider string) {
	for _, key := range []string{"conference", "blocks", "key_file", "push_url", "push_listen", "tenant", "client_id",
		"client_secret_file", "client_secret_env", "url", "name", "username", "password_file", "password_env"} {
		if f.index.has(table+"."+key) && !slices.Contains(calendarKeys[provider], key) {
			f.keyErrorf(table+"."+key, "%s means nothing to the calendar provider %q; remove the line", key, provider)
		}
	}
}

// push checks where Google may call: from outside by https, and where a proxy hands those calls on.
func (f *faults) push(table string, raw fileCalendar) (public, listen string) {
	public, listen = f.text(table+".push_url", raw.PushURL, ""), f.text(table+".push_listen", raw.PushListen, "")
	if public == "" && listen == "" {
		return "", ""
	}
	u, err := url.Parse(public)
	switch host, port, split := net.SplitHostPort(listen); {
	case public == "" || err != nil || u.Scheme != "https" || u.Host == "":
		f.errorf(table+".push_url",
			"%s is no public https address; write the one that Google is to call, such as "+
				"\"https://handoff.acme.example/calendar\"", Quoted(public))
	case split != nil || host == "" || port == "":
		f.errorf(table+".push_listen",
			"%s is not host:port; write where your web server hands the calls of push_url on, such as \"127.0.0.1:8090\"",
			Quoted(listen))
	}
	return public, listen
}

func (f *faults) application(table string, raw fileCalendar) (string, Password) {
	return f.text(table+".client_id", raw.ClientID, ""),
		f.clientSecret(table, fileOAuth{ClientSecretFile: raw.ClientSecretFile, ClientSecretEnv: raw.ClientSecretEnv})
}

// collection checks a calendar on a CalDAV server.
func (f *faults) collection(table string, raw fileCalDAV) Collection {
	c := Collection{URL: f.text(table+".url", raw.URL, ""), Name: f.text(table+".name", raw.Name, ""),
		Username: f.text(table+".username", raw.Username, "")}
	u, err := url.Parse(c.URL)
	switch {
	case c.URL == "":
		f.errorf(table+".url", "url is missing; write the address of the CalDAV server or of the calendar, such as "+
			"\"https://dav.acme.example/\"")
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		f.errorf(table+".url", "%s is not an address of a CalDAV server; write it like \"https://dav.acme.example/\"",
			Quoted(c.URL))
	case u.User != nil:
		f.errorf(table+".url", "the url holds a login; write username, and password_file or password_env")
	case u.Scheme == "http" && !Loopback(u.Host) && !Loopback(u.Hostname()+":0"):
		f.errorf(table+".url", "%s would send the password in clear; use https", Quoted(c.URL))
	}
	file, env := f.index.has(table+".password_file"), f.index.has(table+".password_env")
	switch {
	case file && env:
		f.errorf(table+".password_env", "password_file and password_env are both given; remove one of them")
	case c.Username == "" && (file || env):
		f.errorf(table, "a password without username; write username")
	case c.Username != "" && !file && !env:
		f.errorf(table+".username", "a username and no password; add password_file = \"FILE\" or password_env = \"NAME\"")
	case env && !envPattern.MatchString(raw.PasswordEnv):
		f.errorf(table+".password_env",
			"password_env is not the name of an environment variable; write a name such as RITA_CALENDAR, not the "+
				"password itself")
	}
	c.Password = Password{File: below(f.file, f.text(table+".password_file", raw.PasswordFile, "")), Env: raw.PasswordEnv}
	return c
}

// diaries checks the sources that say when people are busy. Reps whose handoff address has a calendar at Google or
// Microsoft are read there, unless the config names sources of their own or, with an empty list, none.
func (f *faults) diaries(c *Config, raw []filePerson) map[handoff.PersonID][]DiarySource {
	out := map[handoff.PersonID][]DiarySource{}
	for i, r := range raw {
		path, id := joinPath("person", i), handoff.PersonID(r.ID)
		if f.index.has(path + ".calendars") {
			for j, d := range r.Calendars {
				at := joinPath(path+".calendars", j)
				if p := c.agendaOfRep(id).Provider; (d.Kind == ProviderGoogle || d.Kind == ProviderGraph) && d.Kind != p {
					f.errorf(at+".kind", "a calendar at %s is read by the account of the handoff address, whose provider is %q; "+
						"write provider = %q in [calendar]", d.Kind, p, d.Kind)
				}
				out[id] = append(out[id], f.diary(at, d, out[id]))
			}
			continue
		}
		if a := c.agendaOfRep(id); a.Provider == ProviderGoogle || a.Provider == ProviderGraph {
			out[id] = []DiarySource{{Name: a.Provider, Kind: a.Provider, Blocks: a.Blocks}}
		}
	}
	for id, list := range out {
		p, ok := c.Domain.People[id]
		if !ok {
			continue
		}
		for _, d := range list {
			p.Calendars = append(p.Calendars, d.Name)
			p.Blocks = p.Blocks || d.Blocks
		}
		c.Domain.People[id] = p
	}
	return out
}

// agendaOfRep is the calendar of the handoff address that the person takes leads from.
func (c *Config) agendaOfRep(id handoff.PersonID) Agenda {
	if a, ok := c.Agendas[c.AddressOfRep(id)]; ok {
		return a
	}
	return Agenda{Provider: ProviderIMIP}
}

// AddressOfRep is the handoff address of the first team that the person is a rep of, else a manager of; "" for anybody
// else.
func (c *Config) AddressOfRep(id handoff.PersonID) string {
	for _, role := range []handoff.Role{handoff.RoleRep, handoff.RoleManager} {
		if t, ok := c.Domain.TeamOf(id, role); ok {
			return c.Domain.Of(t.Name).Address
		}
	}
	return ""
}

// diary checks one source of a person.
func (f *faults) diary(path string, raw fileDiary, before []DiarySource) DiarySource {
	d := DiarySource{Kind: raw.Kind, Blocks: raw.Blocks, Private: raw.Private}
	kinds := []string{KindFeed, ProviderCalDAV, ProviderGoogle, ProviderGraph}
	switch {
	case !slices.Contains(kinds, raw.Kind):
		f.errorf(path+".kind", "kind %s of calendar is unknown; %s", Quoted(raw.Kind), Meant(raw.Kind, kinds))
	case raw.Kind == KindFeed:
		file, env := f.index.has(path+".url_file"), f.index.has(path+".url_env")
		switch {
		case f.index.has(path + ".url"):
			f.errorf(path+".url", "whoever knows the address of a feed can read it: write it to a file and give url_file, or "+
				"give url_env")
		case file == env:
			f.errorf(path+".kind", "a feed needs its address: write it to a file and give url_file, or give url_env, one "+
				"of them")
		case env && !envPattern.MatchString(raw.URLEnv):
			f.errorf(path+".url_env",
				"url_env is not the name of an environment variable; write a name such as RITA_FEED, not the address itself")
		}
		d.URL = Password{File: below(f.file, f.text(path+".url_file", raw.URLFile, "")), Env: raw.URLEnv}
	case raw.Kind == ProviderCalDAV:
		d.CalDAV = f.collection(path, raw.fileCalDAV)
	}
	if raw.Blocks && raw.Kind == KindFeed {
		f.errorf(path+".blocks", "a feed can only be read; remove the line")
	}
	same := 1
	for _, o := range before {
		if o.Kind == d.Kind {
			same++
		}
	}
	if d.Name = d.Kind; same > 1 {
		d.Name += " " + string(rune('0'+min(same, 9)))
	}
	return d
}

// agendas checks the calendars of all handoff addresses; one of a further mailbox that says nothing is that of the
// first.
func (f *faults) agendas(c *Config, raw configFile) map[string]Agenda {
	first := f.agenda("calendar", raw.Calendar)
	out := map[string]Agenda{c.Domain.Address: first}
	for i, m := range raw.Mailbox {
		path, address := joinPath("mailbox", i)+".calendar", c.Domain.Others[i].Address
		switch {
		case f.index.has(path):
			out[address] = f.agenda(path, m.Calendar)
		case first.Provider == ProviderCalDAV:
			f.errorf(joinPath("mailbox", i),
				"this handoff address has no calendar of its own; add calendar = { provider = … }, the one of [calendar] "+
					"belongs to %s", Quoted(c.Domain.Address))
		default:
			out[address] = first
		}
	}
	return out
}

// Hosted says whether any handoff address has its events on a server.
func (c *Config) Hosted() bool {
	for _, a := range c.Agendas {
		if a.Provider != ProviderIMIP {
			return true
		}
	}
	return false
}

// Address reads where a feed is.
func (d DiarySource) Address() (string, error) {
	text, err := d.URL.Read()
	return strings.TrimSpace(text), err
}

// events says who keeps the events of the handoff address, as the domain has to know.
func (a Agenda) events() handoff.EventsIn {
	switch a.Provider {
	case ProviderGoogle, ProviderGraph:
		return handoff.EventsHosted
	case ProviderCalDAV:
		return handoff.EventsCopied
	}
	return handoff.EventsMailed
}
