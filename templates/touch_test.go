package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFolderMayHoldMoreTouches: words of touches have names of their own; any other file that no mail uses is refused.
func TestAFolderMayHoldMoreTouches(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "words"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "words", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("touch-spring.txt", "Subject: Spring\n\nHello {{.Prospect}} again.\n")
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	said, ok, err := set.Say(TouchPrefix+"spring", Words{Prospect: "Pat"})
	if !ok || err != nil || said.Topic != "Spring" || said.Lead != "Hello Pat again." {
		t.Errorf("%+v, %t, %v", said, ok, err)
	}
	write("touch-broken.txt", "Subject: x\n\n{{.Nothing}}\n")
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "touch-broken.txt") {
		t.Errorf("a touch with a mistake: %v", err)
	}
	_ = os.Remove(filepath.Join(dir, "words", "touch-broken.txt"))
	write("notice-spring.txt", "Subject: x\n\ny\n")
	if _, err := Load(dir); err == nil {
		t.Error("a file that no mail uses is taken")
	}
}
