package handoff

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Rules is the version of the rules, kept with every fact that they decide. Raise it, once a release, when Decide
// makes anything else of facts, lookups and configs as they are stored: another state, due time, action that changes
// the handoff, or wording of a kept reason. A new kind of fact, a new field that is empty in older lives and code that
// only moves do not raise it. TestRecordedLives fails when the rules have changed.
const Rules = 2

// Sum is the SHA-256 of the canonical form of a decided handoff. It is kept with the fact that was decided: whoever
// decides the stored facts again and comes to another sum decides by other rules.
func Sum(h *Handoff) [sha256.Size]byte { return sha256.Sum256(Canonical(h)) }

// Canonical is a handoff as JSON that does not depend on how Go writes it: no spaces, members in the order of their
// names (bytes), instants in UTC with as many digits of the second as they need, durations in nanoseconds, in strings
// only quotes, backslashes and control characters escaped. A member is left out if it is false, 0, "", an instant that
// is not set, or has nothing in it; so a field that was added later changes nothing in a handoff that does without it.
// A pointer to an empty struct stays, and so do all elements of a list.
func Canonical(h *Handoff) []byte {
	return appendCanonical(make([]byte, 0, 2048), reflect.ValueOf(h).Elem())
}

// member is one field of a struct.
type member struct {
	name  string
	quote []byte // `"name":`
	index []int
}

var instantType = reflect.TypeFor[time.Time]()

var members sync.Map // reflect.Type of a struct → []member, in the order of their names

func membersOf(t reflect.Type) []member {
	if m, ok := members.Load(t); ok {
		return m.([]member)
	}
	var out []member
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "-" || f.Anonymous && name == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		out = append(out, member{name: name, quote: append(appendString(nil, name), ':'), index: f.Index})
	}
	slices.SortFunc(out, func(a, b member) int { return strings.Compare(a.name, b.name) })
	members.Store(t, out)
	return out
}

func appendCanonical(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10)
	case reflect.String:
		return appendString(b, v.String())
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, "null"...)
		}
		return appendCanonical(b, v.Elem())
	case reflect.Slice, reflect.Array:
		b = append(b, '[')
		for i := range v.Len() {
			b = appendCanonical(appendComma(b), v.Index(i))
		}
		return append(b, ']')
	case reflect.Map:
		return appendMap(b, v)
	case reflect.Struct:
		return appendStruct(b, v)
	}
	panic(fmt.Sprintf("handoff: %s has no canonical form", v.Type())) // TestCanonicalKnowsEveryType
}

func appendStruct(b []byte, v reflect.Value) []byte {
	if v.Type() == instantType {
		b = append(b, '"')
		return append(instantOf(v).UTC().AppendFormat(b, time.RFC3339Nano), '"')
	}
	b = append(b, '{')
	for _, m := range membersOf(v.Type()) {
		field := v.Field(m.index[0])
		if len(m.index) > 1 { // promoted
			field = v.FieldByIndex(m.index)
		}
		b = appendMember(b, m.quote, field)
	}
	return append(b, '}')
}

func appendMap(b []byte, v reflect.Value) []byte {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	b = append(b, '{')
	for _, k := range keys {
		b = appendMember(b, append(appendString(nil, k.String()), ':'), v.MapIndex(k))
	}
	return append(b, '}')
}

// appendMember writes a member of an object, unless it says nothing.
func appendMember(b, name []byte, v reflect.Value) []byte {
	if saysNothing(v) {
		return b
	}
	from := len(b)
	b = append(appendComma(b), name...)
	begun := len(b)
	b = appendCanonical(b, v)
	if v.Kind() != reflect.Pointer && string(b[begun:]) == "{}" {
		return b[:from]
	}
	return b
}

// appendComma separates what follows from what stands before it, if anything does.
func appendComma(b []byte) []byte {
	if last := b[len(b)-1]; last == '{' || last == '[' {
		return b
	}
	return append(b, ',')
}

func saysNothing(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return v.Type() == instantType && instantOf(v).IsZero()
	case reflect.Bool:
		return !v.Bool()
	case reflect.String:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	}
	return v.IsZero()
}

func instantOf(v reflect.Value) time.Time {
	if v.CanAddr() { // spares a copy on the heap
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
}

// appendString writes a JSON string (RFC 8259 section 7). Bytes that are no UTF-8 become U+FFFD, each, as in the
// stored JSON.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	plain := 0
	for plain < len(s) && s[plain] >= ' ' && s[plain] < utf8.RuneSelf && s[plain] != '"' && s[plain] != '\\' {
		plain++
	}
	b = append(b, s[:plain]...)
	for i := plain; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
		i += size
	}
	return append(b, '"')
}
