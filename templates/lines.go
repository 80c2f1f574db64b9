package templates

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	texttemplate "text/template"
)

// lines are the sentences of one file by their codes: "code: sentence", one a line; empty lines and those that begin
// with "#" are passed over.
type lines map[string]line

// line is one sentence. Most print nothing of a view; those have no template.
type line struct {
	bare string
	text *texttemplate.Template
}

// loadLines reads a file of sentences. One of the same name in the folder of overrides may have some of them only.
func loadLines(files embed.FS, name, dir string, view any, funcs map[string]any) (lines, error) {
	own, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%w: embedded %s: %w", ErrTemplate, name, err)
	}
	sources := []source{{name: name, text: string(own)}}
	if dir != "" {
		file := filepath.Join(dir, name)
		if _, err := os.Stat(file); err == nil {
			text, err := readFile(file)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrTemplate, err)
			}
			sources = append(sources, source{name: file, text: text})
		}
	}
	return parseLines(sources, dir, view, funcs)
}

// parseLines puts the sentences of the later sources over those of the first, which has all codes there are.
func parseLines(sources []source, dir string, view any, funcs map[string]any) (lines, error) {
	all, root := lines{}, texttemplate.New("").Funcs(funcs)
	for i, s := range sources {
		for n, row := range strings.Split(s.text, "\n") {
			if row == "" || strings.HasPrefix(row, "#") {
				continue
			}
			at := fmt.Sprintf("%s:%d", s.name, n+1)
			code, text, ok := strings.Cut(row, ": ")
			if _, known := all[code]; !ok || i > 0 && !known {
				return nil, fmt.Errorf("%w: %s: there is no sentence %q; write CODE: SENTENCE with a code of the built-in file",
					ErrTemplate, at, code)
			}
			l, err := parseLine(root, at, text, view)
			if err != nil {
				return nil, mistake(err, dir, view)
			}
			all[code] = l
		}
	}
	return all, nil
}

// parseLine reads one sentence beside the others of its kind, and tries it with nothing and with everything.
func parseLine(root *texttemplate.Template, name, text string, view any) (line, error) {
	if !strings.Contains(text, "{{") {
		return line{bare: text}, nil
	}
	t, err := root.New(name).Parse(text)
	if err != nil {
		return line{}, err
	}
	l := line{text: t}
	for _, v := range []any{view, specimen(view)} {
		if _, err := l.say(v); err != nil {
			return line{}, err
		}
	}
	return l, nil
}

// say fills the sentence in.
func (l line) say(view any) (string, error) {
	if l.text == nil {
		return l.bare, nil
	}
	var out bytes.Buffer
	if err := l.text.Execute(&out, view); err != nil {
		return "", err
	}
	return out.String(), nil
}
