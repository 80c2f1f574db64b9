package help

// Pages are the manual as who shows it page by page asks for it.
type Pages struct{}

// Names are the pages in their order.
func (Pages) Names() []string { return order }

// Title is the heading of a page.
func (Pages) Title(name string) string {
	title, _, _ := Render(name, "")
	return title
}

// Body is the inside of a page for a browser; links to others lead below base, which ends with a slash.
func (Pages) Body(name, base string) (string, bool) {
	_, body, ok := Render(name, base)
	return body, ok
}
