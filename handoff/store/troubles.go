package store

import (
	"encoding/json"

	"handoffd/handoff"
)

// Troubles are what is wrong with the service itself, or was: of each trouble the latest state.
func (tx Sources) Troubles() ([]handoff.TroubleState, error) {
	var out []handoff.TroubleState
	err := tx.each(func(scan func(...any) error) error {
		var s handoff.TroubleState
		var from, to, told int64
		var args string
		if err := scan(&s.Kind, &s.Name, &from, &to, &told, &args); err != nil {
			return err
		}
		s.From, s.To, s.Told = instant(from), instant(to), instant(told)
		out = append(out, s)
		return json.Unmarshal([]byte(args), &out[len(out)-1].Args)
	}, "SELECT kind, name, from_at, to_at, told, args FROM troubles ORDER BY kind, name")
	if err != nil {
		return nil, tx.fail(err, "read the troubles")
	}
	return out, nil
}

// PutTrouble keeps a trouble as it is now.
func (tx Sources) PutTrouble(s handoff.TroubleState) error {
	args, err := json.Marshal(s.Args)
	if err == nil {
		err = tx.exec(`INSERT INTO troubles (kind, name, from_at, to_at, told, args) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (kind, name) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at,
			told = excluded.told, args = excluded.args`, string(s.Kind), s.Name, nanos(s.From), nanos(s.To), nanos(s.Told),
			string(args))
	}
	if err != nil {
		return tx.fail(err, "keep the trouble %s %s", s.Kind, s.Name)
	}
	return nil
}
