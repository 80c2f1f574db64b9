// Package templates holds the words and the looks of every mail: one text and one HTML template per purpose, and a
// layout for each of the two that they share. What a mail to a colleague, or one about the event, says first is in the
// folder words, one file a mail; a mail of the service itself is there whole. Sentences and titles that several mails
// have are in the folder blocks, one file a block; the sentences of reasons are in reasons.txt. All are embedded; a
// folder may override them file by file, and blocks and reasons line by line.
//
// A template only prints. What is said, and to whom, is decided by whoever builds the view; the views say what a
// template can print, and Load tries every template with a full and an empty view, so that a mistake is found when
// the service starts and not when the mail is due.
//
// The HTML is plain on purpose: tables, inline styles, no pictures, no scripts, nothing fetched.
package templates

import (
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	texttemplate "text/template"
)

//go:embed *.txt *.html
var embedded embed.FS

// ErrTemplate is wrapped by every error of this package.
var ErrTemplate = errors.New("mail template")

// maxFile bounds an override: a mail template is a page, not a book.
const maxFile = 256 << 10

// PreviewFolder is a folder below one of overrides that holds none: what they make is shown there.
const PreviewFolder = "preview"

// layout is the name of the two files that define what all others share.
const layout = "layout"

// names are the purposes that have a template, each with the view it prints.
var names = []struct {
	name string
	view any
}{
	{"intro", Thread{}}, {"relay", Thread{}}, {"proposal", Thread{}},
	{"invite", Event{}}, {"update", Event{}}, {"cancel", Event{}},
	{"brief", Letter{}}, {"receipt", Letter{}}, {"reminder", Letter{}}, {"escalation", Letter{}}, {"returned", Letter{}},
	{"outcome", Letter{}}, {"question", Letter{}}, {"notice", Letter{}}, {"echo", Letter{}}, {"confirm", Letter{}},
	{"digest", Digest{}}, {"today", Today{}}, {"hygiene", Hygiene{}}, {"figures", Figures{}},
	{"playbook", Playbook{}}, {"review", Review{}},
}

// Set is a complete set of parsed templates. It is safe for concurrent use.
type Set struct {
	mails   map[string]pair
	words   map[string]*texttemplate.Template
	blocks  map[string]lines
	joining joining
	used    func(file string)

	*Reasons
}

// Watched is the same set; it tells of each file of a mail, and of its words, that is filled in.
func (s *Set) Watched(used func(file string)) *Set {
	w := *s
	w.used = used
	return &w
}

func (s *Set) use(files ...string) {
	if s.used == nil {
		return
	}
	for _, f := range files {
		s.used(f)
	}
}

type pair struct {
	text *texttemplate.Template
	html *htmltemplate.Template
}

// Mail is one filled-in template. Lines end in LF.
type Mail struct {
	Subject string
	Text    string
	HTML    string
}

// Files lists the file names that a folder may override.
func Files() []string {
	files := []string{layout + ".html", layout + ".txt", reasonsFile}
	for _, n := range names {
		files = append(files, n.name+".html", n.name+".txt")
	}
	for _, name := range append(wordFiles(), parts) {
		files = append(files, wordsFolder+"/"+name+".txt")
	}
	for _, b := range blocks {
		files = append(files, blockFile(b.name))
	}
	slices.Sort(files)
	return files
}

// Load parses the embedded templates with the overrides in the folder; an empty name means none. Hidden files are
// passed over. The error names every file that cannot be used, with its line and the mend. The set is safe for
// concurrent use; the embedded one is parsed once.
func Load(dir string) (*Set, error) {
	if dir == "" {
		return own()
	}
	return load(dir)
}

var own = sync.OnceValues(func() (*Set, error) { return load("") })

