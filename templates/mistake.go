package templates

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"handoffd/handoff/text"
)

// unknownField is how package template says that a view has no field of a name: where, in what, which.
var unknownField = regexp.MustCompile(`^template: (.+:\d+(?::\d+)?): executing .* can't evaluate field (\w+) in type `)

// mistake says where a template cannot be used, why, and what to do about it.
func mistake(err error, dir string, view any) error {
	fields := fieldsOf(view)
	mend := "correct the line"
	if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
		err = fmt.Errorf("%s: there is no field .%s here", m[1], m[2])
		if near := text.Nearest("."+m[2], fields); near != "" {
			mend = fmt.Sprintf("did you mean %s?", near)
		} else {
			mend = "use one of " + strings.Join(fields, " ")
		}
	}
	if dir != "" {
		mend += "; without the file the built-in one is used"
	}
	return fmt.Errorf("%w: %w; %s", ErrTemplate, err, mend)
}

// fieldsOf are the names of what a template can print of a view.
func fieldsOf(view any) []string {
	var fields []string
	for _, f := range reflect.VisibleFields(reflect.TypeOf(view)) {
		if !f.Anonymous {
			fields = append(fields, "."+f.Name)
		}
	}
	return fields
}

// fileMend says what to do about a file that is no template.
func fileMend(name string) string {
	if near := text.Nearest(name, Files()); near != "" {
		return fmt.Sprintf("did you mean %s? Else remove it", near)
	}
	return "remove it, or rename it; handoffd templates export DIR writes all there are"
}
