package store

import (
	"encoding/json"
	"strings"

	"handoffd/handoff"
)

// A reason has two columns: the code, and what the sentence speaks of as JSON. Rows of older versions have the
// sentence there.

// spoken is the second column.
func spoken(r handoff.Reason) string {
	if r.Says == "" && len(r.Args) == 0 {
		return r.Text
	}
	r.Code = ""
	data, err := json.Marshal(r)
	if err != nil { // cannot be: a reason is plain data
		return ""
	}
	return string(data)
}

// reasonOf is the reason of two columns.
func reasonOf(code handoff.Code, spoken string) handoff.Reason {
	var r handoff.Reason
	if strings.HasPrefix(spoken, "{") && json.Unmarshal([]byte(spoken), &r) == nil {
		r.Code = code
		return r
	}
	return handoff.Reason{Code: code, Text: spoken}
}

// bare is a reason without anything of what it speaks of.
func bare(r handoff.Reason) handoff.Reason { return handoff.Reason{Code: r.Code, Says: r.Says} }
