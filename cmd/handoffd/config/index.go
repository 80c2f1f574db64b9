package config

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"handoffd/handoff/text"
)

// position is a place in the file, row and column from 1.
type position struct{ row, column int }

// fileIndex knows where each key and value of a config file stands. Paths join keys and array positions by dots:
// "team.0.policy.window".
type fileIndex struct {
	keys, values map[string]position
	counts       map[string]int // array tables seen so far, by path
}

// has says whether the file sets the path.
func (x *fileIndex) has(path string) bool { _, ok := x.keys[path]; return ok }

// key is where the key stands, or the nearest table above it that is written out.
func (x *fileIndex) key(path string) position { return x.find(x.keys, path) }

// value is where the value stands, or the nearest table above it that is written out.
func (x *fileIndex) value(path string) position {
	if p, ok := x.values[path]; ok {
		return p
	}
	return x.find(x.keys, path)
}

func (x *fileIndex) find(in map[string]position, path string) position {
	for path != "" {
		if p, ok := in[path]; ok {
			return p
		}
		path = parent(path)
	}
	return position{1, 1}
}

func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }

func joinPath(path string, key any) string {
	if path == "" {
		return fmt.Sprint(key)
	}
	return fmt.Sprintf("%s.%v", path, key)
}

// indexer walks a document along the types of the config file: it notes positions and every key or value that has no
// place there.
type indexer struct {
	*faults
	parser unstable.Parser
	data   []byte
	lines  []int // offsets at which they begin
	broken bool  // a value of the wrong type: the document cannot be decoded
}

// indexFile notes unknown keys and wrong types as faults. It reports whether the document fits the types, unknown keys
// aside.
func indexFile(data []byte, f *faults) bool {
	f.index = &fileIndex{keys: map[string]position{}, values: map[string]position{}, counts: map[string]int{}}
	x := &indexer{faults: f, data: data, lines: []int{0}}
	for i, b := range data {
		if b == '\n' {
			x.lines = append(x.lines, i+1)
		}
	}
	x.parser.Reset(data)
	path, t := "", reflect.TypeFor[configFile]()
	for x.parser.NextExpression() {
		switch e := x.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			path, t = x.header(e)
		case unstable.KeyValue:
			x.keyValue(path, t, e)
		}
	}
	return !x.broken
}

func (x *indexer) position(offset uint32) position {
	row, found := slices.BinarySearchFunc(x.lines, int(offset), cmp.Compare[int])
	if !found {
		row--
	}
	return position{row + 1, int(offset) - x.lines[row] + 1}
}

func (x *indexer) wrong(p position, format string, args ...any) {
	x.broken = true
	x.at(p, format, args...)
}

// header follows the keys of [table] or [[table]]. The type is nil when there is no such table.
func (x *indexer) header(e *unstable.Node) (string, reflect.Type) {
	path, t := "", reflect.TypeFor[configFile]()
	for it := e.Key(); it.Next(); {
		key, at := string(it.Node().Data), x.position(it.Node().Raw.Offset)
		path, t = x.step(path, t, key, at)
		if t == nil {
			return path, nil
		}
		last := it.IsLast()
		switch {
		case isTables(t) && last && e.Kind == unstable.Table:
			x.wrong(at, "[%s] names one of several; write [[%s]]", tableName(path), tableName(path))
			fallthrough // what follows belongs to it all the same
		case isTables(t):
			if last {
				x.index.counts[path]++
			}
			if x.index.counts[path] == 0 {
				x.wrong(at, "there is no [[%s]] before this table; put it below the [[%s]] that it belongs to", tableName(path),
					tableName(path))
				return path, nil
			}
			path, t = joinPath(path, x.index.counts[path]-1), t.Elem()
		case t.Kind() != reflect.Struct && t.Kind() != reflect.Map:
			x.wrong(at, "%s is a key, not a table; write %s = %s", key, key, exampleOf(t))
			return path, nil
		case last && e.Kind == unstable.ArrayTable:
			x.wrong(at, "there is one %s; write [%s]", key, tableName(path))
			return path, nil
		}
		if _, ok := x.index.keys[path]; !ok {
			x.index.keys[path] = at
		}
	}
	return path, t
}

func (x *indexer) keyValue(path string, t reflect.Type, e *unstable.Node) {
	var at position
	var end uint32
	for it := e.Key(); it.Next(); {
		if t == nil {
			return
		}
		raw := it.Node().Raw
		at, end = x.position(raw.Offset), raw.Offset+raw.Length
		if t.Kind() != reflect.Struct && t.Kind() != reflect.Map {
			x.wrong(at, "%s is not a table; write %s = %s", tableName(path), lastKey(path), exampleOf(t))
			return
		}
		path, t = x.step(path, t, string(it.Node().Data), at)
		if t != nil && !x.index.has(path) {
			x.index.keys[path] = at
		}
	}
	if t != nil {
		x.shape(path, t, e.Value(), end)
	}
}

// step goes from a table to one of its keys; the type is nil when it has no such key.
func (x *indexer) step(path string, t reflect.Type, key string, at position) (string, reflect.Type) {
	if t.Kind() == reflect.Map { // any key
		return joinPath(path, key), t.Elem()
	}
	known := keysOf(t)
	if child, ok := known[key]; ok {
		return joinPath(path, key), child
	}
	x.unknownKey(path, slices.Collect(maps.Keys(known)), key, at)
	return path, nil
}

