package web

import (
	"html/template"
	"net/http"
)

// Manual is what the pages below /help show. Its HTML is the program's own.
type Manual interface {
	// Names are the pages in their order, Title what stands above one; Body is its inside, with links to others below
	// base, which ends with a slash; false if there is none.
	Names() []string
	Title(name string) string
	Body(name, base string) (string, bool)
}

const helpBase = "/help/"

// helpPage is the view of one page of the manual, or, without a body, of what there is.
type helpPage struct {
	Title  string
	Body   template.HTML
	Topics []helpTopic
}

type helpTopic struct{ Name, Title string }

// help shows a page of the manual, or which there are.
func help(v *visit) error {
	if v.Help == nil {
		return faultOf(http.StatusNotFound, "page")
	}
	name := v.r.PathValue("topic")
	if name == "" {
		p := helpPage{}
		for _, n := range v.Help.Names() {
			p.Topics = append(p.Topics, helpTopic{n, v.Help.Title(n)})
		}
		return v.show("help", p)
	}
	body, ok := v.Help.Body(name, helpBase)
	if !ok {
		return faultOf(http.StatusNotFound, "page")
	}
	return v.show("help", helpPage{Title: v.Help.Title(name), Body: template.HTML(body)})
}
