package view

import (
	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Name is how mails call a colleague.
func (v *View) Name(id handoff.PersonID) string {
	if id == "" {
		return "nobody"
	}
	return text.OneLine(v.C.Person(id).Name, text.NameLimit)
}

// Who is the colleague's name, or "you" if they are reading.
func (v *View) Who(id handoff.PersonID) string {
	if id != "" && id == v.Reader.ID {
		return "you"
	}
	return v.Name(id)
}

// Does is who with a verb that fits: "you answer", "Rita Vance answers".
func (v *View) Does(id handoff.PersonID, you, others string) string {
	if v.Who(id) == "you" {
		return "you " + you
	}
	return v.Name(id) + " " + others
}

// Prospect is how mails call the main contact; a word that fits any sentence if nobody is known.
func (v *View) Prospect() string {
	if c := v.H.Prospect(); c.Address != "" || c.Name != "" {
		return ContactName(c)
	}
	return "the prospect"
}

// ContactName is how mails call somebody of the prospect's side.
func ContactName(c handoff.Contact) string { return text.OneLine(c.Label(), text.NameLimit) }

// Lead names the case for colleagues: "Pat Kim (Globex)".
func (v *View) Lead() string {
	name := v.Prospect()
	if v.H.Prospect().Address == "" {
		name = "brief without a contact"
		if s := text.OneLine(v.H.Subject, text.NameLimit); s != "" {
			name = "“" + s + "”"
		}
	}
	if company := text.OneLine(v.H.Brief["company"], text.NameLimit); company != "" {
		name += " (" + company + ")"
	}
	return name
}

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
