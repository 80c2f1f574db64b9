package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff/store/storetest"
)

// TestArraysGoOver: the server finds in the columns of a set what was put there, NULL and nothing told apart.
func TestArraysGoOver(t *testing.T) {
	s := openAt(t, storetest.Postgres(t))
	probe := &set{kinds: "tib"}
	long := fmt.Sprintf("%02000d", 7)
	for _, rows := range [][][]any{
		{},
		{{"", int64(0), []byte{}}},
		{{"zürich\x00\xff", int64(-1), []byte{0, 1, 255}}, {nil, nil, nil}, {long, int64(1) << 62, []byte(nil)}},
	} {
		var want, got []string
		for _, r := range rows {
			var line string
			for _, v := range r {
				switch v := v.(type) {
				case string:
					line += clip(v, len(v)) + "|"
				case int64:
					line += fmt.Sprint(v) + "|"
				case []byte:
					if v == nil {
						line += "NULL|"
						continue
					}
					line += fmt.Sprintf("\\x%x|", v)
				default:
					line += "NULL|"
				}
			}
			want = append(want, line)
		}
		doUpdate(t, s, func(tx *Tx) error {
			return tx.each(func(scan func(...any) error) error {
				var line string
				err := scan(&line)
				got = append(got, line)
				return err
			}, `SELECT coalesce(t, 'NULL') || '|' || coalesce(i::text, 'NULL') || '|' || coalesce(b::text, 'NULL') || '|'
				FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS v(t, i, b)`, probe.columns(rows)...)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
