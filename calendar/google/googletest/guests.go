package googletest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// mark completes the list of guests: who is sent without an answer has none.
func (f *Server) mark(e Object) {
	for _, a := range list(e["attendees"]) {
		guest := a.(Object)
		if guest["responseStatus"] == nil {
			guest["responseStatus"] = "needsAction"
		}
	}
}

// confer makes the conference that is asked for, where the client says that it knows of conferences.
func (f *Server) confer(c call, e Object) {
	data, _ := e["conferenceData"].(Object)
	if c.query("conferenceDataVersion") != "1" || data == nil || data["entryPoints"] != nil {
		if data != nil && data["entryPoints"] == nil {
			delete(e, "conferenceData")
		}
		return
	}
	request := data["createRequest"].(Object)
	link := "https://meet.example/" + request["requestId"].(string)[:8]
	data["entryPoints"] = []any{Object{"entryPointType": "video", "uri": link}}
	e["hangoutLink"] = link
}

func (f *Server) tell(c call, who []string) {
	if c.query("sendUpdates") != "all" {
		return
	}
	for _, address := range who {
		f.Told[strings.ToLower(address)]++
	}
}

// words are what makes Google tell all guests of a change.
func words(e Object) string {
	return fmt.Sprint(e["summary"], e["description"], e["location"], e["start"], e["end"], e["status"])
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func guestsOf(e Object) []string {
	var out []string
	for _, a := range list(e["attendees"]) {
		if guest := a.(Object); guest["organizer"] != true {
			out = append(out, strings.ToLower(guest["email"].(string)))
		}
	}
	return out
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func merge(old, patch Object) Object {
	out := maps.Clone(old)
	for k, v := range patch {
		from, was := out[k].(Object)
		to, is := v.(Object)
		switch {
		case v == nil:
			delete(out, k)
		case was && is:
			out[k] = merge(from, to)
		default:
			out[k] = v
		}
	}
	return out
}
