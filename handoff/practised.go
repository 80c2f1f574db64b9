package handoff

// PracticeMark stands in brackets where mails about a real lead have its id: in the subject of every mail about the
// practice lead, of the answers to them, and of those that their buttons open.
const PracticeMark = "practice"

// practiceWords are the words of mails about the practice lead.
const practiceWords = "practice"

// PracticeLead is what a line of such a mail says when the lead begins: the rules belong below.
const PracticeLead Code = "practice-lead"

// PracticeMail is a mail about the practice lead, the n-th to its reader, which answers one of theirs or begins it.
func PracticeMail(key string, to PersonID, n int, lines []Reason) Action {
	return ServiceMail(key, to, ServiceDetail{Says: ServiceWords(practiceWords, NumberArg(n)), Lines: lines,
		Personal: Yes})
}

// Practises says whether an action is such a mail.
func Practises(a Action) bool {
	d, ok := a.Detail.(ServiceDetail)
	return ok && d.Says.Code == practiceWords
}
