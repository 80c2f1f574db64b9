package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"handoffd/handoff"
)

// A reason has two columns: the code, and what the sentence speaks of as JSON; that of the verdict on a mail has one,
// with both. Rows of older versions have the sentence there.

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
		r.Code = cmp.Or(code, r.Code)
		return r
	}
	return handoff.Reason{Code: code, Text: spoken}
}

// whole is the one column.
func whole(r handoff.Reason) string {
	if r.Same(handoff.Reason{}) {
		return ""
	}
	data, err := json.Marshal(bounded(r))
	if err != nil { // cannot be: a reason is plain data
		return ""
	}
	return clip(string(data), 16*longest)
}

// bounded is a reason with what comes from outside cut to what is kept of it.
func bounded(r handoff.Reason) handoff.Reason {
	r.Text, r.Args = clip(r.Text, 4*longest), slices.Clone(r.Args)
	for i, a := range r.Args {
		a.Text, a.Address = clip(a.Text, longest), clip(a.Address, longest)
		a.Reasons = slices.Clone(a.Reasons)
		for n, part := range a.Reasons {
			a.Reasons[n] = bounded(part)
		}
		r.Args[i] = a
	}
	return r
}

// reasonIn is the reason of one column.
func reasonIn(column string) handoff.Reason { return reasonOf("", column) }

// bare is a reason without anything of what it speaks of.
func bare(r handoff.Reason) handoff.Reason { return handoff.Reason{Code: r.Code, Says: r.Says} }
