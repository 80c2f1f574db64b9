package handoff

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"handoffd/calendar"
)

// Detail is what a mail or entry needs beside the handoff: a struct for each purpose, of which a case fills what it
// tells. Purposes without one need nothing. It is stored as one object of texts.
type Detail interface{ purpose() Purpose }

// IntroDetail belongs to a PurposeIntro.
type IntroDetail struct {
	Instead PersonID `json:"instead,omitempty"` // whom the prospect was told to meet before
}

// RelayDetail belongs to a PurposeRelay.
type RelayDetail struct {
	Address  string `json:"address,omitempty"` // of an outsider who wrote
	Mail     string `json:"mail,omitempty"`    // Message-ID of what is passed on
	Name     string `json:"name,omitempty"`
	Verified YesNo  `json:"verified,omitempty"`
	Maybe    YesNo  `json:"maybe,omitempty"` // a machine may have written it
}

// ProposalDetail belongs to a PurposeProposal.
type ProposalDetail struct {
	Asked time.Time `json:"asked,omitzero"` // the time that could not be had
	End   time.Time `json:"end,omitzero"`
	Start time.Time `json:"start,omitzero"`
	Until time.Time `json:"until,omitzero"`  // when the answer is due
	Words string    `json:"words,omitempty"` // names those of a touch
}

// CopyDetail belongs to a PurposeCopy.
type CopyDetail struct {
	Answer calendar.PartStat `json:"answer,omitempty"`
}

// BlockDetail belongs to a PurposeBlock.
type BlockDetail struct {
	End   time.Time `json:"end,omitzero"`
	Start time.Time `json:"start,omitzero"`
}

// CaseDetail is what decided that a case goes to somebody: of a PurposeEscalation, and of the receipt for the same.
type CaseDetail struct {
	Note string    `json:"note,omitempty"` // of a dispute
	Reps Sentences `json:"reps,omitempty"` // what the rotation thought of each rep
}

func (c CaseDetail) empty() bool { return c.Note == "" && len(c.Reps) == 0 }

func (c CaseDetail) escalation() Detail {
	if c.empty() {
		return nil
	}
	return EscalationDetail{c}
}

func (c CaseDetail) receipt() Detail {
	if c.empty() {
		return nil
	}
	return ReceiptDetail{c}
}

// EscalationDetail belongs to a PurposeEscalation.
type EscalationDetail struct{ CaseDetail }

// ReceiptDetail belongs to a PurposeReceipt.
type ReceiptDetail struct{ CaseDetail }

// QuestionDetail belongs to a PurposeQuestion.
type QuestionDetail struct {
	Address  string    `json:"address,omitempty"` // that was not expected
	Answer   string    `json:"answer,omitempty"`  // to the invitation
	Comment  string    `json:"comment,omitempty"` // of another time
	Doubt    Doubt     `json:"doubt,omitempty"`   // about a cancellation
	End      time.Time `json:"end,omitzero"`
	Guest    string    `json:"guest,omitempty"` // the address that was invited
	Mail     string    `json:"mail,omitempty"`  // Message-ID of what it quotes: words that nobody else got
	Name     string    `json:"name,omitempty"`
	Patterns []Pattern `json:"patterns,omitempty"`
	Person   PersonID  `json:"person,omitempty"` // a colleague that it is about
	Start    time.Time `json:"start,omitzero"`
	To       string    `json:"to,omitempty"`       // whom the rep sent instead
	Until    time.Time `json:"until,omitzero"`     // when the answer is due
	Verified YesNo     `json:"verified,omitempty"` // who wrote what it quotes
	What     string    `json:"what,omitempty"`     // subject of an unread answer; words of a touch; step
	Words    string    `json:"words,omitempty"`    // of somebody who wants no more mail
}

// NoticeDetail belongs to a PurposeNotice.
type NoticeDetail struct {
	Address  string    `json:"address,omitempty"`  // that it is about
	Answer   string    `json:"answer,omitempty"`   // to the invitation
	Attached Lines     `json:"attached,omitempty"` // names of what was attached
	Details  string    `json:"details,omitempty"`  // what a mail server said: for the admin
	Fields   Lines     `json:"fields,omitempty"`   // of the brief, that changed
	Instead  string    `json:"instead,omitempty"`  // another address
	Last     YesNo     `json:"last,omitempty"`     // of the day
	Mend     string    `json:"mend,omitempty"`     // what to do about a missing permission
	Name     string    `json:"name,omitempty"`
	Patterns []Pattern `json:"patterns,omitempty"`
	Person   PersonID  `json:"person,omitempty"`
	Text     string    `json:"text,omitempty"`
	Turn     int       `json:"turn,omitempty,string"` // number of the assignment that ended
	Until    time.Time `json:"until,omitzero"`        // of an absence
	Verified YesNo     `json:"verified,omitempty"`
	What     string    `json:"what,omitempty"` // the subject of an answer that cannot be read
	When     Lateness  `json:"when,omitempty"`
	Words    string    `json:"words,omitempty"` // of somebody who wants no more mail
}

