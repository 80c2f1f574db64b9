package reading

import "testing"

func TestQuestioned(t *testing.T) {
	for s, want := range map[string]bool{
		"":          false,
		"when?":     true,
		"when ? no": true,
		"何時？":       true,
		"opportunity https://crm.example/main.aspx?etn=opportunity&id=12":    false,
		"opportunity <https://crm.example/x?id=1>, won":                      false,
		"is it https://crm.example/1?":                                       true,
		"is it (https://crm.example/1?)":                                     true,
		"opportunity https://crm.example/x?id=1, or is that another's deal?": true,
	} {
		if got := questioned(s); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}