func (x *indexer) unknownKey(table string, known []string, key string, at position) {
	if len(x.list) > maxFaults { // it will not be shown: spare the search for what was meant
		x.at(at, "unknown key")
		return
	}
	in := "in " + headerOf(table)
	if table == "" {
		in = "at the top of the file"
	}
	home, near := homeOf(key), text.Nearest(key, known)
	switch {
	case strings.HasPrefix(strings.ToLower(key), "pass") && slices.Contains(known, "password_env"):
		x.index.keys[joinPath(table, "password")] = at
		x.at(at, "%s: a password does not belong in the config; write it to a file and give password_file, or give "+
			"password_env", Quoted(key))
	case home != "" && (near == "" || text.Distance(key, near) > 1):
		x.at(at, "unknown key %s %s; it belongs %s", Quoted(key), in, home)
	default:
		x.at(at, "unknown key %s %s; %s", Quoted(key), in, Meant(key, known))
	}
}

// shape compares a value with the type it must have. From is the offset after its key, before which it cannot begin.
func (x *indexer) shape(path string, t reflect.Type, n *unstable.Node, from uint32) {
	offset := n.Raw.Offset
	if n.Raw.Length == 0 { // arrays have no range of their own
		offset = from + uint32(max(0, bytes.IndexByte(x.data[from:], '[')))
	}
	at := x.position(offset)
	x.index.values[path] = at
	switch {
	case (t.Kind() == reflect.Struct || t.Kind() == reflect.Map) && n.Kind == unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			x.keyValue(path, t, it.Node())
		}
	case t.Kind() == reflect.Interface && n.Kind == unstable.String:
	case t.Kind() == reflect.Interface && n.Kind == unstable.Array:
		x.shape(path, reflect.TypeFor[[]string](), n, from)
	case t.Kind() == reflect.Slice && n.Kind == unstable.Array:
		i := 0
		for it := n.Children(); it.Next(); i++ {
			element := joinPath(path, i)
			x.shape(element, t.Elem(), it.Node(), offset+1)
			x.index.keys[element] = x.index.values[element]
		}
	case kinds[n.Kind] == t.Kind():
	case isNumber(path[strings.LastIndexByte(path, '.')+1:]):
		x.wrong(at, "%s is a list of texts; write each in quotes: \"…\"", lastKey(path))
	default:
		x.wrong(at, "%s takes %s; write %s = %s", lastKey(path), takes(t), lastKey(path), meantBy(t, n))
	}
}

var wholeNumber = regexp.MustCompile(`\d+`)

// meantBy is what a value of the type looks like: the number that stands in a text, else an example.
func meantBy(t reflect.Type, n *unstable.Node) string {
	if number := wholeNumber.Find(n.Data); t.Kind() == reflect.Int && n.Kind == unstable.String && number != nil {
		return string(number)
	}
	return exampleOf(t)
}

// kinds are the Go kinds of the TOML values that the config uses; others are wrong everywhere.
var kinds = map[unstable.Kind]reflect.Kind{unstable.String: reflect.String, unstable.Integer: reflect.Int,
	unstable.Bool: reflect.Bool}

func takes(t reflect.Type) string {
	switch {
	case isTables(t):
		return "a list of tables"
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return "a table"
	case t.Kind() == reflect.Slice:
		return "a list of texts"
	case t.Kind() == reflect.Int:
		return "a whole number"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Interface:
		return "text in quotes or a list of texts"
	}
	return "text in quotes"
}

func exampleOf(t reflect.Type) string {
	switch {
	case isTables(t):
		return "[{…}, {…}]"
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return "{…}"
	case t.Kind() == reflect.Slice:
		return `["…", "…"]`
	case t.Kind() == reflect.Int:
		return "2"
	case t.Kind() == reflect.Bool:
		return "true"
	}
	return `"…"`
}

func isTables(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
}

// keysOf are the keys of a table, those of embedded types included.
func keysOf(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		if tag := f.Tag.Get("toml"); tag != "" {
			out[tag] = f.Type
		}
	}
	return out
}

// homeOf names the only table that has the key, "" if none or several have it.
func homeOf(key string) string {
	homes := slices.DeleteFunc(findKey(reflect.TypeFor[configFile](), "", key), func(home string) bool {
		return strings.HasPrefix(home, "[team.rule.") // the same table as that of the team
	})
	if len(homes) != 1 {
		return ""
	}
	if homes[0] == "" {
		return "above the first [table]"
	}
	return "in " + homes[0]
}

func findKey(t reflect.Type, header, key string) []string {
	var out []string
	for k, child := range keysOf(t) {
		name := strings.Trim(header, "[]")
		if k == key {
			out = append(out, header)
		}
		if name != "" {
			name += "."
		}
		switch {
		case isTables(child):
			out = append(out, findKey(child.Elem(), "[["+name+k+"]]", key)...)
		case child.Kind() == reflect.Struct:
			out = append(out, findKey(child, "["+name+k+"]", key)...)
		}
	}
	return out
}

// tableName is a path without the array positions: "team.policy".
func tableName(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), isNumber)
	return strings.Join(parts, ".")
}

// headerOf is how the table at the path is written: "[[team]]", "[team.policy]".
func headerOf(path string) string {
	if isNumber(path[strings.LastIndexByte(path, '.')+1:]) {
		return "[[" + tableName(path) + "]]"
	}
	return "[" + tableName(path) + "]"
}

func lastKey(path string) string {
	name := tableName(path)
	return name[strings.LastIndexByte(name, '.')+1:]
}

func isNumber(s string) bool { _, err := strconv.Atoi(s); return err == nil }
