package store

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/handoff/store/storetest"
)

func makeKeys(t testing.TB) (path string, keys *Keyring) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "handoffd.db.key")
	keys, err := MakeKeyring(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, keys
}

func seal(t testing.TB, keys *Keyring, subject, provider, secret string) Sealed {
	t.Helper()
	sealed, err := keys.Seal(subject, provider, []byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// TestSealOpensForItsSubjectOnly tampers with every part of what is sealed.
func TestSealOpensForItsSubjectOnly(t *testing.T) {
	_, keys := makeKeys(t)
	_, others := makeKeys(t)
	good := seal(t, keys, "handoff@acme.example", "google", "the secret")
	for name, tt := range map[string]struct {
		keys              *Keyring
		subject, provider string
		edit              func(*Sealed)
		want              error
	}{
		"as it is":         {keys, "handoff@acme.example", "google", nil, nil},
		"another subject":  {keys, "sales@acme.example", "google", nil, ErrNotAuthentic},
		"another provider": {keys, "handoff@acme.example", "microsoft", nil, ErrNotAuthentic},
		"moved boundary":   {keys, "handoff@acme.exampleg", "oogle", nil, ErrNotAuthentic},
		"other keys":       {others, "handoff@acme.example", "google", nil, ErrUnknownKey},
		"wrong key": {others, "handoff@acme.example", "google", func(s *Sealed) { s.KeyID = others.ID() },
			ErrNotAuthentic},
		"truncated": {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Data = s.Data[:len(s.Data)-1] },
			ErrNotAuthentic},
		"tag only": {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Data = s.Data[:16] },
			ErrNotAuthentic},
		"empty":         {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Data = nil }, ErrNotAuthentic},
		"a bit":         {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Data[0] ^= 1 }, ErrNotAuthentic},
		"another nonce": {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Nonce[0] ^= 1 }, ErrNotAuthentic},
		"short nonce": {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Nonce = s.Nonce[:4] },
			ErrNotAuthentic},
		"long nonce": {keys, "handoff@acme.example", "google", func(s *Sealed) { s.Nonce = append(s.Nonce, 0) },
			ErrNotAuthentic},
	} {
		t.Run(name, func(t *testing.T) {
			s := Sealed{good.KeyID, bytes.Clone(good.Nonce), bytes.Clone(good.Data)}
			if tt.edit != nil {
				tt.edit(&s)
			}
			got, err := tt.keys.Unseal(tt.subject, tt.provider, s)
			if !errors.Is(err, tt.want) || err == nil && string(got) != "the secret" {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	if again := seal(t, keys, "handoff@acme.example", "google", "the secret"); bytes.Equal(again.Nonce, good.Nonce) ||
		bytes.Equal(again.Data, good.Data) {
		t.Error("the nonce repeats")
	}
	if bytes.Contains(good.Data, []byte("secret")) {
		t.Error("not encrypted")
	}
}

func TestSealProperty(t *testing.T) {
	_, keys := makeKeys(t)
	rapid.Check(t, func(t *rapid.T) {
		subject, provider, secret := rapid.String().Draw(t, "subject"), rapid.String().Draw(t, "provider"),
			rapid.SliceOf(rapid.Byte()).Draw(t, "secret")
		s, err := keys.Seal(subject, provider, secret)
		if err != nil {
			t.Fatal(err)
		}
		got, err := keys.Unseal(subject, provider, s)
		if err != nil || !bytes.Equal(got, secret) {
			t.Fatalf("%q, %v", got, err)
		}
		other := rapid.String().Draw(t, "other")
		if _, err := keys.Unseal(other, provider, s); (err == nil) != (other == subject) {
			t.Fatalf("%q opens for %q: %v", subject, other, err)
		}
	})
}

// TestKeyFile makes the file for its owner alone, and refuses one that others can read.
func TestKeyFile(t *testing.T) {
	path, keys := makeKeys(t)
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", st.Mode(), err)
	}
	again, err := MakeKeyring(path)
	if err != nil || again.ID() != keys.ID() {
		t.Errorf("made anew: %v", err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660, 0o610, 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		for _, read := range []func(string) (*Keyring, error){ReadKeyring, MakeKeyring, RotateKeyring} {
			if _, err := read(path); !errors.Is(err, ErrKeyOpen) || !strings.Contains(err.Error(), "chmod 600 "+path) {
				t.Errorf("%v: %v", mode, err)
			}
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadKeyring(path); err != nil {
		t.Errorf("read-only: %v", err)
	}
	if _, err := ReadKeyring(path + ".none"); !errors.Is(err, ErrNoKeys) || !strings.Contains(err.Error(), path+".none") {
		t.Errorf("missing: %v", err)
	}
	if _, err := ReadKeyring(filepath.Dir(path)); err == nil {
		t.Error("a folder is taken")
	}
	if _, err := RotateKeyring(path + ".none"); !errors.Is(err, ErrNoKeys) {
		t.Errorf("rotate what is not there: %v", err)
	}
	if _, err := MakeKeyring(filepath.Join(path, "x")); err == nil {
		t.Error("made below a file")
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".keys-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeyFileIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k")
	ids := make(chan string, 20)
	var all sync.WaitGroup
	for range cap(ids) {
		all.Go(func() {
			keys, err := MakeKeyring(path)
			if err != nil {
				t.Error(err)
				return
			}
			ids <- keys.ID()
		})
	}
	all.Wait()
	close(ids)
	first := <-ids
	for id := range ids {
		if id != first {
			t.Errorf("two keys: %s, %s", first, id)
		}
	}
}

func TestBadKeyFiles(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, keySize))
	for name, tt := range map[string]struct {
		text string
		keys int // 0: refused
	}{
		"one":          {key + "\n", 1},
		"no line end":  {key, 1},
		"CRLF":         {"# x\r\n" + key + "\r\n\r\n", 1},
		"with comment": {key + " # of March\n  " + key, 2},
		"empty":        {"", 0},
		"comment only": {"# " + key, 0},
		"too short":    {key[:40] + "\n", 0},
		"two on one":   {key + key, 0},
		"not base64":   {"p@ssword\n", 0},
		"second bad":   {key + "\nx\n", 0},
		"too many":     {strings.Repeat(key+"\n", 101), 0},
		"too large":    {strings.Repeat("#\n", maxKeyFile), 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "k")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			keys, err := ReadKeyring(path)
			if (err == nil) != (tt.keys > 0) || err == nil && keys.Len() != tt.keys {
				t.Errorf("got %v, %v", keys, err)
			}
			if err != nil && (strings.Contains(err.Error(), key[:40]) || strings.Contains(err.Error(), "p@ss")) {
				t.Errorf("the error quotes the key: %v", err)
			}
		})
	}
}

func FuzzParseKeys(f *testing.F) {
	f.Add([]byte(keyFileHead + base64.StdEncoding.EncodeToString(make([]byte, keySize)) + "\n"))
	f.Add([]byte("#\n\x00\n===="))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, err := parseKeys(data)
		if err != nil {
			return
		}
		again, err := parseKeys(keys.text())
		if err != nil || again.Len() != keys.Len() || again.ID() != keys.ID() {
			t.Errorf("not read back: %v", err)
		}
	})
}

