// Package googletest is Google Calendar in one process, for tests: as strict as the discovery documents that come with
// google.golang.org/api, and as its guides say for notices, versions and sync tokens.
package googletest