func load(dir string) (*Set, error) {
	sources, err := read(dir)
	if err != nil {
		return nil, err
	}
	set := &Set{mails: make(map[string]pair, len(names)), words: map[string]*texttemplate.Template{}}
	if set.joining, err = loadJoining(dir); err != nil {
		return nil, err
	}
	funcs := set.joining.funcs()
	var errs []error
	told := make(map[string]bool) // a mistake in a layout shows in every mail
	for _, n := range names {
		p, err := parse(n.name, sources, funcs)
		if err == nil {
			err = p.try(n.view)
		}
		if err != nil {
			if !told[err.Error()] {
				errs = append(errs, mistake(err, dir, n.view))
			}
			told[err.Error()] = true
			continue
		}
		set.mails[n.name] = p
	}
	shared := sources[wordsFolder+"/"+parts+".txt"]
	base, err := texttemplate.New(shared.name).Funcs(funcs).Parse(shared.text)
	if err != nil {
		return nil, errors.Join(append(errs, mistake(err, dir, Words{}))...)
	}
	for _, name := range namesOfWords(sources) {
		if set.words[name], err = parseWords(base, sources[wordsFolder+"/"+name+".txt"], viewOf(name)); err != nil {
			errs = append(errs, mistake(err, dir, viewOf(name)))
		}
	}
	if set.blocks, err = loadBlocks(dir, funcs); err != nil {
		errs = append(errs, err)
	}
	if set.Reasons, err = loadReasons(dir, funcs); err != nil {
		errs = append(errs, err)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return set, nil
}

// namesOfWords are the names of all words among the sources.
func namesOfWords(sources map[string]source) []string {
	all := wordFiles()
	for file := range sources {
		name := strings.TrimSuffix(path.Base(file), ".txt")
		if isTouch(file) && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// Write fills the named template in. The view must be of the kind that belongs to the name.
func (s *Set) Write(name string, view any) (Mail, error) {
	p, ok := s.mails[name]
	if !ok {
		return Mail{}, fmt.Errorf("%w: there is none named %q", ErrTemplate, name)
	}
	s.use(name+".txt", name+".html")
	m, err := p.write(view)
	if err != nil {
		return Mail{}, fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return m, nil
}

// source is one file: Name is what errors call it.
type source struct{ name, text string }

// read gathers the embedded files and puts those of the folder over them.
func read(dir string) (map[string]source, error) {
	sources := make(map[string]source)
	for _, f := range Files() {
		data, err := File(f)
		if err != nil {
			return nil, fmt.Errorf("%w: embedded %s: %w", ErrTemplate, f, err)
		}
		sources[f] = source{name: f, text: string(data)}
	}
	if dir == "" {
		return sources, nil
	}
	return sources, override(sources, dir, "")
}

// File is the text of the named file as it is built in. Names are those that Files lists.
func File(name string) ([]byte, error) {
	switch folder, _ := path.Split(name); folder {
	case wordsFolder + "/":
		return embeddedWords.ReadFile(name)
	case blocksFolder + "/":
		return embeddedBlocks.ReadFile(name)
	}
	return embedded.ReadFile(name)
}

// override puts the files of a folder over the embedded ones, and those of its folders of words and blocks.
func override(sources map[string]source, dir, below string) error {
	entries, err := os.ReadDir(filepath.Join(dir, below))
	if err != nil {
		return fmt.Errorf("%w: read folder of overrides: %w", ErrTemplate, err)
	}
	for _, e := range entries {
		name := path.Join(below, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."), name == PreviewFolder && e.IsDir():
			continue
		case (name == wordsFolder || name == blocksFolder) && e.IsDir():
			if err := override(sources, dir, name); err != nil {
				return err
			}
			continue
		}
		file := filepath.Join(dir, name)
		if _, known := sources[name]; !known && !isTouch(name) {
			return fmt.Errorf("%w: %s: no mail uses this file; %s", ErrTemplate, file, fileMend(name))
		}
		text, err := readFile(file)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrTemplate, err)
		}
		sources[name] = source{name: file, text: text}
	}
	return nil
}

// isTouch says whether the file holds the words of a touch.
func isTouch(name string) bool {
	own, ok := strings.CutPrefix(name, wordsFolder+"/"+TouchPrefix)
	return ok && strings.HasSuffix(own, ".txt") && own != ".txt"
}

func readFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open override: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return "", fmt.Errorf("read override: %w", err)
	}
	if len(data) > maxFile {
		return "", fmt.Errorf("%s: larger than %d kB; a mail template is a page of text", path, maxFile>>10)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n"), nil
}

// parse builds the two templates of one name, each with its layout.
func parse(name string, sources map[string]source, funcs map[string]any) (pair, error) {
	var p pair
	shared, own := sources[layout+".txt"], sources[name+".txt"]
	base, err := texttemplate.New(shared.name).Funcs(funcs).Parse(shared.text)
	if err != nil {
		return p, err
	}
	if p.text, err = base.New(own.name).Parse(own.text); err != nil {
		return p, err
	}
	shared, own = sources[layout+".html"], sources[name+".html"]
	page, err := htmltemplate.New(shared.name).Funcs(funcs).Parse(shared.text)
	if err != nil {
		return p, err
	}
	if p.html, err = page.New(own.name).Parse(own.text); err != nil {
		return p, err
	}
	return p, nil
}

// try fills the templates with an empty and a full view: fields that do not exist, and mistakes in branches, show up.
func (p pair) try(view any) error {
	for _, v := range []any{view, specimen(view)} {
		if _, err := p.write(v); err != nil {
			return err
		}
	}
	return nil
}
