package web

import (
	"strings"
	"testing"
)

// TestBrowserIn reads what browsers say of themselves, and is at a loss with nothing.
func TestBrowserIn(t *testing.T) {
	t.Parallel()
	const webkit = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
	for agent, want := range map[string]string{
		webkit: "Chrome on Linux", strings.Replace(webkit, "Chrome/", "HeadlessChrome/", 1): "Chrome on Linux",
		strings.Replace(webkit, "X11; Linux x86_64", "Windows NT 10.0; Win64; x64", 1) + " Edg/130.0": "Edge on Windows",
		strings.Replace(webkit, "X11; Linux x86_64", "Linux; Android 14; Pixel 8", 1):                 "Chrome on Android",
		strings.Replace(webkit, "X11; Linux x86_64", "X11; CrOS x86_64 14541.0.0", 1):                 "Chrome on ChromeOS",
		webkit + " OPR/115.0": "Opera on Linux",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15":                  "Safari on macOS",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1": "Chrome on iPhone",
		"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1":         "Safari on iPad",
		"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                         "Firefox on Linux",
		"curl/8.5.0": "A browser", "": "A browser", "Mozilla/5.0 (Windows NT 10.0)": "A browser on Windows",
		"<script>alert(1)</script>": "A browser",
	} {
		if got := browserIn(agent); got != want {
			t.Errorf("%s: %s, want %s", agent, got, want)
		}
	}
}
