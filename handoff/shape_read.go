package handoff

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ReadJSON reads text into the zero value behind a pointer as json.Unmarshal does. What AppendJSON has written it reads
// in a third of the time, with strings that are part of the text; all else, such as what older versions stored, it
// leaves to encoding/json.
func ReadJSON(text string, pointer any) error {
	v := reflect.ValueOf(pointer).Elem()
	r := reader{text: text}
	if r.value(shapeOf(v.Type()), v) && r.at == len(text) {
		return nil
	}
	v.SetZero()
	return json.Unmarshal([]byte(text), pointer)
}

// reader goes through a text. Its methods say whether it was read: false leaves it to encoding/json.
type reader struct {
	text  string
	at    int
	depth int // so many lists the value stands in
}

// deepest is in how many lists a value may stand: reasons may speak of reasons. What was written here comes nowhere
// near; encoding/json knows how to refuse what is deeper still.
const deepest = 100

// skip goes over what stands here, if it does.
func (r *reader) skip(what string) bool {
	if end := r.at + len(what); end <= len(r.text) && r.text[r.at:end] == what {
		r.at = end
		return true
	}
	return false
}

func (r *reader) value(s *shape, v reflect.Value) bool {
	switch {
	case r.skip("null"): // changes nothing, or makes nil what is nil
		return !s.readsItself
	case s.instant:
		return r.instant(v)
	case s.readsItself:
		return false
	}
	switch s.kind {
	case reflect.String:
		text, ok := r.string()
		v.SetString(text)
		return ok
	case reflect.Struct:
		return r.members(s, v)
	case reflect.Slice:
		return r.elements(s, v)
	case reflect.Map:
		return r.texts(v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(s.elem, v.Elem())
	case reflect.Bool:
		v.SetBool(r.skip("true"))
		return v.Bool() || r.skip("false")
	}
	return v.CanInt() && r.integer(v)
}

// members reads a struct whose members stand as they are declared.
func (r *reader) members(s *shape, v reflect.Value) bool {
	if s.foreign || !r.skip("{") {
		return false
	}
	for i := range s.members {
		m := &s.members[i]
		if !r.skip(m.quote) {
			continue
		}
		if m.quoted || !r.value(m.shape, m.of(v)) {
			return false
		}
		if !r.skip(",") {
			return r.skip("}")
		}
	}
	return r.text[r.at-1] == '{' && r.skip("}")
}

func (r *reader) elements(s *shape, v reflect.Value) bool {
	if s.foreign || r.depth == deepest || !r.skip("[") {
		return false
	}
	r.depth++
	defer func() { r.depth-- }()
	if r.skip("]") {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return true
	}
	for i := 0; ; i++ {
		if i == v.Cap() {
			v.Grow(1)
		}
		v.SetLen(i + 1)
		if !r.value(s.elem, v.Index(i)) {
			return false
		}
		if !r.skip(",") {
			return r.skip("]")
		}
	}
}

// texts reads a map of texts; others are rare.
func (r *reader) texts(v reflect.Value) bool {
	all, ok := v.Addr().Interface().(*map[string]string)
	if !ok || !r.skip("{") {
		return false
	}
	*all = map[string]string{}
	if r.skip("}") {
		return true
	}
	for {
		key, ok := r.string()
		if !ok || !r.skip(":") {
			return false
		}
		if (*all)[key], ok = r.string(); !ok {
			return false
		}
		if !r.skip(",") {
			return r.skip("}")
		}
	}
}

// string reads a string: a part of the text, unless something in it is escaped.
func (r *reader) string() (text string, ok bool) {
	from := r.at
	if !r.skip(`"`) {
		return "", false
	}
	escaped, ascii := false, true
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			if escaped {
				return unescaped(r.text[from:r.at])
			}
			text = r.text[from+1 : r.at-1]
			return text, ascii || utf8.ValidString(text)
		case c < ' ':
			return "", false
		case c == '\\':
			escaped = true
			r.at++
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false
}

func unescaped(quoted string) (text string, ok bool) {
	err := json.Unmarshal([]byte(quoted), &text)
	return text, err == nil
}

func (r *reader) instant(v reflect.Value) bool {
	text, ok := r.string()
	return ok && v.Addr().Interface().(*time.Time).UnmarshalText([]byte(text)) == nil
}

func (r *reader) integer(v reflect.Value) bool {
	from := r.at
	for r.at < len(r.text) && (r.text[r.at] == '-' || r.text[r.at] >= '0' && r.text[r.at] <= '9') {
		r.at++
	}
	text := r.text[from:r.at]
	n, err := strconv.ParseInt(text, 10, v.Type().Bits())
	v.SetInt(n)
	return err == nil && (n == 0 && text == "0" || n != 0 && text[0] != '0' && !strings.HasPrefix(text, "-0"))
}