func TestCredentials(t *testing.T) {
	s := openStore(t)
	_, keys := makeKeys(t)
	first, second := seal(t, keys, "b", "google", "1"), seal(t, keys, "b", "google", "2")
	doUpdate(t, s, func(tx *Tx) error {
		if _, err := tx.Credential("b", "google"); !errors.Is(err, ErrNotFound) {
			t.Errorf("got %v", err)
		}
		return errors.Join(tx.PutCredential("b", "google", first, epoch),
			tx.PutCredential("b", "google", second, epoch.Add(time.Hour)),
			tx.PutCredential("a", "microsoft", first, epoch))
	})
	want := []Credential{{"a", "microsoft", first, epoch}, {"b", "google", second, epoch.Add(time.Hour)}}
	doView(t, s, func(tx *Tx) error {
		got, err := tx.credentials()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		one, oneErr := tx.Credential("b", "google")
		if diff := cmp.Diff(want[1], one); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if err := tx.PutCredential("b", "google", first, epoch); !errors.Is(err, ErrReadOnly) {
			t.Errorf("written in a view: %v", err)
		}
		return errors.Join(err, oneErr)
	})
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutCredential("a", "", first, epoch) })
	if err == nil {
		t.Error("an incomplete one is kept")
	}
}

// TestRotation seals everything with a new key; what was sealed before opens as long as its key is in the file.
func TestRotation(t *testing.T) {
	s := openStore(t)
	path, old := makeKeys(t)
	doUpdate(t, s, func(tx *Tx) error {
		for i := range 5 {
			subject := fmt.Sprint("box", i)
			if err := tx.PutCredential(subject, "google", seal(t, old, subject, "google", "secret of "+subject),
				epoch); err != nil {
				return err
			}
		}
		return nil
	})
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := RotateKeyring(path)
	if err != nil || keys.ID() == old.ID() || keys.Len() != 2 {
		t.Fatalf("%v, %v", keys, err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", st.Mode(), err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(after), strings.TrimPrefix(string(before), keyFileHead)) {
		t.Errorf("the old key is not below the new one: %v", err)
	}
	reseal := func() (n int) {
		doUpdate(t, s, func(tx *Tx) (err error) {
			n, err = tx.ResealCredentials(keys)
			return err
		})
		return n
	}
	if n := reseal(); n != 5 {
		t.Errorf("%d sealed anew", n)
	}
	if n := reseal(); n != 0 {
		t.Errorf("%d sealed twice", n)
	}
	alone := &Keyring{keys: keys.keys[:1]}
	doView(t, s, func(tx *Tx) error {
		all, err := tx.credentials()
		for _, c := range all {
			secret, err := alone.Unseal(c.Subject, c.Provider, c.Sealed)
			if err != nil || string(secret) != "secret of "+c.Subject || !c.Updated.Equal(epoch) {
				t.Errorf("%s: %q, %v", c.Subject, secret, err)
			}
		}
		return err
	})
}

// TestRotationFails changes nothing when one credential cannot be opened.
func TestRotationFails(t *testing.T) {
	s := openStore(t)
	path, old := makeKeys(t)
	good, bad := seal(t, old, "a", "google", "1"), seal(t, old, "other", "google", "2")
	doUpdate(t, s, func(tx *Tx) error {
		return errors.Join(tx.PutCredential("a", "google", good, epoch), tx.PutCredential("b", "google", bad, epoch))
	})
	keys, err := RotateKeyring(path)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.ResealCredentials(keys)
		return err
	})
	if !errors.Is(err, ErrNotAuthentic) || !strings.Contains(err.Error(), `"b"`) {
		t.Errorf("got %v", err)
	}
	doView(t, s, func(tx *Tx) error {
		c, err := tx.Credential("a", "google")
		if diff := cmp.Diff(good, c.Sealed); diff != "" {
			t.Errorf("half done (-want +got):\n%s", diff)
		}
		return err
	})
}

