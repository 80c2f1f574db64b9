package intake

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/mail"
)

// Fields in which mailing lists keep who wrote, where they put themselves into From; and fields that only a list
// writes.
var (
	authorFields = []string{"X-Original-From", "X-Original-Sender", "X-Google-Original-From", "Reply-To", "Cc"}
	listFields   = []string{"List-Id", "List-Post", "Mailing-List", "X-BeenThere"}
)

// viaList takes a mail that a mailing list has sent on in its own name for one in the name of the colleague whom it
// names as the writer. Anybody can write such fields, so that nothing is proved: the colleague is asked.
func (l *inbound) viaList() {
	p, ok := l.listAuthor(l.m)
	if !ok {
		return
	}
	l.through(p)
	l.u.Auth = mail.Auth{Result: "none"}
	l.doubt = handoff.Because("sender-unproved/list", handoff.AddressArg(l.list), handoff.PersonArg(p.ID))
}

// through makes a colleague the writer of a mail that a list has sent on.
func (l *inbound) through(p handoff.Person) {
	said := *l.m
	l.m, l.list = &said, l.m.From.Key()
	l.be(handoff.Who{Person: p.ID}, p)
}

// listAuthor is the colleague whom a mail of a list names as its writer.
func (l *inbound) listAuthor(m *mail.Message) (handoff.Person, bool) {
	_, known := l.c.ByEmail(m.From.Addr)
	listed := slices.ContainsFunc(listFields, func(f string) bool { return len(m.Header(f)) > 0 })
	if known || !listed || m.From.Addr == "" || l.c.Owns(m.From.Addr) {
		return handoff.Person{}, false
	}
	return l.namedAuthor(m)
}

// namedAuthor finds them by address, else by the name before "via".
func (l *inbound) namedAuthor(m *mail.Message) (handoff.Person, bool) {
	name, _, via := strings.Cut(m.From.Name, " via ")
	name = strings.Join(strings.Fields(strings.Trim(name, `'"`)), " ")
	for _, field := range authorFields {
		rewritten := via && (field == "Reply-To" || field == "Cc") // where a list without a field of its own keeps it
		if !rewritten && !strings.HasPrefix(field, "X-") {
			continue
		}
		var found []handoff.Person
		for _, value := range m.Header(field) {
			for _, a := range mail.Addresses(value) {
				p, ok := l.c.ByEmail(a)
				if ok && (!rewritten || strings.EqualFold(p.Name, name) || strings.EqualFold(p.First(), name)) {
					found = append(found, p)
				}
			}
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	if !via {
		return handoff.Person{}, false
	}
	var named []handoff.Person
	for _, p := range l.c.People {
		if strings.EqualFold(p.Name, name) {
			named = append(named, p)
		}
	}
	if len(named) != 1 {
		return handoff.Person{}, false
	}
	return named[0], true
}
