package templates

import "html/template"

// Today is the view of what is told to one person at the start of their hours.
type Today struct {
	Frame
	Topic    string // "Today: 2 meetings, 1 answer owed"
	Greeting string
	Lead     string
	Parts    []TodayPart // on the day of the mail of the week, above all lines
	Title    string      // of the lines, where there are parts
	Lines    []TodayLine
	Rest     []string // leads of which there was no room to tell more
	Usage    string   // an answer for example; empty: nothing is asked
	Page     Button   // leads to the same on a page; zero: there are no pages
	Private  string
}

// TodayPart is a part of the mail of the week, which has words of its own.
type TodayPart struct {
	Text string
	HTML template.HTML // made by a template of this package
}

// TodayLine is one numbered line.
type TodayLine struct {
	Number  string
	Title   string // "Was it held? Pat Kim (Globex)"
	Page    string // of the lead; empty: there are no pages
	Text    string
	Meeting Meeting // of today; zero: none shown
	Rows    []Row   // of the brief
	Taps    []Button
	Answers string // what the line can be answered with: "held, no-show, moved, cancelled"; empty: nothing is asked
}
