package metrics

import (
	"encoding/json"
	"testing"
)

func queriesOfDashboard(t *testing.T) []string {
	t.Helper()
	var file struct {
		Title, UID string
		Panels     []struct {
			ID      int
			Title   string
			Type    string
			GridPos struct{ H, W, X, Y int }
			Targets []struct{ Expr, RefID string }
		}
	}
	if err := json.Unmarshal(readInstall(t, "handoffd-dashboard.json"), &file); err != nil {
		t.Fatal(err)
	}
	if file.Title == "" || file.UID == "" {
		t.Error("the dashboard has no name")
	}
	var out []string
	ids, taken := map[int]bool{}, map[[2]int]string{}
	for _, p := range file.Panels {
		if ids[p.ID] || p.Title == "" || p.Type == "" {
			t.Errorf("panel %d %q is there twice, or says nothing", p.ID, p.Title)
		}
		ids[p.ID] = true
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other := taken[[2]int{x, y}]; other != "" || x >= 24 {
					t.Errorf("%q lies on %q", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
		for _, q := range p.Targets {
			out = append(out, q.Expr)
		}
	}
	return out
}
