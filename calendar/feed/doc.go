// Package feed tells when people are busy by the calendars that they publish at a secret address, in iCalendar (RFC
// 5545).
//
// The address is a password: it stands in no error and no log, which name the person and the host only. What is behind
// it is somebody else's server, so size, time and redirects are bounded, and addresses of the own network are refused,
// after the name is resolved and at every redirect, unless they were allowed.
//
// A calendar that cannot be read is an error. The copy of the last reading stands in for a while; then the time is
// unknown. It is never free. A published calendar lags behind the real one, by minutes to hours, and shows no automatic
// replies.
package feed
