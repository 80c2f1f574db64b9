package oauth

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode"
)

// FuzzRedirect pastes anything: only a URL with the right state and one code gives a code, and no error quotes it.
func FuzzRedirect(f *testing.F) {
	for _, s := range []string{
		"http://127.0.0.1/?code=4/0AbC&state=STATE", "code=x&state=STATE", `"http://localhost:1/?state=STATE&code=x#frag"`,
		"?error=access_denied&state=STATE",
		"http://127.0.0.1/?code=x&code=y&state=STATE", "http://127.0.0.1/?code=%zz&state=STATE", "?", "",
		"state=STATE;code=x", "http://[::1/?code=secretcode&state=other",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, paste string) {
		code, err := codeOf(paste, "STATE")
		if err == nil {
			if code == "" || !strings.Contains(paste, "STATE") && !strings.Contains(paste, "%") {
				t.Errorf("%q from %q", code, paste)
			}
			again, err := codeOf("http://127.0.0.1/?"+url.Values{"code": {code}, "state": {"STATE"}}.Encode(), "STATE")
			if again != code && len(code) < maxRedirect/4 {
				t.Errorf("%q again: %q %v", code, again, err)
			}
			return
		}
		checkError(t, err)
		failed, _ := errors.AsType[*Error](err)
		if code != "" || failed.Err == nil == (failed.Code == "") {
			t.Errorf("%q with %v", code, err)
		}
	})
}

// FuzzLoginFailure reads anything that a mail server may say of a token.
func FuzzLoginFailure(f *testing.F) {
	for _, s := range []string{
		`{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}`,
		`{"status":"invalid_token","openid-configuration":"https://x"}`, `{"status":401}`,
		`{"status":[1],"scope":"x"}`, `{"status":"se-cret"}`, "{", "", "null",
		`{"status":"` + strings.Repeat("é", 500) + `"}`, "{\"status\":\"a\\r\\nb\\u001b\\u2028\"}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, challenge []byte) {
		e := loginFailure(challenge, "se-cret")
		checkError(t, e)
		if e.Code == "" || strings.Contains(e.Error(), "se-cret") {
			t.Errorf("%v from %q", e, challenge)
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	if len(text) > 4*maxShown || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		t.Errorf("%d bytes: %q", len(text), text)
	}
}

func FuzzReadCredential(f *testing.F) {
	f.Add([]byte(`{"provider":"google","grant":"refresh_token","token_url":"https://x/","client_id":"i",` +
		`"refresh_token":"r"}`))
	f.Add([]byte(`{"grant":"client_credentials"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadCredential(data)
		if err != nil {
			return
		}
		secret, err := c.Secret()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ReadCredential(secret); err != nil && len(secret) <= maxCredential || err == nil && again != c {
			t.Errorf("%s is not read back: %v", secret, err)
		}
	})
}
