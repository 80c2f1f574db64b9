package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/preview"
	"handoffd/handoff/text"
	"handoffd/templates"
)

type templatesCmd struct {
	Export  templatesExportCmd  `cmd:"" help:"Write the built-in templates into a folder, to be changed there."`
	Preview templatesPreviewCmd `cmd:"" help:"Show every mail as its reader sees it, with the templates of a folder."`
	Check   templatesCheckCmd   `cmd:"" help:"Try the templates of a folder."`
}

type templatesExportCmd struct {
	Dir string `arg:"" help:"Folder; made if it is not there. Files in it are never replaced." type:"path"`
}

type templatesPreviewCmd struct {
	Dir  string `arg:"" help:"Folder of templates; empty or not there: the built-in ones. The preview is written into its folder \"preview\"." type:"path"`
	Open bool   `help:"Open the list of mails in a browser."`
}

type templatesCheckCmd struct {
	Dir string `arg:"" help:"Folder of templates." type:"path"`
}

// Run writes the files that are not there yet.
func (c *templatesExportCmd) Run(s streams) error {
	written, kept := 0, 0
	for _, name := range templates.Files() {
		data, err := templates.File(name)
		if err != nil {
			return err
		}
		file := filepath.Join(c.Dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return folderTrouble("make the folder of templates", filepath.Dir(file), err)
		}
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, os.ErrExist) {
			kept++
			continue
		}
		if err != nil {
			return folderTrouble("write a template", file, err)
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("write %s: %w", file, err)
		}
		written++
	}
	fmt.Fprintf(s.out, "Wrote %s into %s%s.\n\nNext:\n- Change the files that you want to word anew, and delete all "+
		"others: a file that is not there stays as built in, also in later versions.\n- handoffd templates check %[2]s "+
		"tries them, handoffd templates preview %[2]s --open shows every mail.\n- In the config: [templates] "+
		"folder = %[4]q\n", text.Count(written, "file", "files"), text.Bare(c.Dir), keptWords(kept), c.Dir)
	return nil
}

func keptWords(kept int) string {
	if kept == 0 {
		return ""
	}
	return fmt.Sprintf("; %s there already, and not touched", text.Count(kept, "was", "were"))
}

// Run writes the preview.
func (c *templatesPreviewCmd) Run(ctx context.Context, s streams) error {
	if err := noFile(c.Dir); err != nil {
		return err
	}
	set, _, err := loadFolder(c.Dir)
	if err != nil {
		return err
	}
	mails, err := preview.All(set)
	if err != nil {
		return err
	}
	dir := filepath.Join(c.Dir, templates.PreviewFolder)
	if err := preview.Write(dir, mails); err != nil {
		return app.Mendable(dir, err)
	}
	page := filepath.Join(dir, preview.Index)
	fmt.Fprintf(s.out, "%s, each as .eml, .txt and .html: open %s\n", text.Count(len(mails), "mail", "mails"),
		text.Bare(page))
	if c.Open {
		return browse(ctx, page)
	}
	return nil
}

// browse opens a page with the program of the system.
func browse(ctx context.Context, page string) error {
	program, args := "xdg-open", []string{page}
	switch runtime.GOOS {
	case "darwin":
		program = "open"
	case "windows":
		program, args = "rundll32", []string{"url.dll,FileProtocolHandler", page}
	}
	if err := exec.CommandContext(ctx, program, args...).Run(); err != nil {
		return fmt.Errorf("open a browser with %s: %w; open %s yourself", program, err, page)
	}
	return nil
}

// Run tries every template with an empty and a full view, and every mail with sample leads.
func (c *templatesCheckCmd) Run(s streams) error {
	if _, err := os.Stat(c.Dir); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no folder %[1]s; `handoffd templates export %[1]s` makes one", c.Dir)
	}
	if err := noFile(c.Dir); err != nil {
		return err
	}
	set, own, err := loadFolder(c.Dir)
	if err != nil {
		fmt.Fprintln(s.err, err) // one line a fault, beginning with the place
		return errSilent
	}
	mails, err := preview.All(set)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "ok: %s of %s, tried in %s.\n", text.Count(len(own.changed)+len(own.same), "file", "files"),
		text.Bare(c.Dir), text.Count(len(mails), "mail", "mails"))
	for _, f := range own.changed {
		fmt.Fprintf(s.out, "  %s words anew\n", f)
	}
	if n := len(own.same); n > 0 {
		fmt.Fprintf(s.out, "%s as built in: delete them, so that better words of later versions reach your people.\n",
			text.Count(n, "file is", "files are"))
	}
	return nil
}

// noFile says what to do where a file stands in the place of a folder of templates.
func noFile(dir string) error {
	if about, err := os.Stat(dir); err == nil && !about.IsDir() {
		return fmt.Errorf("%s is a file; name the folder that `handoffd templates export` has made", dir)
	}
	return nil
}

// own are the files of a folder of templates.
type ownTemplates struct{ changed, same []string }

// loadFolder reads the templates of a folder; one that is not there has none.
func loadFolder(dir string) (*templates.Set, ownTemplates, error) {
	var own ownTemplates
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		dir = ""
	}
	set, err := templates.Load(dir)
	if err != nil || dir == "" {
		return set, own, err
	}
	for _, name := range templates.Files() {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue // not there: built in
		}
		if built, err := templates.File(name); err == nil && bytes.Equal(built, data) {
			own.same = append(own.same, name)
		} else {
			own.changed = append(own.changed, name)
		}
	}
	return set, own, nil
}
