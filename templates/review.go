package templates

// Review is the view of leads that are gone through: what a Today asks a rep to fill in, and what the mail of the week
// puts to a manager.
type Review struct {
	Topic   string // in few words, for the subject of the mail
	Title   string
	Lead    string
	Groups  []ReviewGroup
	Form    []string // lines to fill in
	Fill    Button   // opens a mail with them; empty: none
	Private string
}

// ReviewGroup is leads that have something in common.
type ReviewGroup struct {
	Title string // empty: there is one group only
	Lines []ReviewLine
	Rest  string // how many more there are
}

// ReviewLine is one lead.
type ReviewLine struct {
	ID   string
	Lead string // "Pat Kim (Globex)"
	Why  string
}
