package store

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// Errors of sealed credentials that a caller may look for with errors.Is.
var (
	ErrKeyOpen      = errors.New("the key file can be read by others")
	ErrNoKeys       = errors.New("there is no key file")
	ErrUnknownKey   = errors.New("the key it was sealed with is not in the key file")
	ErrNotAuthentic = errors.New("it was changed, or sealed for another mailbox")
)

// keySize is that of AES-256, in bytes.
const keySize = 32

// Keyring holds the keys that credentials are sealed with (AES-256-GCM): the first one seals, all of them open. It
// prints as nothing but the id of its first key.
type Keyring struct {
	keys []key // never empty
}

type key struct {
	id     string
	secret [keySize]byte
}

// ID is the id of the key that seals.
func (k *Keyring) ID() string { return k.keys[0].id }

// Len is how many keys there are.
func (k *Keyring) Len() int { return len(k.keys) }

// String hides the keys.
func (k *Keyring) String() string { return "key " + k.ID() }

// GoString hides the keys.
func (k *Keyring) GoString() string { return "store.Keyring{" + k.String() + "}" }

// Seal encrypts a secret so that it opens only for the same subject and provider.
func (k *Keyring) Seal(subject, provider string, secret []byte) (Sealed, error) {
	aead, err := k.keys[0].aead()
	if err != nil {
		return Sealed{}, fmt.Errorf("seal the credential of %s at %s: %w", quote(subject), quote(provider), err)
	}
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce) // never fails
	return Sealed{KeyID: k.ID(), Nonce: nonce, Data: aead.Seal(nil, nonce, secret, bound(subject, provider))}, nil
}

// Unseal opens what Seal made. The error is ErrUnknownKey or ErrNotAuthentic.
func (k *Keyring) Unseal(subject, provider string, s Sealed) ([]byte, error) {
	fail := func(err error) error {
		return fmt.Errorf("open the credential of %s at %s (key %s): %w", quote(subject), quote(provider), quote(s.KeyID),
			err)
	}
	for i := range k.keys {
		if k.keys[i].id != s.KeyID {
			continue
		}
		aead, err := k.keys[i].aead()
		if err != nil {
			return nil, fail(err)
		}
		if len(s.Nonce) != aead.NonceSize() {
			return nil, fail(ErrNotAuthentic)
		}
		secret, err := aead.Open(nil, s.Nonce, s.Data, bound(subject, provider))
		if err != nil {
			return nil, fail(ErrNotAuthentic)
		}
		return secret, nil
	}
	return nil, fail(ErrUnknownKey)
}

func (k *key) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.secret[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// bound is the additional data: what a sealed secret is for. The lengths keep "a"+"bc" apart from "ab"+"c".
func bound(subject, provider string) []byte {
	data := []byte("handoffd credential 1\x00")
	for _, part := range []string{subject, provider} {
		data = binary.BigEndian.AppendUint32(data, uint32(len(part)))
		data = append(data, part...)
	}
	return data
}

// newKey makes a key. Its id follows from it, so that no file can name a key wrongly.
func newKey(secret []byte) key {
	k := key{secret: [keySize]byte(secret)}
	sum := sha256.Sum256(append([]byte("handoffd key id\x00"), secret...))
	k.id = hex.EncodeToString(sum[:8])
	return k
}

func randomKey() key {
	var secret [keySize]byte
	rand.Read(secret[:]) // never fails
	return newKey(secret[:])
}

// parseKeys reads a key file: a key a line in base64, the one that seals first; # begins a comment. Errors name the
// line and never quote it.
func parseKeys(data []byte) (*Keyring, error) {
	const most = 100
	ring := &Keyring{}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		line, _, _ = bytes.Cut(line, []byte("#"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		secret, err := base64.StdEncoding.Strict().DecodeString(string(line))
		if err != nil || len(secret) != keySize {
			return nil, fmt.Errorf("line %d is not a key of %d bytes in base64: restore the file from a backup", n, keySize)
		}
		if len(ring.keys) == most {
			return nil, fmt.Errorf("there are more than %d keys: remove the oldest, at the end", most)
		}
		ring.keys = append(ring.keys, newKey(secret))
	}
	if len(ring.keys) == 0 {
		return nil, errors.New("there is no key in it: restore the file from a backup")
	}
	return ring, nil
}

const keyFileHead = `# Keys of handoffd: credentials in the database are sealed with the first, and opened with any.
# Keep this file readable by handoffd alone, and its backup apart from that of the database.
`

// text is the key file.
func (k *Keyring) text() []byte {
	b := bytes.NewBufferString(keyFileHead)
	for i := range k.keys {
		b.WriteString(base64.StdEncoding.EncodeToString(k.keys[i].secret[:]))
		b.WriteByte('\n')
	}
	return b.Bytes()
}
