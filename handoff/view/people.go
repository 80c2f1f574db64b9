package view

import (
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Name is how mails call a colleague.
func (v *View) Name(id handoff.PersonID) string {
	if id == "" {
		return v.Line("people", "nobody", templates.People{})
	}
	return text.OneLine(v.C.Person(id).Name, text.NameLimit)
}

// Person is a colleague as mails speak of them.
func (v *View) Person(id handoff.PersonID) templates.Person {
	return templates.Person{Name: v.Name(id), You: id != "" && id == v.Reader.ID}
}

// Prospect is how mails call the main contact; a word that fits any sentence if nobody is known.
func (v *View) Prospect() string {
	if c := v.H.Prospect(); c.Address != "" || c.Name != "" {
		return ContactName(c)
	}
	if handoff.Erased(v.H) {
		return v.Line("people", "erased/prospect", templates.People{})
	}
	return v.Line("people", "prospect", templates.People{})
}

// ContactName is how mails call somebody of the prospect's side.
func ContactName(c handoff.Contact) string { return text.OneLine(c.Label(), text.NameLimit) }

// Lead names the case for colleagues: "Pat Kim (Globex)".
func (v *View) Lead() string { return v.marked(v.lead()) }

// marked puts the mark of a top account before the name of a lead.
func (v *View) marked(lead string) string {
	if !handoff.TopAccount(v.H, v.C) {
		return lead
	}
	return v.Line("people", "top", templates.People{Name: lead})
}

func (v *View) lead() string {
	if handoff.Erased(v.H) {
		return v.Line("people", "erased", templates.People{})
	}
	w := templates.People{Name: v.Prospect(), Subject: text.OneLine(v.H.Subject, text.NameLimit),
		Company: text.OneLine(v.H.Brief["company"], text.NameLimit)}
	switch nobody := v.H.Prospect().Address == ""; {
	case nobody && w.Subject != "":
		w.Name = v.Line("people", "brief/subject", w)
	case nobody:
		w.Name = v.Line("people", "brief", w)
	}
	if w.Company == "" {
		return w.Name
	}
	return v.Line("people", "lead", w)
}

// Case is the same as a title: "Pat Kim, Globex".
func (v *View) Case() string {
	company := text.OneLine(v.H.Brief["company"], text.NameLimit)
	if company == "" || v.H.Prospect().Address == "" {
		return v.Lead()
	}
	return v.marked(v.Line("people", "case", templates.People{Name: v.Prospect(), Company: company}))
}

// prospectFirst is how the main contact is called in short; empty where no first name is known.
func (v *View) prospectFirst() string { return FirstName(v.H.Prospect().Name) }

// PublicName is a colleague as people outside may know them; empty for somebody not in the roster, whose name is an
// internal id.
func (v *View) PublicName(id handoff.PersonID) string {
	if who := v.C.Person(id); !who.Gone {
		return text.OneLine(who.Name, text.NameLimit)
	}
	return ""
}

// manager is whose decision is asked first.
func (v *View) manager() handoff.PersonID { return v.H.Manager(v.C) }

// qualifier is whoever answers for the lead on that side.
func (v *View) qualifier() handoff.PersonID {
	id, _ := v.H.ActingQualifier(v.C)
	return id
}