func TestRotationsDoNotMeet(t *testing.T) {
	path, _ := makeKeys(t)
	unlock, err := lockFolder(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := RotateKeyring(path); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("got %v", err)
	}
	unlock()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	keys, err := RotateKeyring(link)
	if err != nil {
		t.Fatal(err)
	}
	if behind, err := ReadKeyring(path); err != nil || behind.ID() != keys.ID() {
		t.Errorf("the link was replaced: %v", err)
	}
}

// TestReplacedCredentialLeavesNoTrace looks for the earlier sealed bytes in every file of the database.
func TestReplacedCredentialLeavesNoTrace(t *testing.T) {
	storetest.OnlySQLite(t, "of its file")
	s := openStore(t)
	_, keys := makeKeys(t)
	old := seal(t, keys, "a", "google", strings.Repeat("x", 64))
	doUpdate(t, s, func(tx *Tx) error { return tx.PutCredential("a", "google", old, epoch) })
	doUpdate(t, s, func(tx *Tx) error {
		return tx.PutCredential("a", "google", seal(t, keys, "a", "google", strings.Repeat("y", 64)), epoch)
	})
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(s.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, old.Data) {
			t.Errorf("%s still holds the earlier one", suffix)
		}
	}
}

func TestKeysAreNotPrinted(t *testing.T) {
	path, keys := makeKeys(t)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimSpace(strings.TrimPrefix(string(text), keyFileHead))
	var out strings.Builder
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "keys", keys, "key", keys.keys)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "keys", keys)
	fmt.Fprintf(&out, "%v %+v %#v %s", keys, keys, keys, keys)
	raw, err := base64.StdEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{secret, string(raw), fmt.Sprintf("%x", raw), strings.Trim(fmt.Sprint(raw), "[]"),
		fmt.Sprintf("%#v", raw)[7:60]} {
		if strings.Contains(out.String(), form) {
			t.Errorf("%q holds the key", out.String())
		}
	}
}

// TestUpgradeToCredentials opens a database as the version before credentials wrote it.
func TestUpgradeToCredentials(t *testing.T) {
	storetest.OnlySQLite(t, "of its file")
	dump, err := os.ReadFile(dumpFile(1))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	loadDump(t, path, 1, string(dump))
	s := openAt(t, path)
	_, keys := makeKeys(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.PutCredential("a", "google", seal(t, keys, "a", "google", "x"), epoch) })
	if len(listIDs(t, s)) == 0 {
		t.Error("the handoffs of the older database are gone")
	}
}