// EchoDetail belongs to a PurposeEcho.
type EchoDetail struct {
	Ask     Reason      `json:"ask,omitzero"`    // the question
	Meant   string      `json:"meant,omitempty"` // what is offered back
	Named   ID          `json:"named,omitempty"` // a lead that is none
	Subject string      `json:"subject,omitempty"`
	Team    string      `json:"team,omitempty"`  // in whose name it goes out, where there is no lead
	Text    string      `json:"text,omitempty"`  // what was not understood
	Times   []FreeTimes `json:"times,omitempty"` // when reps could meet
}

// ConfirmDetail belongs to a PurposeConfirm.
type ConfirmDetail struct {
	Arrived time.Time `json:"arrived,omitzero"`
	Code    string    `json:"code,omitempty"` // the secret, where it is asked once more
	Does    Sentences `json:"does,omitempty"`
	Mail    int64     `json:"mail,omitempty,string"` // number of the held mail
	Team    string    `json:"team,omitempty"`
	Until   time.Time `json:"until,omitzero"` // when an answer comes too late
	Why     Reason    `json:"why,omitzero"`
}

func (IntroDetail) purpose() Purpose      { return PurposeIntro }
func (RelayDetail) purpose() Purpose      { return PurposeRelay }
func (ProposalDetail) purpose() Purpose   { return PurposeProposal }
func (CopyDetail) purpose() Purpose       { return PurposeCopy }
func (BlockDetail) purpose() Purpose      { return PurposeBlock }
func (EscalationDetail) purpose() Purpose { return PurposeEscalation }
func (ReceiptDetail) purpose() Purpose    { return PurposeReceipt }
func (QuestionDetail) purpose() Purpose   { return PurposeQuestion }
func (NoticeDetail) purpose() Purpose     { return PurposeNotice }
func (EchoDetail) purpose() Purpose       { return PurposeEcho }
func (ConfirmDetail) purpose() Purpose    { return PurposeConfirm }

// YesNo is yes, no, or not said.
type YesNo string

// The two that are said.
const (
	Yes YesNo = "yes"
	No  YesNo = "no"
)

func yes(b bool) YesNo {
	if b {
		return Yes
	}
	return No
}

// Lateness is how an answer came too late.
type Lateness string

// How an answer came too late.
const (
	LateInTime Lateness = "in time" // it came in time, and was seen only after somebody else had answered
	LateSilent Lateness = "late"    // after the turn had ended in silence
	LateGone   Lateness = "gone"    // after the lead had gone on for another reason
)

// Lines are stored as one text.
type Lines []string

// MarshalText joins the lines.
func (l Lines) MarshalText() ([]byte, error) { return []byte(strings.Join(l, "\n")), nil }

// UnmarshalText takes them apart.
func (l *Lines) UnmarshalText(data []byte) error {
	*l = nil
	if len(data) > 0 {
		*l = strings.Split(string(data), "\n")
	}
	return nil
}

// Sentences are several reasons. Older versions stored them as one text, a line each.
type Sentences []Reason

// UnmarshalJSON also takes such a text.
func (s *Sentences) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '"' {
		return json.Unmarshal(data, (*[]Reason)(s))
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	*s = nil
	for line := range strings.Lines(text) {
		*s = append(*s, Reason{Text: strings.TrimSuffix(line, "\n")})
	}
	return nil
}

// DetailOf is the detail of an action; the zero one if it has another or none.
func DetailOf[T Detail](a Action) T {
	d, _ := a.Detail.(T)
	return d
}

// TeamNamed is the team in whose name an action goes out that belongs to no handoff.
func (a Action) TeamNamed() string {
	switch d := a.Detail.(type) {
	case EchoDetail:
		return d.Team
	case ConfirmDetail:
		return d.Team
	}
	return ""
}

// UnmarshalJSON reads an action with the detail of its purpose.
func (a *Action) UnmarshalJSON(data []byte) error {
	type plain Action
	read := struct {
		*plain
		Detail json.RawMessage
	}{plain: (*plain)(a)}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	d, err := decodeDetail(a.Purpose, read.Detail)
	if err != nil {
		return fmt.Errorf("read the detail of a %s: %w", a.Purpose, err)
	}
	a.Detail = d
	return nil
}

func decodeDetail(p Purpose, data []byte) (Detail, error) {
	if len(data) == 0 || string(data) == "null" {
		return nil, nil
	}
	switch p {
	case PurposeIntro:
		return readDetail[IntroDetail](data)
	case PurposeRelay:
		return readDetail[RelayDetail](data)
	case PurposeProposal:
		return readDetail[ProposalDetail](data)
	case PurposeCopy:
		return readDetail[CopyDetail](data)
	case PurposeBlock:
		return readDetail[BlockDetail](data)
	case PurposeEscalation:
		return readDetail[EscalationDetail](data)
	case PurposeReceipt:
		return readDetail[ReceiptDetail](data)
	case PurposeQuestion:
		return readDetail[QuestionDetail](data)
	case PurposeNotice:
		return readDetail[NoticeDetail](data)
	case PurposeEcho:
		return readDetail[EchoDetail](data)
	case PurposeConfirm:
		return readDetail[ConfirmDetail](data)
	case PurposeService:
		return readDetail[ServiceDetail](data)
	}
	return nil, nil
}

func readDetail[T Detail](data []byte) (Detail, error) {
	var d T
	err := json.Unmarshal(data, &d)
	return d, err
}
