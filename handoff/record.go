package handoff

import (
	"crypto/sha256"
	"fmt"
	"reflect"
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
func Sum(h *Handoff) [sha256.Size]byte {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	*room = appendCanonical((*room)[:0], shapeOf(handoffType), reflect.ValueOf(h).Elem())
	return sha256.Sum256(*room)
}

var handoffType = reflect.TypeFor[Handoff]()

// rooms are for what is written only to be summed.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// Canonical is a handoff as JSON that does not depend on how Go writes it: no spaces, members in the order of their
// names (bytes), instants in UTC with as many digits of the second as they need, durations in nanoseconds, in strings
// only quotes, backslashes and control characters escaped. A member is left out if it is false, 0, "", an instant that
// is not set, or has nothing in it; so a field that was added later changes nothing in a handoff that does without it.
// A pointer to an empty struct stays, and so do all elements of a list.
func Canonical(h *Handoff) []byte {
	return appendCanonical(make([]byte, 0, 2048), shapeOf(handoffType), reflect.ValueOf(h).Elem())
}

func appendCanonical(b []byte, s *shape, v reflect.Value) []byte {
	switch s.kind {
	case reflect.String:
		return appendString(b, v.String())
	case reflect.Struct:
		return appendStruct(b, s, v)
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, "null"...)
		}
		return appendCanonical(b, s.elem, v.Elem())
	case reflect.Slice, reflect.Array:
		b = append(b, '[')
		for i := range v.Len() {
			b = appendCanonical(appendComma(b), s.elem, v.Index(i))
		}
		return append(b, ']')
	case reflect.Map:
		return appendMap(b, s, v)
	}
	b, err := appendPlain(b, v)
	if err != nil {
		panic(fmt.Sprintf("handoff: %s has no canonical form", v.Type())) // TestCanonicalKnowsEveryType
	}
	return b
}

func appendStruct(b []byte, s *shape, v reflect.Value) []byte {
	if s.instant {
		b = append(b, '"')
		return append(instantOf(v).UTC().AppendFormat(b, time.RFC3339Nano), '"')
	}
	b = append(b, '{')
	for i := range s.ordered {
		m := &s.ordered[i]
		b = appendMember(b, m.quote, m.shape, m.of(v))
	}
	return append(b, '}')
}

func appendMap(b []byte, s *shape, v reflect.Value) []byte {
	b = append(b, '{')
	if texts, ok := v.Interface().(map[string]string); ok {
		var room [16]string
		for _, k := range appendSorted(room[:0], texts) {
			if text := texts[k]; text != "" {
				b = append(appendString(appendComma(b), k), ':')
				b = appendString(b, text)
			}
		}
		return append(b, '}')
	}
	for _, k := range sortedKeys(v) {
		b = appendMember(b, append(appendString(nil, k.String()), ':'), s.elem, v.MapIndex(k))
	}
	return append(b, '}')
}

// appendMember writes a member of an object, unless it says nothing.
func appendMember(b, name []byte, s *shape, v reflect.Value) []byte {
	if saysNothing(s, v) {
		return b
	}
	from := len(b)
	b = append(appendComma(b), name...)
	begun := len(b)
	b = appendCanonical(b, s, v)
	if s.kind != reflect.Pointer && string(b[begun:]) == "{}" {
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

func saysNothing(s *shape, v reflect.Value) bool {
	return s.instant && instantOf(v).IsZero() || isEmpty(s, v)
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
