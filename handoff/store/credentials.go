package store

import (
	"errors"
	"fmt"
	"time"
)

// Sealed is a secret that only the holder of a key can read, see Keyring.
type Sealed struct {
	KeyID string
	Nonce []byte
	Data  []byte
}

// Credential names a sealed secret that the store keeps.
type Credential struct {
	Subject  string // the mailbox or account that it opens
	Provider string
	Sealed   Sealed
	Updated  time.Time
}

// PutCredential keeps the sealed secret of a subject at a provider, in place of an earlier one.
func (tx Vault) PutCredential(subject, provider string, sealed Sealed, at time.Time) error {
	if subject == "" || provider == "" || sealed.KeyID == "" || len(sealed.Nonce) == 0 || len(sealed.Data) == 0 {
		return tx.fail(errors.New("it is not complete"), "keep the credential of %s at %s", quote(subject), quote(provider))
	}
	err := tx.exec(`INSERT INTO credentials (subject, provider, key_id, nonce, sealed, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (subject, provider) DO UPDATE
		SET key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed, updated_at = excluded.updated_at`,
		subject, provider, sealed.KeyID, sealed.Nonce, sealed.Data, nanos(at))
	if err != nil {
		return tx.fail(err, "keep the credential of %s at %s", quote(subject), quote(provider))
	}
	tx.erased = true // the earlier one is to leave the log as well: its key may be the reason for the change
	return nil
}

// Credential gives the sealed secret of a subject at a provider; ErrNotFound if there is none.
func (tx Vault) Credential(subject, provider string) (Credential, error) {
	c := Credential{Subject: subject, Provider: provider}
	var at int64
	err := tx.one("SELECT key_id, nonce, sealed, updated_at FROM credentials WHERE subject = $1 AND provider = $2",
		[]any{subject, provider}, []any{&c.Sealed.KeyID, &c.Sealed.Nonce, &c.Sealed.Data, &at})
	if err != nil {
		return Credential{}, tx.fail(err, "read the credential of %s at %s", quote(subject), quote(provider))
	}
	c.Updated = instant(at)
	return c, nil
}

// credentials gives all sealed secrets, in order of subject and provider.
func (tx Vault) credentials() ([]Credential, error) {
	var out []Credential
	err := tx.each(func(scan func(...any) error) error {
		var c Credential
		var at int64
		err := scan(&c.Subject, &c.Provider, &c.Sealed.KeyID, &c.Sealed.Nonce, &c.Sealed.Data, &at)
		c.Updated = instant(at)
		out = append(out, c)
		return err
	}, "SELECT subject, provider, key_id, nonce, sealed, updated_at FROM credentials ORDER BY subject, provider")
	if err != nil {
		return nil, tx.fail(err, "list the credentials")
	}
	return out, nil
}

// ResealCredentials seals all secrets with the first key of the ring that are sealed with another, and says how many.
// One that cannot be opened ends it with an error: nothing is changed then.
func (tx Vault) ResealCredentials(keys *Keyring) (int, error) {
	all, err := tx.credentials()
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range all {
		if c.Sealed.KeyID == keys.ID() {
			continue
		}
		secret, err := keys.Unseal(c.Subject, c.Provider, c.Sealed)
		if err != nil {
			return 0, err
		}
		sealed, err := keys.Seal(c.Subject, c.Provider, secret)
		clear(secret)
		if err != nil {
			return 0, err
		}
		if err := tx.PutCredential(c.Subject, c.Provider, sealed, c.Updated); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

func quote(s string) string { return fmt.Sprintf("%.80q", s) }
