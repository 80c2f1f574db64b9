package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadExtras(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"Key: value": {"Key": "value"},
		"Hi,\n\n- **CRM:** https://crm.acme.example/7\nTop account: yes\n\nThanks,\nQuinn": {"CRM": "https://crm.acme.example/7", "Top account": "yes"},
		"PS: call me": nil, "From: Pat": nil, "Industry: pumps?": nil, "industry: pumps": nil,
		"Industry: pumps\nand one more thing": nil, "Industry:": nil, "": nil, "Hi Rita,": nil,
		"One thing that I have to tell you: they are nice": nil,
	} {
		got, ok := ReadExtras(grammarConfig(), text)
		if ok != (want != nil) || cmp.Diff(want, got) != "" {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
}
