package calendartest

import (
	"net/http"
	"testing"
)

// TestAServerEndsAlone holds that a server that ends takes no server of another test with it.
func TestAServerEndsAlone(t *testing.T) {
	for name, start := range Servers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stays := start(t)
			t.Run("another one ends", func(t *testing.T) { start(t) })
			res, err := stays.Client().Get(stays.URL + "/")
			if err != nil {
				t.Fatalf("it is gone too: %v", err)
			}
			res.Body.Close()
			if res.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s", res.Status)
			}
		})
	}
}
