package web

import "strings"

// mark is a word of a User-Agent and what it is called.
type mark struct{ word, name string }

// Browsers and systems by their marks. Most browsers name others as well, so that the order counts.
var (
	browsers = []mark{{"Edg/", "Edge"}, {"EdgA/", "Edge"}, {"EdgiOS/", "Edge"}, {"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"}, {"Vivaldi/", "Vivaldi"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chrome"}, {"Safari/", "Safari"}}
	systems = []mark{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"},
		{"CrOS", "ChromeOS"}, {"Macintosh", "macOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}, {"X11", "Linux"}}
)

// browserIn is the browser that a User-Agent names, in words: "Chrome on Linux". It is what the browser says of itself
// and proves nothing.
func browserIn(agent string) string {
	find := func(all []mark) string {
		for _, m := range all {
			if strings.Contains(agent, m.word) {
				return m.name
			}
		}
		return ""
	}
	browser, system := find(browsers), find(systems)
	if browser == "" {
		browser = "A browser"
	}
	if system != "" {
		return browser + " on " + system
	}
	return browser
}
