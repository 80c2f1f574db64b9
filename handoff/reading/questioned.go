package reading

import "strings"

// questioned says whether a text asks something: it has a question mark that does not begin the query of a link.
func questioned(s string) bool {
	for word := range strings.FieldsSeq(s) {
		mark := strings.IndexAny(word, "?？")
		if mark >= 0 && (!strings.Contains(word[:mark], "://") || strings.Trim(word[mark:], "?？.,;!)>\"'") == "") {
			return true
		}
	}
	return false
}
