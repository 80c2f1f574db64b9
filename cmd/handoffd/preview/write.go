package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/emersion/go-message/mail"
)

//go:embed index.html
var pages embed.FS

// Index is the name of the page that lists all mails of a folder.
const Index = "index.html"

// opened is a mail taken apart for the eye.
type opened struct {
	Mail
	Subject    string
	Text, HTML []byte // HTML is nil if the mail has none
	Pictures   []picture
}

// picture is one that the mail holds and its HTML shows.
type picture struct {
	id, ending string
	data       []byte
}

// page is the HTML with its pictures as files beside it, which are added to the files.
func (o opened) page(files map[string][]byte) []byte {
	page := o.HTML
	for _, p := range o.Pictures {
		files[p.ending] = p.data
		page = bytes.ReplaceAll(page, []byte(`"cid:`+p.id+`"`), []byte(`"`+o.Name+p.ending+`"`))
	}
	return page
}

// Page is the file that shows the mail as most readers see it.
func (o opened) Page() string {
	if o.HTML == nil {
		return o.Name + ".txt"
	}
	return o.Name + ".html"
}

// Write puts every mail into the folder, as .eml, .txt and, where it has any, .html, with a page that lists them all.
// Files of an earlier preview are replaced; whatever else is in the folder stays.
func Write(dir string, mails []Mail) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of the preview: %w", err)
	}
	if err := clear(dir); err != nil {
		return fmt.Errorf("remove the earlier preview: %w", err)
	}
	var all []opened
	for _, m := range mails {
		o, err := open(m)
		if err != nil {
			return fmt.Errorf("take %s apart: %w", m.Name, err)
		}
		all = append(all, o)
		files := map[string][]byte{".eml": m.Raw, ".txt": o.Text}
		if o.HTML != nil {
			files[".html"] = o.page(files)
		}
		for ending, data := range files {
			if err := os.WriteFile(filepath.Join(dir, m.Name+ending), data, 0o644); err != nil {
				return fmt.Errorf("write the preview: %w", err)
			}
		}
	}
	page, err := index(all)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, Index), page, 0o644); err != nil {
		return fmt.Errorf("write the preview: %w", err)
	}
	return nil
}

// clear removes the files that Write makes: they begin with a number of three digits.
func clear(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "[0-9][0-9][0-9]-*"))
	for _, f := range old {
		err = errors.Join(err, os.Remove(f))
	}
	return err
}

// index is the page: for each reader the mails, with what led to them and the files that can be changed.
func index(all []opened) ([]byte, error) {
	type group struct {
		To    string
		Mails []opened
	}
	var groups []*group
	by := map[string]*group{}
	for _, o := range all {
		g := by[o.To]
		if g == nil {
			g = &group{To: strings.ToUpper(o.To[:1]) + o.To[1:]}
			groups, by[o.To] = append(groups, g), g
		}
		g.Mails = append(g.Mails, o)
	}
	t, err := template.ParseFS(pages, Index)
	if err != nil {
		return nil, fmt.Errorf("page of the preview: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, struct {
		Count  int
		First  string
		Groups []*group
	}{len(all), all[0].Page(), groups}); err != nil {
		return nil, fmt.Errorf("page of the preview: %w", err)
	}
	return b.Bytes(), nil
}

// open takes a mail apart.
func open(m Mail) (opened, error) {
	o := opened{Mail: m}
	r, err := mail.CreateReader(bytes.NewReader(m.Raw))
	if err != nil {
		return o, err
	}
	defer r.Close()
	if o.Subject, err = r.Header.Subject(); err != nil {
		return o, err
	}
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return o, nil
		}
		if err != nil {
			return o, err
		}
		inline, ok := p.Header.(*mail.InlineHeader)
		if !ok {
			continue
		}
		kind, _, err := inline.ContentType()
		if err != nil {
			return o, err
		}
		data, err := io.ReadAll(p.Body)
		if err != nil {
			return o, err
		}
		switch {
		case kind == "text/plain" && o.Text == nil:
			o.Text = data
		case kind == "text/html" && o.HTML == nil:
			o.HTML = data
		case strings.HasPrefix(kind, "image/"):
			ending := "." + strings.TrimPrefix(kind, "image/")
			if n := len(o.Pictures); n > 0 {
				ending = "-" + strconv.Itoa(n+1) + ending
			}
			o.Pictures = append(o.Pictures, picture{strings.Trim(inline.Get("Content-Id"), "<>"), ending, data})
		}
	}
}
